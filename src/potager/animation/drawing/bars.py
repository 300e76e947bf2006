"""Times to first answer as small bars: one column for each week, time upward on a scale of hours, days, weeks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import NamedTuple

WIDTH, HEIGHT = 720.0, 250.0
LEFT, RIGHT, TOP, BOTTOM = 92.0, 8.0, 8.0, 54.0
SHORTEST, LONGEST = timedelta(minutes=5), timedelta(days=30)
MARKS = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))


class Week(NamedTuple):
    """Conversations opened in a week: how many, how many were never answered, and how long the others waited.

    `quartiles`: a quarter was answered within the first, half within the second, three quarters within the third; None
    where too few were answered to say.
    """

    begins: date
    opened: int
    unanswered: int
    quartiles: tuple[timedelta, timedelta, timedelta] | None
    waits: tuple[timedelta, ...]


class Column(NamedTuple):
    """A week on the sheet: the middle half as a bar, its middle as a line; or a dot for each where there are few."""

    week: Week
    x: float
    left: float
    width: float
    top: float
    height: float
    middle: float
    dots: str
    has_bar: bool
    open: float  # height of the share without an answer, from the bottom line down


class Mark(NamedTuple):
    """A line across: a time, and where."""

    time: timedelta
    y: float


@dataclass(frozen=True)
class Bars:
    """Columns and lines on a sheet of 720 by 250; `dated` are every fourth column, for their dates."""

    columns: list[Column]
    marks: list[Mark]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    end: float = WIDTH - RIGHT
    floor: float = HEIGHT - BOTTOM

    @property
    def dated(self) -> list[Column]:
        """Those whose week is written below."""
        return self.columns[::4]


def bars_of(weeks: Sequence[Week]) -> Bars:
    """Draw weeks, the oldest first."""
    step = (WIDTH - LEFT - RIGHT) / max(len(weeks), 1)
    return Bars(
        columns=[_column(week, LEFT + (at + 0.5) * step, step) for at, week in enumerate(weeks)],
        marks=[Mark(time, round(height_of(time), 1)) for time in MARKS],
    )


def height_of(time: timedelta) -> float:
    """How far down a time stands: the logarithm, between five minutes (the bottom) and thirty days (the top)."""
    within = min(max(time, SHORTEST), LONGEST)
    share = log(within / SHORTEST) / log(LONGEST / SHORTEST)
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)


def _column(week: Week, x: float, step: float) -> Column:
    width = min(step * 0.42, 18)
    low, middle, high = (height_of(time) for time in week.quartiles or (SHORTEST,) * 3)
    dots = "" if week.quartiles else "".join(f"M{x:.1f} {height_of(wait):.1f}h0" for wait in week.waits)
    return Column(
        week=week,
        x=round(x, 1),
        left=round(x - width / 2, 1),
        width=round(width, 1),
        top=round(high, 1),
        height=round(max(low - high, 2), 1),
        middle=round(middle, 1),
        dots=dots,
        has_bar=week.quartiles is not None,
        open=round(22 * week.unanswered / week.opened, 1) if week.opened else 0.0,
    )
