"""From a kept map to shapes on a sheet: what a template draws as SVG, for those who may be shown today."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot, sqrt
from typing import NamedTuple

from potager.animation.drawing.company import SMALLEST_GROUP
from potager.animation.drawing.map import BRIDGE, NEW, MapDrawing

WIDTH, HEIGHT, LOWEST, MARGIN = 720.0, 480.0, 220.0, 34.0  # as high as it needs to be, between two limits
MOST_DOTS = 240  # people who can be pressed, each with their name; beyond that dots are one path
MOST_LINES = 3000  # ties on one sheet
MOST_EACH, MOST_IN_CROWD = 4, 1  # strongest ties of each person that are drawn, where there are many
MOST_RIBBONS = 2  # from one group, and those by which others chose it
MANY_TIES = 3  # for each person: more are too many to be drawn
ROUND = 0.36  # how far a corner of an outline is felt along its sides
LARGEST_STEP = 72.0  # from one person to the next, where there are few
LARGEST_DOT, SMALLEST_DOT = 8.0, 1.2
FEW_GROUPS = 12  # their names stand above them, those of more upon them


class Point(NamedTuple):
    """A place on the sheet."""

    x: float
    y: float


class Dot(NamedTuple):
    """Somebody who can be pressed: who, where, how large, and what they are."""

    person: str
    x: float
    y: float
    radius: float
    is_new: bool
    is_bridge: bool
    is_alone: bool


class Ground(NamedTuple):
    """A group: its number, its outline (drawn with a thick soft line of the same colour), where its name stands."""

    number: int
    path: str
    width: float
    x: float
    y: float


class Ribbon(NamedTuple):
    """What ties two groups where single ties would be too many."""

    path: str
    width: float


@dataclass(frozen=True)
class Sheet:
    """A map as shapes on 720 by `height`. Either dots that can be pressed or all of them as paths of round dots."""

    grounds: list[Ground] = field(default_factory=list)
    ribbons: list[Ribbon] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)  # by strength, 1 to 3
    possible: list[str] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    crowd: dict[str, str] = field(default_factory=dict)  # known, new, bridge, alone: paths
    size: float = 0.0  # the diameter of these dots
    hollow: float = 0.0  # and of the hole in those of newcomers
    height: int = int(HEIGHT)

    @property
    def has_new(self) -> bool:
        """Whether somebody on it is new."""
        return "new" in self.crowd or any(dot.is_new for dot in self.dots)

    @property
    def has_bridges(self) -> bool:
        """Whether somebody on it is a bridge."""
        return "bridge" in self.crowd or any(dot.is_bridge for dot in self.dots)


def sheet_of(
    drawing: MapDrawing, shown: Collection[str], *, group: int | None = None, most: int = 0
) -> Sheet:
    """The shapes of everybody in `shown`; of one group alone where it is given, and at most so many of it."""
    kept = [index for index, person in enumerate(drawing.people) if person in shown]
    if group is not None:
        kept = [index for index in kept if drawing.groups[index] == group]
    if most and len(kept) > most:
        kept = sorted(sorted(kept, key=lambda one: -drawing.degrees[one])[:most])
    if not kept:
        return Sheet()
    step, height, spots = _fitted(drawing, kept)
    is_crowd = len(kept) > MOST_DOTS
    radius = min(max(step * 0.27, SMALLEST_DOT), LARGEST_DOT)
    grounds = _grounds(drawing, spots, radius, is_crowd=is_crowd) if group is None else []
    lines = _lines(drawing, spots, is_crowd=is_crowd)
    return Sheet(
        grounds=grounds,
        ribbons=_ribbons(drawing, grounds) if is_crowd else [],
        lines=lines,
        possible=_dashes(drawing, spots, {one.number: _middle(one) for one in grounds} if is_crowd else {}),
        dots=[] if is_crowd else _dots(drawing, spots, radius),
        crowd=_crowd(drawing, spots) if is_crowd else {},
        size=round(2 * radius, 1),
        hollow=round(1.1 * radius, 1),
        height=height,
    )


def _fitted(drawing: MapDrawing, kept: Sequence[int]) -> tuple[float, int, dict[int, Point]]:
    """The step between two people, the height of the sheet, and each one's place, the whole in its middle."""
    xs, ys = [drawing.xs[one] for one in kept], [drawing.ys[one] for one in kept]
    wide, high = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    step = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high, LARGEST_STEP)
    left, top = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    height = round(min(max(high * step + 2 * MARGIN, LOWEST), HEIGHT))
    return (
        step,
        height,
        {
            one: Point(
                WIDTH / 2 + (drawing.xs[one] - left) * step, height / 2 + (drawing.ys[one] - top) * step
            )
            for one in kept
        },
    )


