"""What came of gestures, beside what came where nothing was done: counted, with how unsure it is.

A rate is a number of good ends among the cases whose end is known. Its interval is Wilson's (1927) at 95 %; that of
the difference of two rates is Newcombe's tenth method (1998). A difference says that one went with the other, never
that one made the other: whoever animates chose what to do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from potager.animation.choosing import key_of
from potager.animation.gestures import GESTURES, Gesture
from potager.animation.models import Network, Proposal
from potager.animation.telling import teller_for
from potager.members.models import Member

State = Proposal.State
Z = 1.96  # of a normal distribution: 95 %
FEWEST = 10  # cases on each side, below which nothing is compared
WINDOW = timedelta(days=365)


@dataclass(frozen=True)
class Rate:
    """`good` of `all` cases whose end is known; `low` and `high` bound it, from 0 to 1."""

    good: int
    all: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 where there is no case."""
        return self.good / self.all if self.all else 0.0

    @property
    def low(self) -> float:
        """Where the interval begins."""
        return self._bound(-1)

    @property
    def high(self) -> float:
        """Where it ends."""
        return self._bound(1)

    @property
    def percent(self) -> tuple[int, int, int]:
        """The share and its interval in hundredths."""
        return round(100 * self.share), round(100 * self.low), round(100 * self.high)

    def _bound(self, side: int) -> float:
        if not self.all:
            return 0.0 if side < 0 else 1.0
        middle = self.share + Z * Z / (2 * self.all)
        spread = Z * sqrt(self.share * (1 - self.share) / self.all + Z * Z / (4 * self.all**2))
        found = (middle + side * spread) / (1 + Z * Z / self.all)
        return min(1.0, max(0.0, found))


@dataclass(frozen=True)
class Compared:
    """Two rates: where the gesture was made, and in similar cases where it was not."""

    done: Rate
    undone: Rate

    @property
    def is_enough(self) -> bool:
        """Whether there are enough cases on both sides to compare."""
        return self.done.all >= FEWEST and self.undone.all >= FEWEST

    @property
    def difference(self) -> float:
        """By how much the first is above the second, from -1 to 1."""
        return self.done.share - self.undone.share

    @property
    def interval(self) -> tuple[float, float]:
        """Between what and what the difference lies."""
        one, two = self.done, self.undone
        below = sqrt((one.share - one.low) ** 2 + (two.high - two.share) ** 2)
        above = sqrt((one.high - one.share) ** 2 + (two.share - two.low) ** 2)
        return self.difference - below, self.difference + above

    @property
    def points(self) -> tuple[int, int, int]:
        """The difference and its interval in hundredths."""
        low, high = self.interval
        return round(100 * self.difference), round(100 * low), round(100 * high)

    @property
    def verdict(self) -> str:
        """ "few", "better", "worse", or "same" where the interval holds zero."""
        low, high = self.interval
        if not self.is_enough:
            return "few"
        return "better" if low > 0 else "worse" if high < 0 else "same"


@dataclass(frozen=True)
class End:
    """A case whose end is known: its score when it was found, whether the gesture was made, whether it ended well."""

    score: float
    is_done: bool
    is_good: bool


def compare(ends: Iterable[End]) -> Compared:
    """Rates of what was done and of similar cases: those that scored no less and no more than what was done."""
    known = list(ends)
    done = [one for one in known if one.is_done]
    low = min((one.score for one in done), default=0.0)
    high = max((one.score for one in done), default=1.0)
    undone = [one for one in known if not one.is_done and low <= one.score <= high]
    return Compared(done=_rate(done), undone=_rate(undone))


def _rate(ends: list[End]) -> Rate:
    return Rate(good=sum(one.is_good for one in ends), all=len(ends))


@dataclass(frozen=True)
class Story:
    """What came of one gesture, in plain words."""

    day: datetime
    label: Any
    sentence: SafeString
    is_good: bool | None


@dataclass(frozen=True)
class Case:
    """One thing that could be done, however often it was found; `is_good` is None while it is too early to say."""

    gesture: str
    is_done: bool
    score: float
    is_good: bool | None


@dataclass(frozen=True)
class Chapter:
    """One gesture: how often it was made, how that ended, beside similar cases."""

    gesture: Gesture
    made: int
    waiting: int  # it is too early to say
    compared: Compared


def chapters_of(network: Network, now: datetime) -> list[Chapter]:
    """For each gesture what came of it in the last year. One query."""
    columns = ("gesture", "subject", "other", "thing", "state", "score", "outcome")
    rows = _looked_at(network, now).order_by("day").values_list(*columns)
    cases: dict[tuple[str, str], Case] = {}
    for gesture, subject, other, thing, state, score, outcome in rows:
        key = key_of(gesture, subject, other, thing)
        case = Case(gesture, state == State.DONE, score, outcome.get("is_good"))
        if (
            key not in cases or case.is_done
        ):  # found again every night, it is one case: the first, or what was done
            cases[key] = case
    return [
        _chapter(gesture, [one for one in cases.values() if one.gesture == name])
        for name, gesture in GESTURES.items()
    ]


def _chapter(gesture: Gesture, cases: list[Case]) -> Chapter:
    made = [one for one in cases if one.is_done]
    ends = [End(one.score, one.is_done, one.is_good) for one in cases if one.is_good is not None]
    return Chapter(gesture, len(made), sum(one.is_good is None for one in made), compare(ends))


def _looked_at(network: Network, now: datetime) -> QuerySet[Proposal]:
    """What was done, and what was found and nobody did; not what somebody said no to: that knew more."""
    rows = Proposal.objects.filter(network=network, day__gt=(now - WINDOW).date(), day__lte=now.date())
    return rows.filter(state__in=(State.DONE, State.KEPT, State.LAPSED)).exclude(looked_at=None)


def stories_of(viewer: Member, network: Network, *, most: int) -> list[Story]:
    """The newest gestures that were made, with what came of them, as far as the viewer may know of it."""
    done = Proposal.objects.filter(network=network, state=State.DONE, decided_at__isnull=False)
    rows = [one for one in done.exclude(outcome={}).order_by("-decided_at")[:most] if one.gesture in GESTURES]
    tell = teller_for(viewer, rows)
    found = []
    for row in rows:
        gesture = GESTURES[row.gesture]
        sentence = tell.whole(gesture.came_words, row.outcome)
        if sentence and row.decided_at:
            found.append(Story(row.decided_at, gesture.label, sentence, row.outcome.get("is_good")))
    return found
