"""Introduce: two people who should know each other, and have never spoken here in public.

Private talk is not looked at, and the words say so. Ties of both to the same people come first among the reasons, and
fade with time: measured on real networks (benchmarks/animation), nothing that can be told says more.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    persons,
    quoted,
    ramp,
    stands,
    thing_of,
    things,
    toward,
    words_at,
)
from potager.animation.gestures.declared import about_talents, shown_of, talents_told
from potager.animation.gestures.pairing import Pair, pairs_of
from potager.animation.life import Life
from potager.animation.models import Proposal, Switch, Tie
from potager.animation.telling import Teller
from potager.conversations.models import Post
from potager.members.models import Member

STILL, WAITS = timedelta(days=30), timedelta(days=14)  # for what comes of it


def candidates(life: Life) -> Iterable[Candidate]:
    """Members who are here, whom nobody keeps at a distance, and whom something brings together."""
    asked = {one for one in life.memberships if one not in life.animateurs and life.may(one, *INTRODUCE.uses)}
    members = life.graph.people.members
    for pair in pairs_of(life, asked):
        reasons = tuple(_reasons(life, pair))
        if reasons:
            yield Candidate(
                signs={
                    "common": pair.common if pair.contacts else 0.0,
                    "likely": pair.likely,
                    "needs": 1.0 if pair.finds or pair.found_by else 0.0,
                    "shared": pair.rare,
                    "talks": ramp(pair.alike, 0.4),
                    "together": ramp(len(pair.topics), 2),
                    "bridge": pair.bridge,
                },
                reasons=reasons,
                subject=members[pair.one],
                other=members[pair.other],
                moment="week",
            )


def _reasons(life: Life, pair: Pair) -> Iterable[Reason]:
    members = [thing_of("member", one) for one in life.graph.people.members]
    one, other = members[pair.one], members[pair.other]
    if pair.contacts:
        people = [members[at] for at in pair.contacts[:3]]
        yield Reason("common", {"number": len(pair.contacts), "people": people})
    for seeker, able, found in ((one, other, pair.finds), (other, one, pair.found_by)):
        if found:
            yield Reason("needs", {"seeker": seeker, "able": able, **about_talents(life, found)})
    if pair.shared:
        yield Reason("shared", about_talents(life, pair.shared))
    if pair.words and not pair.shared:
        yield Reason("talks", {"words": pair.words})
    if pair.topics:
        topics = [thing_of("topic", topic) for topic in pair.topics[:3]]
        yield Reason("together", {"number": len(pair.topics), "things": topics})
    if pair.groups and pair.bridge > 0.25:
        yield Reason("bridge", dict(zip(("people", "others", "ties"), pair.groups, strict=True)))


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Who does not know whom."""
    return format_html(
        _("{one} and {other} have never spoken here in public."),
        one=tell.who(proposal.subject_id),
        other=tell.who(proposal.other_id),
    )


