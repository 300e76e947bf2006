"""Where the people of a community are, in cells that are as fine as the number of them allows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from potager.communities.models import Community
from potager.directory.finding import still_shown, taking_part
from potager.directory.models import Tally, Trait
from potager.directory.traits import CELLS, STEPS, TOGETHER
from potager.members.models import Member

MOST_CELLS = 150
FEW_PEOPLE = 60  # who are named beside the map, and not only counted
COARSE = 2  # the first two sizes of cells hold many places


@dataclass(frozen=True)
class Cell:
    """A piece of the world with people in it. `people` are named where they are few; `many` is how many they are."""

    reference: str  # as an address of the directory asks for it
    latitude: float  # degrees north of where it is drawn
    longitude: float  # degrees east
    many: int
    place: str  # as somebody there calls it
    is_wide: bool
    side: float = 0.1  # degrees
    people: tuple[Member, ...] = ()


def cells_of(community: Community) -> list[Cell]:
    """The cells of the map, the fullest first: the finest of which there are not too many."""
    for level in reversed(range(len(CELLS))):
        tallies = still_shown(Tally.objects.filter(community=community, kind=CELLS[level]))
        if level == 0 or len(tallies.values("pk")[: MOST_CELLS + 1]) <= MOST_CELLS:
            break
    found = tallies.annotate(place=Subquery(_a_place())).order_by("-many")[:MOST_CELLS]
    cells = sorted(
        (_cell(one, level) for one in found), key=lambda cell: (-cell.many, cell.place, cell.reference)
    )
    few = sum(cell.many for cell in cells) <= FEW_PEOPLE
    return list(_with_people(community, cells)) if few else cells


def _a_place() -> "QuerySet[Trait, Any]":
    same = {name: OuterRef(name) for name in ("community", "kind", "word")}
    there = Trait.objects.filter(taking_part(), membership__member__profile__place_to__in=TOGETHER, **same)
    named = there.exclude(membership__member__profile__place="").order_by("name", "membership")
    return named.values("membership__member__profile__place")[:1]


def _cell(tally: Tally, level: int) -> Cell:
    north, east = (int(part) for part in bytes(tally.word).decode().split(","))
    # Points are rounded to a corner of the fine cells; people stand anywhere in the coarse ones.
    middle = 0.5 if level < COARSE else 0.0
    place = getattr(tally, "place", None) or ""
    side = STEPS[level]
    return Cell(
        reference=f"{CELLS[level]}:{north},{east}",
        latitude=round((north + middle) * side, 2),
        longitude=round((east + middle) * side, 2),
        many=tally.many,
        place=place,
        is_wide=level < COARSE,
        side=side,
    )


def _with_people(community: Community, cells: list[Cell]) -> Iterator[Cell]:
    kinds = {cell.reference.partition(":")[0] for cell in cells}
    traits = Trait.objects.filter(taking_part(), community=community, kind__in=kinds)
    there: dict[str, list[Member]] = {}
    for one in traits.select_related("membership__member").order_by("name", "membership"):
        there.setdefault(f"{one.kind}:{bytes(one.word).decode()}", []).append(one.membership.member)
    for cell in cells:
        people = tuple(there.get(cell.reference, ()))
        if people:
            yield Cell(**{**vars(cell), "people": people, "many": len(people)})
