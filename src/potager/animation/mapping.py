"""From a community's life to its map: who is on it, what ties them, what each group talks of."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from potager.animation.drawing.company import Company
from potager.animation.drawing.map import MapDrawing, as_json, draw_map, from_json
from potager.animation.life import Life
from potager.animation.models import Switch

Use = Switch.Use
WINDOW = 183  # days: what happened before is not on the map
NEW_FOR = 30  # days after arriving
FEWEST_WITH_TAG, SHARE_WITH_TAG = 2, 0.2  # people of a group who must have talked under its tag


def map_for(life: Life) -> dict[str, Any]:
    """The community's map as it is kept, drawn near the one that is kept now."""
    company = company_of(life)
    drawing = draw_map(company, from_json(life.network.map))
    return as_json(replace(drawing, subjects=_subjects(life, drawing)))


def company_of(life: Life) -> Company:
    """Who is drawn: members who take part, want the map, and did something within half a year or are new.

    A tie joins two of them of whom one turned to the other in public within half a year.
    """
    graph, since = life.graph, life.graph.now - WINDOW
    numbers = {
        number: member
        for number, member in enumerate(graph.people.members)
        if graph.people.last[number] >= since and life.may(member, Use.MAP, Use.GRAPH)
    }
    new = _new(life)
    people = sorted({*numbers.values(), *(member for member in new if life.may(member, Use.MAP, Use.GRAPH))})
    place = {member: at for at, member in enumerate(people)}
    at = {number: place[member] for number, member in numbers.items()}
    strengths: dict[tuple[int, int], float] = defaultdict(float)
    ways = zip(
        graph.source.tolist(),
        graph.target.tolist(),
        graph.strength.tolist(),
        graph.last.tolist(),
        strict=True,
    )
    for source, target, strength, last in ways:
        if last >= since and source in at and target in at and source != target:
            pair = (min(at[source], at[target]), max(at[source], at[target]))
            strengths[pair] += strength
    return Company(
        people=[str(member) for member in people],
        ties=[(*pair, strength) for pair, strength in strengths.items() if strength > 0],
        new=frozenset(place[member] for member in new if member in place),
    )


def _new(life: Life) -> set[UUID]:
    since = life.ago(NEW_FOR)
    return {member for member, one in life.memberships.items() if one.joined_at >= since}


def _subjects(life: Life, drawing: MapDrawing) -> dict[int, str]:
    """For each group the tag under which more of its people talked than of the others; each tag names one group."""
    group_of = dict(zip(drawing.people, drawing.groups, strict=True))
    sizes = drawing.sizes
    people: dict[int, Counter[str]] = defaultdict(Counter)
    rows = life.posts().filter(written_at__gte=life.ago(WINDOW), topic__tags__isnull=False)
    for author, tag in rows.order_by().values_list("author", "topic__tags").distinct():
        if group := group_of.get(str(author), 0):
            people[group][str(tag)] += 1
    return _one_each(people, sizes)


def _one_each(people: Mapping[int, Counter[str]], sizes: Mapping[int, int]) -> dict[int, str]:
    """The most telling first: the share of the group less that of all others."""
    everywhere: Counter[str] = sum(people.values(), Counter())
    total = sum(sizes.values())
    scores = sorted(
        (-(many / sizes[group] - (everywhere[tag] - many) / max(total - sizes[group], 1)), group, tag)
        for group, tags in people.items()
        for tag, many in tags.items()
        if many >= max(FEWEST_WITH_TAG, SHARE_WITH_TAG * sizes[group])
    )
    named: dict[int, str] = {}
    for score, group, tag in scores:
        if score < 0 and group not in named and tag not in named.values():
            named[group] = tag
    return named