def _dots(drawing: MapDrawing, spots: Mapping[int, Point], radius: float) -> list[Dot]:
    most = sqrt(max((drawing.degrees[one] for one in spots), default=0) or 1)
    return [
        Dot(
            person=drawing.people[one],
            x=round(spot.x, 1),
            y=round(spot.y, 1),
            radius=round(radius * (0.6 + 0.4 * sqrt(drawing.degrees[one]) / most), 1),
            is_new=bool(drawing.marks[one] & NEW),
            is_bridge=bool(drawing.marks[one] & BRIDGE),
            is_alone=not drawing.degrees[one],
        )
        for one, spot in spots.items()
    ]


def _crowd(drawing: MapDrawing, spots: Mapping[int, Point]) -> dict[str, str]:
    """Strokes of no length with round ends, by what people are."""
    paths: dict[str, list[str]] = defaultdict(list)
    for one, spot in spots.items():
        marks, alone = drawing.marks[one], not drawing.degrees[one]
        name = "new" if marks & NEW else "bridge" if marks & BRIDGE else "alone" if alone else "known"
        paths[name].append(f"M{spot.x:.1f} {spot.y:.1f}h0")
    return {name: "".join(some) for name, some in paths.items()}


def _lines(drawing: MapDrawing, spots: Mapping[int, Point], *, is_crowd: bool) -> dict[int, str]:
    """Ties as slightly bent lines, by strength; in a crowd the strongest within groups, ribbons tell the others."""
    drawn: dict[int, list[str]] = defaultdict(list)
    for one, other, grade in _drawn_ties(drawing, spots, is_crowd=is_crowd):
        is_within = drawing.groups[one] == drawing.groups[other]
        bend = 0.0 if is_crowd else 0.06 if is_within else 0.12
        drawn[grade].append(_bent(spots[one], spots[other], bend))
    return {grade: "".join(drawn[grade]) for grade in sorted(drawn)}


def _drawn_ties(
    drawing: MapDrawing, spots: Mapping[int, Point], *, is_crowd: bool
) -> list[tuple[int, int, int]]:
    """All of them, or each person's strongest."""
    seen = [tie for tie in drawing.ties if tie[0] in spots and tie[1] in spots]
    if is_crowd:
        seen = [tie for tie in seen if drawing.groups[tie[0]] == drawing.groups[tie[1]]]
    most = MOST_IN_CROWD if is_crowd else MOST_EACH if len(seen) > MANY_TIES * len(spots) else len(seen)
    return [(one, other, grade) for one, other, grade, rank in seen if rank <= most][:MOST_LINES]


def _bent(one: Point, other: Point, bend: float) -> str:
    if not bend:
        return f"M{one.x:.0f} {one.y:.0f}L{other.x:.0f} {other.y:.0f}"
    x = (one.x + other.x) / 2 + (other.y - one.y) * bend
    y = (one.y + other.y) / 2 - (other.x - one.x) * bend
    return f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {other.x:.1f} {other.y:.1f}"


def _dashes(drawing: MapDrawing, spots: Mapping[int, Point], middles: Mapping[int, Point]) -> list[str]:
    """From person to person, or in a crowd (where `middles` of groups are given) across what parts two groups."""
    ends = [(one, other) for one, other in drawing.possible if one in spots and other in spots]
    if not middles:
        return [_bent(spots[one], spots[other], 0.16) for one, other in ends]
    groups = [(drawing.groups[one], drawing.groups[other]) for one, other in ends]
    return [
        _bent(_toward(middles[one], middles[other], 0.25), _toward(middles[one], middles[other], 0.75), 0.12)
        for one, other in groups
        if one in middles and other in middles
    ]


def _toward(one: Point, other: Point, share: float) -> Point:
    return Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)


