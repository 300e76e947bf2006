"""Answer: a conversation that nobody has answered, and who could."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import F, Min, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.animation.gestures.base import Came, Candidate, Gesture, Place, Reason
from potager.animation.gestures.common import hours_in_words
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.telling import Teller
from potager.conversations.models import Post, Topic
from potager.members.models import Member

OLDEST = 30  # days: later, nobody waits for it any more
SOONEST = timedelta(hours=12)
MOST = 50


def candidates(life: Life) -> Iterable[Candidate]:
    """Conversations of the last month in which only their author spoke, those first that wait longest for here."""
    usual = usual_hours(life)
    waiting = life.topics.filter(about="", closed_at=None, shown__gte=1, author__isnull=False)
    waiting = waiting.filter(opened_at__gt=life.ago(OLDEST), opened_at__lt=life.now - SOONEST)
    others = Post.objects.filter(state=Post.State.SHOWN).exclude(author=F("topic__author"))
    waiting = waiting.exclude(pk__in=others.filter(written_at__lte=life.now).values("topic"))
    for topic in waiting.order_by("-opened_at")[:MOST]:
        if topic.author_id and life.may(topic.author_id):
            yield _candidate(life, topic, usual)


def _candidate(life: Life, topic: Topic, usual: float) -> Candidate:
    hours = (life.now - topic.opened_at) / timedelta(hours=1)
    reasons = [Reason("waits", {"topic": f"topic:{topic.pk}", "hours": round(hours)})]
    if usual:
        reasons.append(Reason("usual", {"hours": round(usual)}))
    return Candidate(
        signs={
            "waits": min(1.0, hours / max(usual, 12.0) / 4),
            "asks": 1.0 if topic.is_question else 0.4,
            "is_new": 1.0 if _is_new(life, topic.author_id) else 0.0,
            "is_fresh": max(0.0, 1 - hours / 24 / OLDEST),
        },
        reasons=tuple(reasons),
        subject=topic.author_id,
        thing=f"topic:{topic.pk}",
        moment="now",
    )


def _is_new(life: Life, member: UUID | None) -> bool:
    membership = life.memberships.get(member) if member else None
    return membership is not None and membership.joined_at > life.ago(30)


def usual_hours(life: Life) -> float:
    """The median of hours until somebody else answered, over the conversations of the last 90 days; 0: too few."""
    others = ~Q(posts__author=F("author")) & Q(posts__state=Post.State.SHOWN)
    asked = life.topics.filter(opened_at__gt=life.ago(90), opened_at__lte=life.now, author__isnull=False)
    rows = asked.annotate(first=Min("posts__written_at", filter=others)).filter(first__lte=life.now)
    hours = [
        (first - opened) / timedelta(hours=1) for opened, first in rows.values_list("opened_at", "first")
    ]
    return median(hours) if len(hours) >= 5 else 0.0


def headline(tell: Teller, proposal: Proposal) -> SafeString:
    """Whose conversation waits."""
    return format_html(
        _("{who} has opened {topic}, and nobody has answered."),
        who=tell.who(proposal.subject_id),
        topic=tell.thing(proposal.thing),
    )


def _waits(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(_("It has been waiting for {time}."), time=hours_in_words(about["hours"]))


def _usual(tell: Teller, about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("Here, a first answer usually comes within {time}."), time=hours_in_words(about["hours"])
    )


def _answers(proposal: Proposal, since: datetime) -> int:
    posts = Post.objects.filter(topic_id=proposal.thing.partition(":")[2], state=Post.State.SHOWN)
    return posts.exclude(author=proposal.subject_id).filter(written_at__gt=since).count()


def holds(proposal: Proposal) -> bool:
    """Nobody has answered yet, and one still can."""
    topic = Topic.objects.filter(pk=proposal.thing.partition(":")[2], hidden_at=None, closed_at=None)
    said = Post.objects.filter(topic__in=topic.values("pk"), state=Post.State.SHOWN)
    return topic.exists() and not said.exclude(author=proposal.subject_id).exists()


def places(proposal: Proposal, by: Member) -> list[Place]:
    """In the conversation; or to whoever could answer."""
    found = [Place("answer", gettext_lazy("Answer"), thing=proposal.thing)]
    if proposal.helper_id and proposal.helper_id != by.pk:
        label = gettext_lazy("Ask them whether they would")
        found.insert(0, Place("write", label, people=(proposal.helper_id,)))
    return found


def came(proposal: Proposal, now: datetime) -> Came:
    """Whether anybody answered within three days after."""
    since = proposal.decided_at or proposal.created_at
    if number := _answers(proposal, since):
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
    say={"waits": _waits, "usual": _usual},
    holds=holds,
    places=places,
    came=came,
    came_words={"answered": _came_answered, "silent": _came_silent},
    most=3,
    uses=frozenset(),
)
