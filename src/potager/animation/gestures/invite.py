"""Invite back: somebody whose rhythm broke some days ago, and what happened since that concerns them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    SIGNED,
    in_seconds,
    quoted,
    ramp,
    stands,
    thing_of,
    things,
    toward,
    words_at,
)
from potager.animation.gestures.meanwhile import Since, happened
from potager.animation.gestures.silences import reason_of, returns_in, say_returns
from potager.animation.life import Life
from potager.animation.models import Person, Proposal, Switch
from potager.animation.rhythms import Returns, beyond, right_moment, usual_returns
from potager.animation.telling import Teller
from potager.conversations.models import Post
from potager.members.models import Member

SOONEST, LATEST = 8.0, 21.0  # days of silence
MOST = 60  # people
WAITS = timedelta(days=14)  # for what comes of it


def candidates(life: Life) -> Iterable[Candidate]:
    """Who was here on some days, then for one to three weeks not, beyond their habit; where something happened."""
    silent = _silent(life)
    since = happened(life, silent)
    found = [member for member in silent if since[member].is_something]
    returns = returns_in(life) if found else usual_returns()
    for member in found:
        yield _candidate(life, member, silent[member], since[member], returns)


def _silent(life: Life) -> dict[UUID, int]:
    """Their numbers in the graph, those first who were here on most days."""
    people, now = life.graph.people, life.graph.now
    order = sorted(range(len(people.members)), key=lambda at: -int(people.days[at]))
    found: dict[UUID, int] = {}
    for at in order:
        silence, gap = now - float(people.last[at]), float(people.gap[at])
        moment = right_moment(silence, gap, int(people.days[at]))
        is_time = moment == "right" or SOONEST <= silence <= LATEST
        if moment and is_time and beyond(silence, gap) >= 1 and _is_asked(life, people.members[at]):
            found[people.members[at]] = at
        if len(found) == MOST:
            break
    return found


def _is_asked(life: Life, member: UUID) -> bool:
    return life.may(member, *INVITE.uses) and member not in life.animateurs


def _candidate(life: Life, member: UUID, at: int, since: Since, returns: Returns) -> Candidate:
    people = life.graph.people
    silence, gap, days = life.graph.now - float(people.last[at]), float(people.gap[at]), int(people.days[at])
    return Candidate(
        signs={
            "moment": 1.0 if right_moment(silence, gap, days) == "right" or silence < 15 else 0.5,
            "rooted": ramp(days, 15),
            "answered": 1.0 if since.answers else 0.0,
            "went_on": ramp(sum(since.went_on.values()), 10),
            "concerns": ramp(len(since.topics), 3),
        },
        reasons=(
            *_reasons(member, int(people.last[at] * 86_400), gap, days, since),
            *reason_of(returns, silence),
        ),
        subject=member,
        moment="week",
    )


def _reasons(member: UUID, last: int, gap: float, days: int, since: Since) -> Iterable[Reason]:
    yield Reason("silent", {"last": last, "days": days, "gap": round(gap, 1)})
    if since.answers:
        newest = list({topic: pk for pk, topic in reversed(since.answers)}.values())[::-1]
        things_ = [thing_of("post", pk) for pk in newest[:3]]
        yield Reason("answered", {"number": len(since.answers), "things": things_})
    others = {
        topic: many for topic, many in since.went_on.items() if topic not in {one for _, one in since.answers}
    }
    if others:
        most = sorted(others, key=lambda topic: -others[topic])[:3]
        yield Reason(
            "went_on", {"number": sum(others.values()), "things": [thing_of("topic", one) for one in most]}
        )
    if since.topics:
        newest_ = [thing_of("topic", one) for one in dict.fromkeys(since.topics)][:3]
        yield Reason("concerns", {"words": since.words[:3], "things": newest_})


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Who is silent."""
    return format_html(
        _("{who} came often, and has been silent for a while."), who=tell.who(proposal.subject_id)
    )


