"""Welcome: somebody who arrived and to whom nobody has spoken, and the member best placed to greet them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    SIGNED,
    identifier_of,
    in_seconds,
    ramp,
    stands,
    thing_of,
    things,
    toward,
    words_at,
)
from potager.animation.gestures.declared import (
    Declared,
    about_talents,
    declared,
    rarities,
    talents_told,
)
from potager.animation.gestures.greeters import Fit, best_of, could_greet, greeters_of
from potager.animation.life import Life
from potager.animation.models import Proposal, Switch
from potager.animation.telling import Teller
from potager.conversations.models import Mention, Post, Topic
from potager.members.models import Member

SINCE = 14  # days from the arrival: later it is no welcome any more
NEWEST, MOST = 2000, 60  # newcomers who are looked at, and proposed
WAITS = timedelta(days=14)  # for what comes of it


def candidates(life: Life) -> Iterable[Candidate]:
    """Who arrived within two weeks and heard no word: those who spoke first, then the newest."""
    new = [one for one, membership in life.memberships.items() if membership.joined_at > life.ago(SINCE)]
    new = [one for one in new if one not in life.animateurs and life.may(one, Switch.Use.PROPOSED)]
    new = sorted(new, key=lambda one: life.memberships[one].joined_at, reverse=True)[:NEWEST]
    said = _said(life, new)
    heard = _heard(life, new, said)
    waiting = sorted((one for one in new if one not in heard), key=lambda one: one not in said)[:MOST]
    yield from _greeted(life, waiting, said)


def _said(life: Life, new: Collection[UUID]) -> dict[UUID, list[Post]]:
    """What newcomers wrote under the name they bear, by newcomer, the first words first."""
    found: dict[UUID, list[Post]] = defaultdict(list)
    written = life.posts().filter(SIGNED, author__in=new).only("author", "topic", "number", "written_at")
    for post in written.order_by("written_at", "pk")[:2000]:
        found[post.author_id].append(post)
    return dict(found)


def _heard(life: Life, new: Collection[UUID], said: Mapping[UUID, list[Post]]) -> set[UUID]:
    """To whom somebody turned in words that are shown: in an answer, or by name."""
    mine = {post.pk: author for author, posts in said.items() for post in posts}
    opened = {post.topic_id: post.author_id for posts in said.values() for post in posts if post.number == 1}
    answers = life.posts().filter(Q(topic__in=list(opened)) | Q(answers__in=list(mine)))
    heard: set[UUID] = set()
    for author, topic, answered in answers.values_list("author", "topic", "answers"):
        turned_to = (opened.get(topic), mine.get(answered) if answered else None)
        heard.update(one for one in turned_to if one and one != author)
    named = Mention.objects.filter(member__in=new, post__topic__community=life.community)
    named = named.filter(post__state=Post.State.SHOWN, post__topic__is_private=False)
    return heard | set(named.exclude(post__author=F("member")).values_list("member", flat=True))


def _greeted(life: Life, waiting: Collection[UUID], said: Mapping[UUID, list[Post]]) -> Iterator[Candidate]:
    greeters = greeters_of(life, besides=waiting) if waiting else {}
    shown = declared(life, [*waiting, *greeters]) if waiting else {}
    rare = rarities(shown)
    for one in waiting:
        best = best_of(life, one, greeters, shown, rare)
        yield _candidate(life, one, said.get(one, []), shown.get(one, Declared()), best)


def _candidate(life: Life, one: UUID, posts: list[Post], shown: Declared, best: Fit | None) -> Candidate:
    joined = life.memberships[one].joined_at
    days = (life.now - joined) / timedelta(days=1)
    reasons = [Reason("arrived", {"at": in_seconds(joined)})]
    if posts:
        first = posts[0]
        reasons.append(Reason("said", {"thing": words_at(first.pk, first.topic_id, first.number)}))
    elif shown.subjects:
        reasons.append(Reason("shows", about_talents(life, shown.subjects.values())))
    return Candidate(
        signs={
            "spoke": 1.0 if posts else 0.0,
            "waits": ramp(days, 5),
            "is_fresh": max(0.0, 1 - days / SINCE),
            "fits": min(1.0, best.worth) if best else 0.0,
        },
        reasons=(*reasons, *([best.reason] if best else ())),
        subject=one,
        helper=best.greeter.member if best else None,
        moment="now" if posts else "today",
    )


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Who has arrived."""
    return format_html(
        _("{who} has arrived, and nobody has spoken to them here in public."),
        who=tell.who(proposal.subject_id),
    )


