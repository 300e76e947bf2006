"""Who is drawn on the map, what ties them, and the groups and bridges that this makes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from random import Random
from typing import Any

SMALLEST_GROUP = 3  # people; a pair is a pair
BRIDGE_SHARE = 1 / 3  # of what ties a group to all others: who carries that much is a bridge
FEW_KNOW = (
    0.10  # of the smaller group's people: fewer have a tie with the other group where a bridge is possible
)
FINER_FROM = 600  # people: among more, groups are looked for more closely (resolution √(people / 600))
CLEARLY = 0.02  # of modularity: what other groups must be better by than yesterday's
MOST_POSSIBLE = 3  # possible bridges on one map
SEED = 20  # of the search for groups: the same ties make the same groups


@dataclass(frozen=True)
class Company:
    """People by identifier, undirected ties between them (two indices, a strength above 0), and who is new."""

    people: Sequence[str]
    ties: Sequence[tuple[int, int, float]]
    new: frozenset[int] = field(default_factory=frozenset)

    def degrees(self) -> list[int]:
        """With how many people each has a tie."""
        degrees = [0] * len(self.people)
        for one, other, _ in self.ties:
            degrees[one] += 1
            degrees[other] += 1
        return degrees


@dataclass(frozen=True)
class Between:
    """Two groups: how many pairs of people tie them, and how many people of the smaller one have such a tie."""

    one: int
    other: int
    ties: int
    known: int


def groups_in(company: Company, before: Mapping[str, int] | None = None) -> list[int]:
    """The number of each person's group, from 1, the largest first; 0 for people in none.

    Groups by Traag, Waltman and van Eck (2019), "From Louvain to Leiden", modularity, with a fixed seed. Where
    yesterday's groups are given (by identifier) the search begins from them, and a group keeps its number.
    """
    if not company.ties:
        return [0] * len(company.people)
    found = _communities(company, before or {})
    sets: dict[int, list[int]] = defaultdict(list)
    for person, community in enumerate(found):
        sets[community].append(person)
    large = sorted(
        (some for some in sets.values() if len(some) >= SMALLEST_GROUP), key=lambda x: (-len(x), x)
    )
    numbers = [0] * len(company.people)
    for some, number in zip(large, _numbers(company, large, before or {}), strict=True):
        for person in some:
            numbers[person] = number
    return numbers


def _communities(company: Company, before: Mapping[str, int]) -> list[int]:
    """A community for each person, whatever its size: yesterday's, unless others are clearly better."""
    import random

    import igraph

    graph = igraph.Graph(len(company.people), [(one, other) for one, other, _ in company.ties])
    weights = [strength for *_, strength in company.ties]
    resolution = max(1.0, sqrt(len(company.people) / FINER_FROM))
    start = _from_zero(_as_before(company, before))
    igraph.set_random_number_generator(Random(SEED))  # noqa: S311  (it chooses an order, nothing secret)
    try:
        found = graph.community_leiden(
            objective_function="modularity",
            weights=weights,
            initial_membership=start,
            resolution=resolution,
            n_iterations=8,
        ).membership
    finally:
        igraph.set_random_number_generator(random)
    worth = [graph.modularity(some, weights=weights, resolution=resolution) for some in (found, start)]
    return start if before and worth[0] - worth[1] < CLEARLY else list(found)


def _as_before(company: Company, before: Mapping[str, int]) -> list[int]:
    """Yesterday's communities; whoever was in none joins that of the strongest ties, or is one of their own."""
    own = max(before.values(), default=0) + 1
    pulls: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one, other, strength in company.ties:
        for person, friend in ((one, other), (other, one)):
            pulls[person][before.get(company.people[friend], 0)] += strength
    start = []
    for index, name in enumerate(company.people):
        near = {group: pull for group, pull in pulls[index].items() if group}
        home = before.get(name, 0) if near else 0  # who lost all ties is in no group
        start.append(home or (max(near, key=lambda one: (near[one], -one)) if near else own + index))
    return start


def _from_zero(labels: Sequence[int]) -> list[int]:
    places: dict[int, int] = {}
    return [places.setdefault(label, len(places)) for label in labels]


def _numbers(company: Company, groups: Sequence[Sequence[int]], before: Mapping[str, int]) -> list[int]:
    """A number for each group: yesterday's of most of its people, otherwise the smallest that is free."""
    taken: dict[int, int] = {}
    for index, people in enumerate(groups):
        votes: dict[int, int] = defaultdict(int)
        for person in people:
            votes[before.get(company.people[person], 0)] += 1
        number = max(votes, key=lambda one: (one > 0, votes[one], -one))
        if number and number not in taken.values():
            taken[index] = number
    free = (number for number in range(1, 2 * len(groups) + 1) if number not in taken.values())
    return [taken[index] if index in taken else next(free) for index in range(len(groups))]