def _silence(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    days = ngettext("%(count)d day", "%(count)d days", about["days"]) % {"count": about["days"]}
    words = _("Here on {days}, usually every {gap} days; the last time on {day}.")
    if round(about["gap"]) < 2:
        words = _("Here on {days}, the last time on {day}.")
    return format_html(words, days=days, gap=round(about["gap"]), day=tell.day(about["last"]))


def _answered(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "Somebody has answered them since: {things}",
        "{number} answers to them since: {things}",
        about["number"],
    )
    return format_html(words, number=about["number"], things=things(tell, about["things"]))


def _went_on_since(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "{number} message since, where they took part: {things}",
        "{number} messages since, where they took part: {things}",
        about["number"],
    )
    return format_html(words, number=about["number"], things=things(tell, about["things"]))


def _concerns(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("New since, about what they care about ({subjects}): {things}"),
        subjects=quoted(about["words"]),
        things=things(tell, about["things"]),
    )


def holds(proposal: Proposal) -> bool:
    """They have given no sign since, and are a member still."""
    person = Person.objects.filter(network=proposal.network_id, member=proposal.subject_id)
    if person.filter(last_at__gt=proposal.created_at).exists():
        return False
    return stands(proposal, *INVITE.uses)


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In private; or by name where everybody reads."""
    community, people = proposal.network.community, [one for one in (proposal.subject_id,) if one]
    return toward(by, community, people, gettext_lazy("Write to them"))


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether they came back within two weeks after: by words, or by any other sign of life."""
    since, network = proposal.decided_at or proposal.created_at, proposal.network
    until, who = min(now, since + WAITS), thing_of("member", proposal.subject_id)
    open_ = Q(topic__community=network.community_id, topic__is_private=False, topic__hidden_at=None)
    said = Post.objects.filter(open_, SIGNED, author=proposal.subject_id, state=Post.State.SHOWN)
    said = said.filter(written_at__gt=since, written_at__lte=until)
    if first := said.order_by("written_at").values_list("pk", "topic", "number", "written_at").first():
        pk, topic, number, at = first
        return Came(
            True, "spoke", {"member": who, "at": in_seconds(at), "thing": words_at(pk, topic, number)}
        )
    person = Person.objects.filter(network=network, member=proposal.subject_id, last_at__gt=since).first()
    if person and person.last_at <= until:
        return Came(True, "back", {"member": who, "at": in_seconds(person.last_at)})
    return Came(None if now < since + WAITS else False, "silent", {"member": who})


def _came_spoke(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{who} is back since {day}: {thing}"),
        who=tell.who(about["member"]),
        day=tell.day(about["at"]),
        thing=tell.thing(about["thing"]),
    )


def _came_back(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("{who} gave a sign on {day}."), who=tell.who(about["member"]), day=tell.day(about["at"])
    )


def _came_silent(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("{who} has given no sign here since."), who=tell.who(about["member"]))


INVITE = Gesture(
    name="invite",
    label=gettext_lazy("invite back"),
    question=gettext_lazy("Who has drifted away?"),
    weights={"moment": 1.0, "rooted": 1.0, "answered": 1.5, "went_on": 0.5, "concerns": 1.0},
    signs={
        "moment": gettext_lazy("The silence is in its second week"),
        "rooted": gettext_lazy("They came on many days before"),
        "answered": gettext_lazy("Somebody has answered them since"),
        "went_on": gettext_lazy("Where they took part, it went on"),
        "concerns": gettext_lazy("Something new is about what they care about"),
    },
    candidates=candidates,
    headline=headline,
    say={
        "silent": _silence,
        "answered": _answered,
        "went_on": _went_on_since,
        "concerns": _concerns,
        "returns": say_returns,
    },
    holds=holds,
    places=places,
    came=came,
    came_words={"spoke": _came_spoke, "back": _came_back, "silent": _came_silent},
    most=2,
    uses=frozenset({Switch.Use.PROPOSED.value, Switch.Use.INVITED.value}),
)
