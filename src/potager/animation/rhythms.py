"""Silences: how long, beyond whose habit, and how often people came back from one like it.

A day is a number (days since 1970, or since anything), a sign of life a day on which somebody did something. Nothing
here reads a table; numpy is read when a community's past is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from numpy.typing import NDArray

WITHIN = 14  # days within which somebody came back
# Days of silence from which on each row of the table counts, and the chance of coming back unasked within WITHIN days:
# rounded between what an online community and the mail of an institution show (benchmarks/animation/inviting.py).
SILENCES = (1, 3, 5, 8, 11, 15, 21, 31, 46, 61, 91)
USUAL = (0.76, 0.66, 0.56, 0.48, 0.42, 0.34, 0.25, 0.16, 0.10, 0.06, 0.02)
# Days with signs of life, and how many times more or less likely (in odds) than others that such people come back.
DAYS = (1, 2, 4, 9, 17)
USUAL_ODDS = (0.55, 0.72, 0.87, 1.05, 1.40)
TRUST = 40.0  # silences that the usual chance counts for beside those that were seen
FEWEST_DAYS = 3  # with signs of life, for there to be a habit
UNKNOWN_GAP, LONGEST_GAP = 7.0, 60.0
EARLY, LATE = 8, 15  # days beyond the habit: the second week
Moment = Literal["early", "right", "late"]


@dataclass(frozen=True)
class Row:
    """Silences (or people) of one sort: how many were seen, how many came back, and what it comes to."""

    least: int
    most: float  # inf: no end
    seen: int
    back: int
    value: float  # a chance; for days with signs of life, odds beside others


@dataclass(frozen=True)
class Returns:
    """How often people of a community come back from silence, shrunk toward what is usual elsewhere."""

    by_silence: tuple[Row, ...]
    by_days: tuple[Row, ...]

    def chance(self, silence: float, days: int) -> float:
        """That somebody who was silent so long, after so many days with signs of life, comes back within WITHIN days.

        The chance of such a silence, between two rows of the table in proportion, times the odds of such people.
        """
        plain = _between(silence, self.by_silence)
        odds = plain / (1 - plain) * _row(days, self.by_days).value
        return odds / (1 + odds)

    def seen(self, silence: float) -> Row:
        """The silences that were seen of about that length: what is told as a reason."""
        return _row(silence, self.by_silence)


def _row(value: float, rows: Sequence[Row]) -> Row:
    return next((row for row in reversed(rows) if value >= row.least), rows[0])


def _between(silence: float, rows: Sequence[Row]) -> float:
    """Straight between the beginnings of two rows, by the logarithm of the silence."""
    for row, after in pairwise(rows):
        if row.least <= silence < after.least:
            part = log(silence / row.least) / log(after.least / row.least)
            return row.value + part * (after.value - row.value)
    return rows[0].value if silence < rows[0].least else rows[-1].value


def gap_of(days: Sequence[float]) -> float:
    """The typical number of days from one sign of life to the next: the median of the last ten; 0 if not known."""
    gaps = sorted(after - before for before, after in pairwise(sorted(set(days))[-11:]))
    if not gaps:
        return 0.0
    middle = len(gaps) // 2
    return gaps[middle] if len(gaps) % 2 else (gaps[middle - 1] + gaps[middle]) / 2


def beyond(silence: float, gap: float) -> float:
    """How many days a silence goes beyond somebody's habit; `gap` 0: it is not known."""
    return silence - min(gap or UNKNOWN_GAP, LONGEST_GAP)


def right_moment(silence: float, gap: float, days: int) -> Moment | None:
    """Whether it is the moment to invite somebody back: the second week beyond their habit. None: there is no habit.

    Before, most come back by themselves; after, hardly anybody does.
    """
    if days < FEWEST_DAYS:
        return None
    over = beyond(silence, gap)
    return "early" if over < EARLY else "right" if over < LATE else "late"


def usual_returns() -> Returns:
    """What is usual elsewhere, for a community without a past."""
    return Returns(_shrunk(SILENCES, None, USUAL), _odds(None, None))


def returns_of(person: "NDArray[Any]", day: "NDArray[Any]", *, every: int = 7) -> Returns:
    """What a community's past shows. `person` and `day` (whole numbers, one length): who gave a sign of life when.

    Every week (`every` days) looks at whoever was there before and whether they came back within WITHIN days; the
    last WITHIN days are left out, nobody knows yet. Row by row: (back + TRUST x usual) / (seen + TRUST).
    """
    import numpy as np

    if len(day) == 0:
        return usual_returns()
    person, day = np.unique(np.stack((person, day)), axis=1)
    weeks = [look(person, day, at) for at in range(int(day.min()) + 7, int(day.max()) - WITHIN + 1, every)]
    if not weeks:
        return usual_returns()
    seen = Looked(
        *(np.concatenate([getattr(week, name) for week in weeks]) for name in Looked.__match_args__)
    )
    by_silence = _shrunk(SILENCES, seen, USUAL)
    return Returns(by_silence, _odds(seen, by_silence))


@dataclass(frozen=True)
class Looked:
    """People on one day, arrays of one length: whoever gave a sign of life before, and none on that day."""

    person: "NDArray[Any]"
    silence: "NDArray[Any]"  # in days, 1 and more
    days: "NDArray[Any]"  # with signs of life until then
    is_back: "NDArray[Any]"  # whether one came within the next WITHIN days


def look(person: "NDArray[Any]", day: "NDArray[Any]", at: int) -> Looked:
    """Look at everybody who was there before the end of that day; no pair of person and day stands there twice."""
    import numpy as np

    size = int(person.max()) + 1
    before = day <= at
    days = np.bincount(person[before], minlength=size)
    last = np.full(size, day.min())
    np.maximum.at(last, person[before], day[before])
    back = np.zeros(size, dtype=bool)
    back[person[(day > at) & (day <= at + WITHIN)]] = True
    here = np.flatnonzero((days > 0) & (last < at))
    return Looked(here, at - last[here], days[here], back[here])


def _shrunk(bounds: Sequence[int], seen: Looked | None, usual: Sequence[float]) -> tuple[Row, ...]:
    rows = []
    for least, most, expected in zip(bounds, (*bounds[1:], inf), usual, strict=True):
        here = (seen.silence >= least) & (seen.silence < most) if seen is not None else None
        many = int(here.sum()) if here is not None else 0
        back = int(seen.is_back[here].sum()) if seen is not None else 0
        rows.append(Row(least, most - 1, many, back, (back + TRUST * expected) / (many + TRUST)))
    return tuple(rows)


def _odds(seen: Looked | None, chances: Sequence[Row] | None) -> tuple[Row, ...]:
    """How people with so many days fare beside what their silences let expect."""
    import numpy as np

    rows = []
    for least, most, usual in zip(DAYS, (*DAYS[1:], inf), USUAL_ODDS, strict=True):
        many = back = 0
        odds = usual
        if seen is not None and chances is not None:
            here = (seen.days >= least) & (seen.days < most)
            expected = np.array([row.value for row in chances])[
                np.searchsorted(SILENCES, seen.silence[here], side="right") - 1
            ]
            many, back = int(here.sum()), int(seen.is_back[here].sum())
            odds = _odds_beside(back, many, float(expected.sum()), usual)
        rows.append(Row(least, most - 1, many, back, odds))
    return tuple(rows)


def _odds_beside(back: int, many: int, expected: float, usual: float) -> float:
    """(back : away) beside (expected : not), each with TRUST silences as usual."""
    half = TRUST / 2
    came, stayed = back + half * usual, many - back + half
    return (came / stayed) / ((expected + half) / (many - expected + half))