def bridges_in(company: Company, groups: Sequence[int]) -> set[int]:
    """The people who carry at least a third of what ties their group to all others, by strength.

    Without them their group would be parted from the others the most. At most three for a group.
    """
    outside: dict[int, float] = defaultdict(float)
    carried: dict[int, float] = defaultdict(float)
    for one, other, strength in company.ties:
        if groups[one] and groups[other] and groups[one] != groups[other]:
            for person in (one, other):
                outside[groups[person]] += strength
                carried[person] += strength
    return {who for who, load in carried.items() if load >= BRIDGE_SHARE * outside[groups[who]] - 1e-9}


def between_groups(company: Company, groups: Sequence[int]) -> list[Between]:
    """What is between each two groups that have at least one tie, by their numbers."""
    ties: dict[tuple[int, int], int] = defaultdict(int)
    known: dict[tuple[int, int], set[int]] = defaultdict(set)
    sizes = sizes_of(groups)
    for one, other, _ in company.ties:
        if groups[one] and groups[other] and groups[one] != groups[other]:
            pair = _pair(groups[one], groups[other])
            ties[pair] += 1
            known[pair].update((one, other))
    return [
        Between(*pair, ties[pair], _of_the_smaller(pair, known[pair], groups, sizes)) for pair in sorted(ties)
    ]


def _of_the_smaller(
    pair: tuple[int, int], people: Iterable[int], groups: Sequence[int], sizes: Mapping[int, int]
) -> int:
    smaller = min(pair, key=lambda group: (sizes[group], group))
    return sum(groups[person] == smaller for person in people)


def possible_bridges(
    company: Company, groups: Sequence[int], neighbours: Collection[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pairs of people, each of another group, between whose groups few know each other (fewer than one in ten).

    Only groups that are `neighbours` on the map (pairs of numbers, the smaller first). First the two that the most
    people know both of, then the largest; a group is proposed once. The ends are the two people without a tie
    who have the most contacts in common, then the most ties.
    """
    sizes, near = sizes_of(groups), _neighbours(company)
    met = {(one.one, one.other): one.known for one in between_groups(company, groups)}
    apart = [
        pair for pair in neighbours if met.get(pair, 0) < max(FEW_KNOW * min(sizes[one] for one in pair), 1)
    ]
    both = _who_knows_both(groups, near)
    apart.sort(key=lambda pair: (-both[pair], -min(sizes[one] for one in pair), pair))
    chosen: list[tuple[int, int]] = []
    used: set[int] = set()
    for pair in apart:
        if len(chosen) < MOST_POSSIBLE and not used.intersection(pair):
            chosen.append(_ends(pair, groups, near))
            used.update(pair)
    return chosen


def _who_knows_both(groups: Sequence[int], near: Sequence[set[int]]) -> dict[tuple[int, int], int]:
    """For each two groups how many people have ties with both."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for person, others in enumerate(near):
        known = sorted({groups[other] for other in (*others, person) if groups[other]})
        for index, one in enumerate(known):
            for other in known[index + 1 :]:
                counts[one, other] += 1
    return counts


def _ends(pair: tuple[int, int], groups: Sequence[int], near: Sequence[set[int]]) -> tuple[int, int]:
    """Among those of each group with the most ties, the two who have most contacts in common."""
    few = [
        sorted(
            (who for who in range(len(near)) if groups[who] == group), key=lambda who: (-len(near[who]), who)
        )
        for group in pair
    ]
    pairs = [(one, other) for one in few[0][:12] for other in few[1][:12] if other not in near[one]]
    return max(
        pairs, key=lambda ends: (len(near[ends[0]] & near[ends[1]]), len(near[ends[0]]) * len(near[ends[1]]))
    )


def _neighbours(company: Company) -> list[set[int]]:
    near: list[set[int]] = [set() for _ in company.people]
    for one, other, _ in company.ties:
        near[one].add(other)
        near[other].add(one)
    return near


def sizes_of(groups: Iterable[int]) -> dict[int, int]:
    """How many people each group has."""
    sizes: dict[int, int] = defaultdict(int)
    for group in groups:
        if group:
            sizes[group] += 1
    return dict(sizes)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def plain(values: Any) -> list[float]:
    """An array as a list of numbers with two decimals, for JSON."""
    return [round(float(value), 2) for value in values]
