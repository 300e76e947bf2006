"""A small domain for the journal's own tests: people plant and water. Any model will do as the thing."""

from dataclasses import dataclass
from uuid import UUID

from potager.journal.kinds import Kind
from potager.journal.models import Activity, Cursor
from potager.journal.record import act, once


@dataclass(frozen=True)
class Planted:
    """What was planted; `depth` came with version 2 of the kind."""

    plant: str
    depth: int = 3


@dataclass(frozen=True)
class Gardener:
    """Anyone with an identifier may act."""

    pk: UUID


PLANTED = Kind(
    name="plant.planted",
    action="plant",
    sentence="%(actor)s planted",
    activitystreams="Create",
    facts=Planted,
    version=2,
)
WATERED = Kind(name="plant.watered", action="water", sentence="%(actor)s watered", activitystreams="Update")


@once(Cursor)
def plant(*, by: Gardener | None, name: str, key: UUID | None = None, origin: str = "here") -> Cursor:
    """An action: it writes a row of its own, and tells."""
    with act("plant.planted", by=by, key=key, origin=origin) as done:
        thing = Cursor.objects.create(reader=f"plant {name}")
        done(thing, Planted(plant=name))
    return thing


def water(*, by: Gardener | None, thing: Cursor) -> None:
    """An action without facts."""
    with act("plant.watered", by=by) as done:
        Cursor.objects.filter(pk=thing.pk).update(position=1)
        done(thing)


def plants() -> list[str]:
    """What grows."""
    return sorted(Cursor.objects.filter(reader__startswith="plant ").values_list("reader", flat=True))


def told() -> list[str]:
    """What the journal tells, in order."""
    return [f"{row.kind} {row.target}" for row in Activity.objects.order_by("position")]