def _common(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    people, shown = persons(tell, about["people"]), min(len(about["people"]), about["number"])
    words = ngettext(
        "{number} person talks with both these last weeks ({people}).",
        "{number} people talk with both these last weeks ({people}).",
        about["number"],
    )
    if about["number"] > shown:
        words = _("{number} people talk with both these last weeks ({people} …).")
    return format_html(words, number=about["number"], people=people)


def _needs(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{seeker} is looking for this: “{wish}”. {able} offers this: {subjects}."),
        seeker=tell.who(about["seeker"]),
        able=tell.who(about["able"]),
        wish=shown_of(about["seeker"], about["in"], "seeks"),
        subjects=talents_told(about),
    )


def _shared(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Talents or interests in common: {subjects}."), subjects=talents_told(about))


def _talks(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Subjects in common: {subjects}."), subjects=quoted(about["words"]))


def _together(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "Both spoke on one day in {things}, without answering one another",
        "Both spoke on the same days in {number} conversations, without answering one another: {things}",
        about["number"],
    )
    return format_html(words, number=about["number"], things=things(tell, about["things"]))


def _bridge(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "They stand in two groups ({people} and {others} people) with {number} tie between them.",
        "They stand in two groups ({people} and {others} people) with {number} ties between them.",
        about["ties"],
    )
    return format_html(words, people=about["people"], others=about["others"], number=about["ties"])


def holds(proposal: Proposal) -> bool:
    """They have not spoken since, and both are there and wish it."""
    pair = (proposal.subject_id, proposal.other_id)
    tied = Tie.objects.filter(network=proposal.network_id, source__member__in=pair, target__member__in=pair)
    return not tied.exists() and stands(proposal, *INTRODUCE.uses)


def places(proposal: Proposal, by: Member) -> list[Place]:
    """To both in private; or by name where everybody reads."""
    pair = [one for one in (proposal.subject_id, proposal.other_id) if one]
    return toward(by, proposal.network.community, pair, gettext_lazy("Write to both"))


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether the two spoke to each other in public, and still do after 30 days."""
    since = proposal.decided_at or proposal.created_at
    one, other = proposal.subject_id, proposal.other_id
    pair = [thing_of("member", one), thing_of("member", other)]
    said = list(_between(proposal, since, now).values_list("pk", "topic", "number", "written_at")[:200])
    if not said:
        return Came(None if now < since + WAITS else False, "silent", {"pair": pair})
    by_topic = {topic: words_at(pk, topic, number) for pk, topic, number, _at in reversed(said)}
    about = {"pair": pair, "number": len(said), "things": list(by_topic.values())[::-1][:3]}
    return Came(True, "still" if said[-1][3] > since + STILL else "spoke", about)


def _between(proposal: Proposal, since: datetime, now: datetime) -> QuerySet[Post]:
    """What one of them said to the other, in the order of time."""
    one, other = proposal.subject_id, proposal.other_id
    open_ = Q(topic__community=proposal.network.community_id, topic__is_private=False, topic__hidden_at=None)
    said = Post.objects.filter(open_, state=Post.State.SHOWN, written_at__gt=since, written_at__lte=now)
    turned = Q(pk__in=[])
    for author, toward_ in ((one, other), (other, one)):
        answers = Q(answers__author=toward_) | Q(answers=None, topic__author=toward_)
        turned |= Q(author=author) & (answers | Q(mentions__member=toward_))
    return said.filter(turned, author__in=(one, other)).distinct().order_by("written_at", "pk")


def _came_spoke(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "{people}: {number} message from one to the other since, in {things}",
        "{people}: {number} messages from one to the other since, in {things}",
        about["number"],
    )
    people = persons(tell, about["pair"])
    return format_html(words, people=people, number=about["number"], things=things(tell, about["things"]))


def _came_still(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    people = persons(tell, about["pair"])
    return format_html(
        _("{people} still talk with each other after 30 days, in {things}"),
        people=people,
        things=things(tell, about["things"]),
    )


def _came_silent(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("{people} have not spoken here in public."), people=persons(tell, about["pair"]))


INTRODUCE = Gesture(
    name="introduce",
    label=gettext_lazy("introduce"),
    question=gettext_lazy("Who should know each other?"),
    weights={
        "common": 1.5,
        "likely": 1.0,
        "needs": 1.5,
        "shared": 1.0,
        "talks": 1.0,
        "together": 0.5,
        "bridge": 1.0,
    },
    signs={
        "common": gettext_lazy("Both talk with the same people, of late"),
        "likely": gettext_lazy("Pairs like them have come to speak here"),
        "needs": gettext_lazy("One seeks what the other can do"),
        "shared": gettext_lazy("They name the same talents or interests"),
        "talks": gettext_lazy("They talk about the same things"),
        "together": gettext_lazy("They were in the same conversations"),
        "bridge": gettext_lazy("Their groups hardly know each other"),
    },
    candidates=candidates,
    headline=headline,
    say={
        "common": _common,
        "needs": _needs,
        "shared": _shared,
        "talks": _talks,
        "together": _together,
        "bridge": _bridge,
    },
    holds=holds,
    places=places,
    came=came,
    came_words={"spoke": _came_spoke, "still": _came_still, "silent": _came_silent},
    most=2,
    uses=frozenset({Switch.Use.PROPOSED.value, Switch.Use.INTRODUCED.value}),
)