def _arrived(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Arrival: {day}."), day=tell.day(about["at"]))


def _first_words(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("Their first words here: {thing}"), thing=tell.thing(about["thing"]))


def _shows(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("What they say of themselves: {subjects}."), subjects=talents_told(about))


def holds(proposal: Proposal) -> bool:
    """Nobody has spoken to them yet, and they are there."""
    if not stands(proposal, Switch.Use.PROPOSED):
        return False
    return not any(said.exists() for said in _turned_to(proposal.subject_id, proposal.network.community_id))


def _turned_to(member: UUID | None, community: UUID) -> Iterator[QuerySet[Post]]:
    said = Post.objects.filter(topic__community=community, topic__is_private=False, topic__hidden_at=None)
    said = said.filter(state=Post.State.SHOWN).exclude(author=member)
    yield said.filter(topic__in=Topic.objects.filter(author=member, community=community).values("pk"))
    yield said.filter(answers__in=Post.objects.filter(author=member).values("pk"))
    yield said.filter(pk__in=Mention.objects.filter(member=member).values("post"))


def places(proposal: Proposal, by: Member) -> list[Place]:
    """Where they spoke; in private; or to whoever could greet them."""
    community, subject = proposal.network.community, proposal.subject_id
    found = [
        Place("answer", gettext_lazy("Answer their first words"), thing=_topic_of(reason["thing"]))
        for reason in proposal.reasons
        if reason["fact"] == "said"
    ]
    if subject:
        found += toward(by, community, [subject], gettext_lazy("Greet them"))
    if proposal.helper_id:
        label = gettext_lazy("Ask whoever could greet them")
        found += [one for one in toward(by, community, [proposal.helper_id], label) if one.sort == "write"]
    return found


def _topic_of(thing: str) -> str:
    if thing.startswith("topic:"):
        return thing
    topic = Topic.objects.filter(posts=identifier_of(thing)).values_list("pk", flat=True).first()
    return thing_of("topic", topic)


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether the newcomer spoke within two weeks after."""
    since = proposal.decided_at or proposal.created_at
    said = Post.objects.filter(SIGNED, author=proposal.subject_id, state=Post.State.SHOWN)
    said = said.filter(topic__community=proposal.network.community_id, topic__is_private=False)
    said = said.filter(topic__hidden_at=None, written_at__gt=since, written_at__lte=min(now, since + WAITS))
    who = thing_of("member", proposal.subject_id)
    if topics := list(said.order_by("written_at").values_list("topic", flat=True)[:50]):
        first = [thing_of("topic", one) for one in dict.fromkeys(topics)][:3]
        return Came(True, "spoke", {"member": who, "things": first})
    return Came(None if now < since + WAITS else False, "silent", {"member": who})


def _came_spoke(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{who} has spoken since: {things}"),
        who=tell.who(about["member"]),
        things=things(tell, about["things"]),
    )


def _came_silent(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("{who} has not spoken here in public since."), who=tell.who(about["member"]))


WELCOME = Gesture(
    name="welcome",
    label=gettext_lazy("welcome"),
    question=gettext_lazy("Who has arrived, and heard no word?"),
    weights={"spoke": 1.5, "waits": 1.0, "is_fresh": 1.0, "fits": 1.5},
    signs={
        "spoke": gettext_lazy("They have spoken already"),
        "waits": gettext_lazy("They have been here for some days"),
        "is_fresh": gettext_lazy("Their arrival is recent"),
        "fits": gettext_lazy("Somebody is well placed to greet them"),
    },
    candidates=candidates,
    headline=headline,
    say={
        "arrived": _arrived,
        "said": _first_words,
        "shows": _shows,
        "could": could_greet,
    },
    holds=holds,
    places=places,
    came=came,
    came_words={"spoke": _came_spoke, "silent": _came_silent},
    most=2,
)
