"""Answer: a conversation that nobody has answered, and who could."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import (
    SIGNED,
    has_switched_off,
    hours_in_words,
    identifier_of,
    in_seconds,
    stands,
    toward,
)
from potager.animation.gestures.helping import HELPER_WORDS, Helper, helpers_of
from potager.animation.life import Life
from potager.animation.models import Proposal, Switch
from potager.animation.telling import Teller
from potager.communities.models import Membership
from potager.conversations.models import Post, Topic
from potager.members.models import Member

Use = Switch.Use
OLDEST = 30  # days: later, nobody waits for it any more
SOONEST = timedelta(hours=12)
MOST = 50
NEW = 30  # days
ROWS, FEWEST = 1000, 5  # conversations of which the usual time is made


def candidates(life: Life) -> Iterable[Candidate]:
    """Conversations of the last month in which only their author spoke, members or passers-by, the newest first."""
    topics = _waiting(life)
    usual, gone = usual_hours(life), _gone(life, topics)
    topics = [topic for topic in topics if topic.author_id not in gone]
    helped = helpers_of(life, topics)
    for topic in topics:
        yield _candidate(life, topic, usual, helped.get(topic.pk))


def _waiting(life: Life) -> list[Topic]:
    waiting = life.topics.filter(about="", closed_at=None, shown__gte=1, author__is_active=True)
    waiting = waiting.filter(opened_at__lt=life.now - SOONEST, opened_at__gt=life.ago(OLDEST))
    waiting = waiting.filter(~Exists(_others(OuterRef("pk")).filter(written_at__lte=life.now)))
    first = Post.objects.filter(SIGNED, topic=OuterRef("pk"), number=1, state=Post.State.SHOWN)
    signed = waiting.filter(last_at__gt=life.ago(OLDEST)).annotate(is_signed=Exists(first))
    return list(signed.order_by("-opened_at")[:MOST])


def _others(topic: Any) -> QuerySet[Post]:
    """What is shown there by anybody but who opened it."""
    shown = Post.objects.filter(topic=topic, state=Post.State.SHOWN)
    return shown.exclude(author=F("topic__author"))


def _gone(life: Life, topics: Iterable[Topic]) -> set[UUID]:
    """Authors who left, were removed or are suspended: nobody answers who is not there."""
    authors = {topic.author_id for topic in topics if topic.author_id} - set(life.memberships)
    rows = Membership.objects.filter(community=life.community, member__in=authors)
    return set(rows.values_list("member", flat=True))


def _candidate(life: Life, topic: Topic, usual: float, helper: Helper | None) -> Candidate:
    hours = (life.now - topic.opened_at) / timedelta(hours=1)
    membership = life.memberships.get(topic.author_id)  # type: ignore[arg-type]
    is_named = topic.is_signed and topic.author_id not in life.switched_off[Use.PROPOSED]  # type: ignore[attr-defined]
    is_new = membership is None or membership.joined_at > life.ago(NEW)
    reasons = [Reason("waits", {"topic": f"topic:{topic.pk}", "hours": round(hours)})]
    if usual:
        reasons.append(Reason("usual", {"hours": round(usual)}))
    if is_named and is_new:
        arrived = {"at": in_seconds(membership.joined_at)} if membership else {}
        reasons.append(Reason("new" if membership else "passing", arrived))
    return Candidate(
        signs={
            "waits": min(1.0, hours / max(usual, 12.0) / 4),
            "asks": 1.0 if topic.is_question else 0.4,
            "is_new": 1.0 if is_new else 0.0,
            "is_fresh": max(0.0, 1 - hours / 24 / OLDEST),
        },
        reasons=(*reasons, *(helper.reasons if helper else ())),
        subject=topic.author_id if is_named else None,
        helper=helper.member if helper else None,
        thing=f"topic:{topic.pk}",
        moment="now",
    )


def usual_hours(life: Life) -> float:
    """The median of hours until somebody else answered, over the conversations of the last 90 days; 0: too few."""
    asked = life.topics.filter(opened_at__gt=life.ago(90), opened_at__lte=life.now, author__isnull=False)
    first = _others(OuterRef("pk")).order_by("written_at").values("written_at")[:1]
    rows = asked.filter(last_at__gt=life.ago(90)).annotate(first=Subquery(first)).order_by("-opened_at")
    answered = rows.filter(first__lte=life.now).values_list("opened_at", "first")[:ROWS]
    hours = [(first - opened) / timedelta(hours=1) for opened, first in answered]
    return median(hours) if len(hours) >= FEWEST else 0.0


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Whose conversation waits: unnamed where they signed otherwise or wish it, without a page if they passed by."""
    topic = tell.thing(proposal.thing)
    if not proposal.subject_id:
        return format_html(_("Nobody has answered in {topic}."), topic=topic)
    is_passing = any(reason["fact"] == "passing" for reason in proposal.reasons)
    subject = proposal.subject_id
    who = format_html("<bdi>{}</bdi>", tell.name(subject)) if is_passing else tell.who(subject)
    return format_html(_("{who} has opened {topic}, and nobody has answered."), who=who, topic=topic)


