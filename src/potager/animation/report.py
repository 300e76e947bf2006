"""The report of a month, which writes itself: numbers from open definitions, put into words in the reader's language.

What is counted is public, or about no one: conversations that everybody here may read, arrivals, works. No names.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Min, Q
from django.utils import timezone

from potager.animation import measures
from potager.animation.models import Network, Proposal
from potager.communities.models import Membership
from potager.conversations.models import Post, Topic
from potager.journal.models import Activity

State = Proposal.State
WORKS = ("story.begun", "story.closed", "book.released", "manuscript.opened")
LEAVING = ("membership.left", "membership.removed")


@dataclass(frozen=True)
class Facts:
    """All that is counted of a month. Hours and shares (from 0 to 1) are None where there are too few to say."""

    arrived: int = 0
    arrived_spoke: int = 0  # of these, who has said something in the month
    before: int = 0  # who arrived in the month before
    before_stayed: int = 0  # of these, who said something in this month
    left: int = 0
    spoke: int = 0
    messages: int = 0
    opened: int = 0
    unanswered: int = 0
    first_answer: float | None = None  # hours, the median
    quietest_half: float | None = None
    newcomers_words: float | None = None
    works: dict[str, int] = field(default_factory=dict)  # acts by kind
    gestures: dict[str, list[int]] = field(
        default_factory=dict
    )  # by name: proposed, made, ended well, end known


def first_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def before(month: date) -> date:
    """The first day of the month before."""
    return first_of(month - timedelta(days=1))


def after(month: date) -> date:
    """The first day of the month after."""
    return first_of(month + timedelta(days=31))


def beginning(day: date) -> datetime:
    """Midnight of a day, where the installation is."""
    return timezone.make_aware(datetime.combine(day, time()))


def facts_of(network: Network, month: date, now: datetime) -> Facts:
    """Count a month, or as much of it as has passed. About fourteen queries."""
    since, until = beginning(month), min(now, beginning(after(month)))
    return Facts(
        **_people(network, month, since, until),
        **_talk(network, since, until),
        **_voices(network, since, until),
        works=_works(network, since, until),
        gestures=_gestures(network, since, until),
    )


def _people(network: Network, month: date, since: datetime, until: datetime) -> dict[str, int]:
    spoke = set(_said(network, since, until).order_by().values_list("author", flat=True).distinct())
    arrived = _arrived(network, since, until)
    earlier = _arrived(network, beginning(before(month)), since)
    gone = Activity.objects.filter(community=network.community_id, kind__in=LEAVING)
    return {
        "arrived": len(arrived),
        "arrived_spoke": len(arrived & spoke),
        "before": len(earlier),
        "before_stayed": len(earlier & spoke),
        "left": gone.filter(happened_at__gte=since, happened_at__lt=until).count(),
        "spoke": len(spoke),
    }


def _arrived(network: Network, since: datetime, until: datetime) -> set[UUID]:
    rows = Membership.objects.filter(community=network.community, joined_at__gte=since, joined_at__lt=until)
    return set(rows.exclude(state=Membership.State.REQUESTED).values_list("member", flat=True))


def _said(network: Network, since: datetime, until: datetime) -> Any:
    shown = Post.objects.filter(topic__community=network.community, state=Post.State.SHOWN)
    public = shown.filter(topic__is_private=False, topic__hidden_at=None)
    return public.filter(written_at__gte=since, written_at__lt=until)


def _talk(network: Network, since: datetime, until: datetime) -> dict[str, Any]:
    """As the page of pictures counts it: the hours until somebody else answers what somebody opened."""
    shown = Topic.objects.filter(community=network.community, is_private=False, hidden_at=None, about="")
    opened = shown.filter(opened_at__gte=since, opened_at__lt=until, author__isnull=False)
    theirs = Q(posts__state=Post.State.SHOWN, posts__written_at__lt=until) & ~Q(posts__author=F("author"))
    rows = list(
        opened.annotate(first=Min("posts__written_at", filter=theirs)).values_list("opened_at", "first")
    )
    quartiles = measures.quartiles(first - begun for begun, first in rows if first)
    return {
        "messages": _said(network, since, until).count(),
        "opened": len(rows),
        "unanswered": sum(first is None for _begun, first in rows),
        "first_answer": round(quartiles[1] / timedelta(hours=1), 1) if quartiles else None,
    }


def _voices(network: Network, since: datetime, until: datetime) -> dict[str, Any]:
    voices = measures.voices_of(network.community, until, max(1, (until - since).days))
    if not voices.is_enough:
        return {}
    return {
        "quietest_half": round(voices.quietest_half, 3),
        "newcomers_words": round(voices.newcomers_share, 3),
    }


def _works(network: Network, since: datetime, until: datetime) -> dict[str, int]:
    told = Activity.objects.filter(community=network.community_id, kind__in=WORKS)
    told = told.filter(happened_at__gte=since, happened_at__lt=until)
    return dict(told.order_by().values_list("kind").annotate(Count("pk")))


def _gestures(network: Network, since: datetime, until: datetime) -> dict[str, list[int]]:
    rows = Proposal.objects.filter(
        network=network, day__gte=since.date(), day__lt=until.date() + timedelta(days=1)
    )
    return _counted(rows.exclude(state=State.KEPT).values_list("gesture", "state", "outcome"))


def _counted(rows: Iterable[tuple[str, str, Any]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for gesture, state, outcome in rows:
        counts = found.setdefault(gesture, [0, 0, 0, 0])
        good = outcome.get("is_good") if state == State.DONE else None
        for at, is_so in enumerate((True, state == State.DONE, good is True, good is not None)):
            counts[at] += is_so
    return found


def as_json(facts: Facts) -> dict[str, Any]:
    """As `Report.facts` keeps it."""
    return asdict(facts)


def from_json(kept: dict[str, Any]) -> Facts:
    """The facts of a report; what was added since has its default."""
    return Facts(**{name: value for name, value in kept.items() if name in Facts.__dataclass_fields__})
