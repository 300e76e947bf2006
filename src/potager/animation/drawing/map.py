"""The map of a community: who talks with whom, in groups, with the bridges between them and newcomers at the edge."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from potager.animation.drawing.company import (
    Between,
    Company,
    between_groups,
    bridges_in,
    groups_in,
    plain,
    possible_bridges,
    sizes_of,
)

MOST_TIES = 8000  # kept of one map, the strongest
NEW, BRIDGE = 1, 2  # marks of people


@dataclass(frozen=True)
class MapDrawing:
    """A map as it is kept. Lists of one length for people; `ties` and `possible` name people by their index.

    Places are in units of the smallest distance between two people. A tie has a strength from 1 to 3 (of the
    ties of this map the weakest half, the next, and the strongest tenth) and a rank: 1 if it is the strongest tie of
    one of the two, 2 if the second, and so on; the first come first.
    """

    people: list[str] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)  # 0: in none
    degrees: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    ties: list[tuple[int, int, int, int]] = field(default_factory=list)
    possible: list[tuple[int, int]] = field(default_factory=list)
    between: list[Between] = field(default_factory=list)
    subjects: dict[int, str] = field(default_factory=dict)  # what a group talks of most: an identifier

    @property
    def sizes(self) -> dict[int, int]:
        """How many people each group has, the largest first."""
        return dict(sorted(sizes_of(self.groups).items(), key=lambda one: (-one[1], one[0])))


def draw_map(company: Company, before: MapDrawing | None = None) -> MapDrawing:
    """Draw it; `before` is the map of the day before, near which this one stays. Linear in ties, n log n in people."""
    company = _in_order(company)
    old = before or MapDrawing()
    groups = groups_in(company, dict(zip(old.people, old.groups, strict=True)))
    from potager.animation.drawing.places import neighbours_on, places_of

    spots = dict(zip(old.people, zip(old.xs, old.ys, strict=True), strict=True))
    places = places_of(company, _clusters(company, groups), spots)
    bridges = bridges_in(company, groups)
    marks = [NEW * (one in company.new) + BRIDGE * (one in bridges) for one in range(len(company.people))]
    return MapDrawing(
        people=list(company.people),
        xs=plain(places[:, 0]),
        ys=plain(places[:, 1]),
        groups=groups,
        degrees=company.degrees(),
        marks=marks,
        ties=_graded(company.ties),
        possible=possible_bridges(company, groups, neighbours_on(places, groups)),
        between=between_groups(company, groups),
    )


def as_json(drawing: MapDrawing) -> dict[str, Any]:
    """For a JSON column."""
    return asdict(drawing)


def from_json(kept: Mapping[str, Any]) -> MapDrawing:
    """What `as_json` made; an empty map of an empty column."""
    if not kept:
        return MapDrawing()
    return MapDrawing(
        **{name: kept[name] for name in ("people", "xs", "ys", "groups", "degrees", "marks")},
        ties=[(one, other, grade, rank) for one, other, grade, rank in kept["ties"]],
        possible=[(one, other) for one, other in kept["possible"]],
        between=[Between(**one) for one in kept["between"]],
        subjects={int(group): subject for group, subject in kept["subjects"].items()},
    )


def without(drawing: MapDrawing, gone: Collection[str]) -> MapDrawing:
    """The same map as if these people (by identifier) had never been on it; everybody else stays where they are."""
    kept = [at for at, person in enumerate(drawing.people) if person not in gone]
    place = {at: new for new, at in enumerate(kept)}
    ties = [tie for tie in drawing.ties if tie[0] in place and tie[1] in place]
    lost = Counter(
        end
        for tie in drawing.ties
        if not (tie[0] in place and tie[1] in place)
        for end in tie[:2]
        if end in place
    )
    return replace(
        drawing,
        people=[drawing.people[at] for at in kept],
        xs=[drawing.xs[at] for at in kept],
        ys=[drawing.ys[at] for at in kept],
        groups=[drawing.groups[at] for at in kept],
        degrees=[max(drawing.degrees[at] - lost[at], 0) for at in kept],
        marks=[drawing.marks[at] for at in kept],
        ties=[(place[one], place[other], grade, rank) for one, other, grade, rank in ties],
        possible=[
            (place[one], place[other]) for one, other in drawing.possible if one in place and other in place
        ],
    )


def _in_order(company: Company) -> Company:
    """The same, people by their identifiers, ties in one order: nothing depends on how rows were read."""
    order = sorted(range(len(company.people)), key=lambda one: company.people[one])
    place = {one: at for at, one in enumerate(order)}
    ties = sorted(
        (min(place[one], place[other]), max(place[one], place[other]), strength)
        for one, other, strength in company.ties
    )
    return Company(
        people=[company.people[one] for one in order],
        ties=[(one, other, strength) for one, other, strength in ties if one != other],
        new=frozenset(place[one] for one in company.new),
    )


def _clusters(company: Company, groups: Sequence[int]) -> list[list[int]]:
    """Who is drawn together: the groups, then whoever is tied outside of them, piece by piece; the largest first."""
    import igraph

    sets: dict[int, list[int]] = {}
    rest = [(one, other) for one, other, _ in company.ties if not (groups[one] or groups[other])]
    pieces = igraph.Graph(len(groups), rest).connected_components().membership
    tied = {person for one, other, _ in company.ties for person in (one, other)}
    for person in sorted(tied):
        sets.setdefault(groups[person] or -1 - pieces[person], []).append(person)
    return sorted(sets.values(), key=lambda some: (-len(some), some))


def _graded(ties: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, int, int]]:
    """Each with its strength from 1 to 3 and its rank; as many as are kept, by rank, then by strength."""
    strongest = sorted(ties, key=lambda tie: (-tie[2], tie[:2]))
    tenth, half = len(strongest) // 10, len(strongest) // 2
    floors = [strongest[at][2] if strongest else 0.0 for at in (tenth, half)]
    seen: dict[int, int] = {}
    graded = []
    for one, other, strength in strongest:
        seen[one], seen[other] = seen.get(one, 0) + 1, seen.get(other, 0) + 1
        grade = 3 if strength > floors[0] else 2 if strength > floors[1] else 1
        graded.append((one, other, grade, min(seen[one], seen[other])))
    return sorted(graded, key=lambda tie: tie[3])[:MOST_TIES]
