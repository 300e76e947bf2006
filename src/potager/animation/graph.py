"""The graph of a community as arrays: people are numbered from 0 in the order of their rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
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
    """Read the graph of a community as it stands; what happened after `now` counts as now.

    About three seconds and 80 MB for a million ties. What was all taken back is no tie.
    """
    import numpy as np

    people = people_of(network)
    read = _ties(network, people)
    is_there = np.logical_or.reduce([read[sort] > 0 for sort in SORTS])
    if not is_there.all():
        read = {name: values[is_there] for name, values in read.items()}
    today = now.timestamp() / 86_400
    fades = (0.5 ** (np.maximum(today - read["last"], 0) / HALF_LIFE)).astype(np.float32)
    read["strength"] = np.maximum(read["strength"] * fades, np.float32(0))
    return Graph(people=people, now=today, **read)


def _ties(network: Network, people: People) -> "dict[str, NDArray[Any]]":
    """The columns of a graph; strength as of the last time. Room for all is made first, and filled bit by bit."""
    import numpy as np

    kinds = {"source": "i4", "target": "i4", "strength": "f4", "first": "f8", "last": "f8"}
    kinds |= dict.fromkeys(SORTS, "i4")
    rows = Tie.objects.filter(network=network).order_by()
    size, at = rows.count(), 0
    columns = {name: np.empty(size, kind) for name, kind in kinds.items()}
    asked = rows.values_list("source", "target", "strength", FIRST, LAST, *SORTS).iterator(CHUNK)
    wide = np.dtype([(name, "i8" if name in {"source", "target"} else kind) for name, kind in kinds.items()])
    while at < size and len(some := np.fromiter(islice(asked, min(CHUNK, size - at)), wide)):
        for name in kinds:
            values = some[name] if wide[name] != np.int64 else np.searchsorted(people.rows, some[name])
            columns[name][at : at + len(some)] = values
        at += len(some)
    return {name: values[:at] for name, values in columns.items()}


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
