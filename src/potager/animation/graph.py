"""The graph of a community as arrays: people are numbered from 0 in the order of their rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import FloatField, Func

from potager.animation.models import HALF_LIFE, Network, Person, Tie
from potager.journal.signs import SORTS

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class People:
    """Who ever did something in the community. Arrays of one length n, in the order of `members`."""

    members: list[UUID]
    rows: "NDArray[Any]"  # int64: primary keys of Person, ascending
    first: "NDArray[Any]"  # float64: days since 1970-01-01
    last: "NDArray[Any]"  # float64: the same
    words: "NDArray[Any]"  # int64
    days: "NDArray[Any]"  # int64: on how many days they did something
    gap: "NDArray[Any]"  # float32: typical days between two of these
    seasons: "NDArray[Any]"  # int64: bits, see season_of

    @cached_property
    def number_of(self) -> dict[UUID, int]:
        """The number of each member."""
        return {member: number for number, member in enumerate(self.members)}


@dataclass(frozen=True)
class Graph:
    """Who turned to whom. Arrays of one length, one entry for each direction of each tie; `now` in days since 1970."""

    people: People
    now: float
    source: "NDArray[Any]"  # int32: numbers of people
    target: "NDArray[Any]"  # int32
    strength: "NDArray[Any]"  # float32: each time one, halved every 30 days, as of now
    first: "NDArray[Any]"  # float64: days since 1970
    last: "NDArray[Any]"  # float64
    answered: "NDArray[Any]"  # int32
    thanked: "NDArray[Any]"  # int32
    mentioned: "NDArray[Any]"  # int32
    cowrote: "NDArray[Any]"  # int32

    def matrix(self, values: "NDArray[Any] | None" = None) -> "csr_array":
        """n × n, sparse: what each (row) gave to each (column); `strength` if no values are given."""
        from scipy.sparse import csr_array

        size = len(self.people.members)
        data = self.strength if values is None else values
        return csr_array((data, (self.source, self.target)), shape=(size, size))

    def ties(self) -> "csr_array":
        """n × n, symmetric: how strong it is between two people, whoever turned to whom."""
        there = self.matrix()
        return there + there.T


class _Days(Func):
    """A moment as days since 1970-01-01, counted by the database: millions are read as plain numbers."""

    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Julian days, to some microseconds."""
        template = "(julianday(%(expressions)s) - 2440587.5)"
        return super().as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Seconds since then."""
        template = "(EXTRACT(EPOCH FROM %(expressions)s) / 86400)::float8"
        return super().as_sql(compiler, connection, template=template, **more)


FIRST, LAST = _Days("first_at"), _Days("last_at")
CHUNK = 20_000  # rows that are in memory as objects


def graph_of(network: Network, now: datetime) -> Graph:
    """Read the graph of a community as it stands, in two queries; what happened after `now` counts as now.

    About two seconds and 50 bytes for a million ties. What was all taken back is no tie.
    """
    import numpy as np

    people = people_of(network)
    kinds = [("source", "i8"), ("target", "i8"), ("strength", "f8"), ("first", "f8"), ("last", "f8")]
    kinds += [(sort, "i4") for sort in SORTS]
    rows = Tie.objects.filter(network=network).order_by()
    ties = rows.values_list("source", "target", "strength", FIRST, LAST, *SORTS)
    read = np.fromiter(ties.iterator(CHUNK), np.dtype(kinds))
    read = read[_is_there(read)]
    today = now.timestamp() / 86_400
    faded = read["strength"] * 0.5 ** (np.maximum(today - read["last"], 0) / HALF_LIFE)
    return Graph(
        people=people,
        now=today,
        source=np.searchsorted(people.rows, read["source"]).astype(np.int32),
        target=np.searchsorted(people.rows, read["target"]).astype(np.int32),
        strength=np.maximum(faded, 0).astype(np.float32),
        first=read["first"].copy(),
        last=read["last"].copy(),
        answered=read["answered"].copy(),
        thanked=read["thanked"].copy(),
        mentioned=read["mentioned"].copy(),
        cowrote=read["cowrote"].copy(),
    )


def _is_there(read: "NDArray[Any]") -> "NDArray[Any]":
    import numpy as np

    there: NDArray[Any] = np.logical_or.reduce([read[sort] > 0 for sort in SORTS])
    return there


def people_of(network: Network) -> People:
    """Everybody who ever did something there, or to whom somebody turned (`days` is 0 then, `first` and `last` may be
    0), in one query.
    """
    import numpy as np

    kinds = [("row", "i8"), ("first", "f8"), ("last", "f8"), ("words", "i8"), ("days", "i8"), ("gap", "f4")]
    kinds += [("seasons", "i8")]
    rows = Person.objects.filter(network=network).order_by("pk")
    found = rows.values_list("member", "pk", FIRST, LAST, "words", "days", "gap", "seasons")
    members: list[UUID] = []
    read = np.fromiter(_without_first(found.iterator(CHUNK), members), np.dtype(kinds))
    return People(
        members=members,
        rows=read["row"].copy(),
        first=read["first"].copy(),
        last=read["last"].copy(),
        words=read["words"].copy(),
        days=read["days"].copy(),
        gap=read["gap"].copy(),
        seasons=read["seasons"].copy(),
    )


def _without_first(rows: Iterable[tuple[Any, ...]], first: list[UUID]) -> Iterator[tuple[Any, ...]]:
    """The rows without their first values, which are put into the list."""
    for row in rows:
        first.append(row[0])
        yield row[1:]
