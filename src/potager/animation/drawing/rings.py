"""The growth rings of a community: the section of a tree, one ring for each season, the first in the middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import NamedTuple

SIDE, MIDDLE, PITH, BARK = 360.0, 180.0, 8.0, 166.0
POINTS = 18  # through which each line is drawn
LEAST_LINE = 0.5  # width of the dark line that closes a season


class Season(NamedTuple):
    """How many people took part in a season: the first time, as in the season before, again after a pause.

    `leaving`: who took part in the season before and did not in this one.
    """

    number: int
    new: int
    staying: int
    returning: int
    leaving: int

    @property
    def present(self) -> int:
        """Everybody who took part."""
        return self.new + self.staying + self.returning


class Ring(NamedTuple):
    """A season on the sheet, as filled outlines, the outer first; `dark` is the width of the line that closes it."""

    season: Season
    new: str
    returning: str
    staying: str
    outer: str
    dark: float
    radius: float


@dataclass(frozen=True)
class Trunk:
    """All rings on a sheet of 360 by 360, the newest (outermost) first: each is painted over the one before."""

    rings: list[Ring]
    pith: str


def trunk_of(seasons: Sequence[Season]) -> Trunk:
    """Draw seasons, the oldest first. The breadth of a ring is in proportion to who took part: the middle of a tree
    would else be larger than its rim. Within a ring, from inside: staying, returning, new.
    """
    total = sum(season.present for season in seasons) or 1
    unit, radius, rings = (BARK - PITH) / total, PITH, []
    unit = min(unit, 40 / max((season.present for season in seasons), default=1) if seasons else unit)
    for at, season in enumerate(seasons):
        stays = radius + season.staying * unit
        returns = stays + season.returning * unit
        news = returns + season.new * unit
        leaving = seasons[at + 1].leaving if at + 1 < len(seasons) else 0
        dark = max(leaving * unit, LEAST_LINE)
        rings.append(
            Ring(
                season,
                outline(news) if season.new else "",
                outline(returns) if season.returning else "",
                outline(stays) if season.staying else "",
                outline(news),
                round(dark, 1),
                round(news, 1),
            )
        )
        radius = news
    return Trunk(rings[::-1], outline(PITH))


def outline(radius: float) -> str:
    """A round line that is a little uneven, as wood grows: always the same for one radius."""
    points = [_point(radius, 2 * pi * at / POINTS) for at in range(POINTS)]
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for at in range(POINTS):
        before, one, two, after = (points[(at + step) % POINTS] for step in (-1, 0, 1, 2))
        path.append(
            f"C{one[0] + (two[0] - before[0]) / 6:.1f} {one[1] + (two[1] - before[1]) / 6:.1f}"
            f" {two[0] - (after[0] - one[0]) / 6:.1f} {two[1] - (after[1] - one[1]) / 6:.1f} {two[0]:.1f} {two[1]:.1f}"
        )
    return "".join(path) + "Z"


def _point(radius: float, turn: float) -> tuple[float, float]:
    """Two slow waves that turn with the radius; they vanish in the middle."""
    wave = 0.030 * sin(2 * turn + 0.7 + radius / 160) + 0.018 * sin(3 * turn + 2.1 - radius / 90)
    wave += 0.008 * sin(5 * turn + radius / 25)
    far = radius * (1 + wave)
    return MIDDLE + far * cos(turn), MIDDLE + far * sin(turn)
