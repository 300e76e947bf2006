"""The great river of a story: it begins as a thread and widens with every sentence; each stone is a contribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import pi, sin
from typing import NamedTuple
from uuid import UUID

WIDTH, HEIGHT = 960, 260
MIDDLE, BEND, THREAD, MOUTH = 128.0, 26.0, 2.0, 88.0  # units of the sheet
REACHES = 48
MOST_LINKS = 600  # stones that can be pressed; beyond that they would lie on one another
MOST_STONES = 6000
GOLDEN = 0.618034  # spreads stones over the water without a pattern


class Drop(NamedTuple):
    """One contribution: what it is, who signed it ("" for nobody), when, how many sentences."""

    part: UUID
    by: str
    at: datetime
    sentences: int


class Stone(NamedTuple):
    """A contribution on the sheet: its middle and its radius."""

    drop: Drop
    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class GreatRiver:
    """SVG paths on a sheet of 960 by 260; either stones that can be pressed, or all of them as one path."""

    water: str
    course: str
    stones: list[Stone]
    pebbles: str


def great_river(drops: Sequence[Drop], *, start: datetime, end: datetime) -> GreatRiver:
    """Draw `drops` (in order) between two moments; what lies outside is put on the edge. Linear in the drops."""
    places = places_of([drop.at for drop in drops], start=start, end=end)
    widths = _widths(drops, places)
    upper = [(_x(index), _middle(index / REACHES) - width) for index, width in enumerate(widths)]
    lower = [(_x(index), _middle(index / REACHES) + width) for index, width in enumerate(widths)]
    stones = [
        _stone(number, drop, place, widths)
        for number, (drop, place) in enumerate(zip(drops[:MOST_STONES], places, strict=False))
    ]
    few = len(stones) <= MOST_LINKS
    return GreatRiver(
        water=f"{_line(upper, 'M')}{_line(lower[::-1], 'L')}Z",
        course=_line([(x, _middle(x / WIDTH)) for x, _ in upper], "M"),
        stones=stones if few else [],
        pebbles="" if few else "".join(f"M{stone.x:.0f} {stone.y:.0f}h0" for stone in stones),
    )


def places_of(moments: Sequence[datetime], *, start: datetime, end: datetime) -> list[float]:
    """Where moments lie between two others, from 0 to 1."""
    span = max(end - start, timedelta(minutes=1))
    return [min(max((moment - start) / span, 0.0), 1.0) for moment in moments]


def strip(places: Sequence[float]) -> str:
    """Places as dots on a line of 240 by 12."""
    return "".join(f"M{4 + place * 232:.0f} 6h0" for place in places[:MOST_LINKS])


def _widths(drops: Sequence[Drop], places: Sequence[float]) -> list[float]:
    """Half of the river's width at each reach: what had been written by then."""
    sums = [0] * (REACHES + 1)
    for drop, place in zip(drops, places, strict=True):
        sums[min(int(place * REACHES) + 1, REACHES)] += drop.sentences
    total, grown, widths = sum(sums) or 1, 0, []
    for added in sums:
        grown += added
        widths.append(THREAD + MOUTH * grown / total)
    return _eased(_eased(widths))


def _eased(widths: list[float]) -> list[float]:
    """Each with its neighbours, so that the banks have no steps; the source and the mouth stay."""
    inner = [sum(widths[index - 1 : index + 2]) / 3 for index in range(1, len(widths) - 1)]
    return [widths[0], *inner, widths[-1]]


def _stone(number: int, drop: Drop, place: float, widths: list[float]) -> Stone:
    index = min(int(place * REACHES), REACHES - 1)
    within = place * REACHES - index
    ease = within * within * (3 - 2 * within)
    width = widths[index] + (widths[index + 1] - widths[index]) * ease
    across = 2 * ((number * GOLDEN) % 1.0) - 1
    radius = 3 + min(drop.sentences, 6) * 0.6
    return Stone(drop, place * WIDTH, _middle(place) + across * max(width - radius, 0), radius)


def _middle(place: float) -> float:
    return MIDDLE + BEND * sin(2.6 * pi * place)


def _x(index: int) -> float:
    return index * WIDTH / REACHES


def _line(points: list[tuple[float, float]], begin: str) -> str:
    """A smooth line: each reach leaves and arrives level."""
    (x, y), *rest = points
    path = [f"{begin}{x:.1f} {y:.1f}"]
    for next_x, next_y in rest:
        half = (x + next_x) / 2
        path.append(f"C{half:.1f} {y:.1f} {half:.1f} {next_y:.1f} {next_x:.1f} {next_y:.1f}")
        x, y = next_x, next_y
    return "".join(path)