def _grounds(
    drawing: MapDrawing, spots: Mapping[int, Point], radius: float, *, is_crowd: bool
) -> list[Ground]:
    members: dict[int, list[Point]] = defaultdict(list)
    for one, spot in spots.items():
        if drawing.groups[one]:
            members[drawing.groups[one]].append(spot)
    width = round(3 * radius + (8 if is_crowd else 14), 1)
    large = {number: points for number, points in sorted(members.items()) if len(points) >= SMALLEST_GROUP}
    is_above = len(large) <= FEW_GROUPS
    return [_ground(number, points, width, is_above=is_above) for number, points in large.items()]


def _ground(number: int, points: Sequence[Point], width: float, *, is_above: bool) -> Ground:
    """Its outline, and where its name stands: above it or upon it."""
    hull = hull_of(points)
    top = min(hull, key=lambda point: point.y)
    middle = Point(
        (min(point.x for point in hull) + max(point.x for point in hull)) / 2,
        (top.y + max(point.y for point in hull)) / 2,
    )
    spot = (
        Point((top.x + 2 * middle.x) / 3, max(top.y - width / 2 - 5, 14))
        if is_above
        else Point(middle.x, middle.y + 6)
    )
    return Ground(number, _smooth(hull), width, round(spot.x, 1), round(spot.y, 1))


def hull_of(points: Sequence[Point]) -> list[Point]:
    """The outline of points: Andrew's monotone chain (1979), n log n."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(some: Sequence[Point]) -> list[Point]:
        chain: list[Point] = []
        for point in some:
            while len(chain) > 1 and _turns_right(chain[-2], chain[-1], point):
                chain.pop()
            chain.append(point)
        return chain[:-1]

    return half(ordered) + half(ordered[::-1])


def _turns_right(one: Point, two: Point, three: Point) -> bool:
    return (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x) <= 0


def _smooth(hull: Sequence[Point]) -> str:
    """A closed line through all corners (Catmull and Rom 1974, as Bézier curves)."""
    if len(hull) < 3:
        return "M" + "L".join(f"{point.x:.1f} {point.y:.1f}" for point in hull)
    size = len(hull)
    path = [f"M{hull[0].x:.1f} {hull[0].y:.1f}"]
    for at in range(size):
        before, one, two, after = (hull[(at + step) % size] for step in (-1, 0, 1, 2))
        reach = ROUND * hypot(two.x - one.x, two.y - one.y)
        leave, arrive = _along(before, two, reach), _along(one, after, reach)
        path.append(
            f"C{one.x + leave.x:.1f} {one.y + leave.y:.1f} {two.x - arrive.x:.1f} {two.y - arrive.y:.1f}"
            f" {two.x:.1f} {two.y:.1f}"
        )
    return "".join(path) + "Z"


def _along(one: Point, other: Point, reach: float) -> Point:
    """From one toward another, so far."""
    far = hypot(other.x - one.x, other.y - one.y) or 1.0
    return Point((other.x - one.x) / far * reach, (other.y - one.y) / far * reach)


def _ribbons(drawing: MapDrawing, grounds: Sequence[Ground]) -> list[Ribbon]:
    """To the two groups to which each is tied the most: wider for more ties, the widest twelve units."""
    middles = {one.number: _middle(one) for one in grounds}
    pairs = [one for one in drawing.between if one.one in middles and one.other in middles]
    pairs.sort(key=lambda pair: (-pair.ties, pair.one, pair.other))
    most, seen, ribbons = max((pair.ties for pair in pairs), default=1), Counter[int](), []
    for pair in pairs:
        seen.update((pair.one, pair.other))
        if min(seen[pair.one], seen[pair.other]) <= MOST_RIBBONS:
            path = _bent(middles[pair.one], middles[pair.other], 0.08)
            ribbons.append(Ribbon(path, round(max(12 * sqrt(pair.ties / most), 1.5), 1)))
    return ribbons


def _middle(ground: Ground) -> Point:
    numbers = [
        float(part)
        for part in ground.path.replace("M", " ").replace("C", " ").replace("L", " ").replace("Z", "").split()
    ]
    xs, ys = numbers[::2], numbers[1::2]
    return Point((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