def _passing(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html("{}", _("Written in passing, by somebody who is not a member."))


def _new(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("By a new member, who came on {day}."), day=tell.day(about["at"]))


def _waits(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("It has been waiting for {time}."), time=hours_in_words(about["hours"]))


def _usual(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("Here, a first answer usually comes within {time}."), time=hours_in_words(about["hours"])
    )


def holds(proposal: Proposal) -> bool:
    """Nobody has answered yet, one still can, and whoever would help is there."""
    topic = Topic.objects.filter(
        pk=identifier_of(proposal.thing), hidden_at=None, closed_at=None, shown__gt=0
    )
    if not topic.filter(~Exists(_others(identifier_of(proposal.thing)))).exists():
        return False
    if has_switched_off(proposal.network.community_id, proposal.subject_id, Use.PROPOSED.value):
        return False
    return stands(proposal, is_member=False)


def places(proposal: Proposal, by: Member) -> list[Place]:
    """To whoever could answer; or in the conversation."""
    found: list[Place] = []
    if proposal.helper_id:
        label = gettext_lazy("Ask whoever could answer")
        asked = toward(by, proposal.network.community, [proposal.helper_id], label)
        found = [one for one in asked if one.sort == "write"]
    return [*found, Place("answer", gettext_lazy("Answer"), thing=proposal.thing)]


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether anybody answered within three days after."""
    since = proposal.decided_at or proposal.created_at
    answers = _others(identifier_of(proposal.thing)).filter(written_at__gt=since, written_at__lte=now)
    if number := answers.count():
        return Came(True, "answered", {"topic": proposal.thing, "number": number})
    return Came(None if now < since + timedelta(days=3) else False, "silent", {"topic": proposal.thing})


def _came_answered(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "{topic} has {number} answer since.", "{topic} has {number} answers since.", about["number"]
    )
    return format_html(words, topic=tell.thing(about["topic"]), number=about["number"])


def _came_silent(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("{topic} is still waiting."), topic=tell.thing(about["topic"]))


ANSWER = Gesture(
    name="answer",
    label=gettext_lazy("answer"),
    question=gettext_lazy("Who has spoken into the void?"),
    weights={"waits": 2.0, "asks": 1.0, "is_new": 1.5, "is_fresh": 1.0},
    signs={
        "waits": gettext_lazy("It waits longer than usual here"),
        "asks": gettext_lazy("It is a question"),
        "is_new": gettext_lazy("Whoever opened it is new here"),
        "is_fresh": gettext_lazy("It is recent"),
    },
    candidates=candidates,
    headline=headline,
    say={"waits": _waits, "usual": _usual, "passing": _passing, "new": _new, **HELPER_WORDS},
    holds=holds,
    places=places,
    came=came,
    came_words={"answered": _came_answered, "silent": _came_silent},
    most=3,
    uses=frozenset(),
    for_anyone=True,
)
