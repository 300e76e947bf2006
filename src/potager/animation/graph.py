"""The graph of a community as arrays: people are numbered from 0 in the order of their rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from potager.animation.models import HALF_LIFE, Network, Person, Tie

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


def graph_of(network: Network, now: datetime) -> Graph:
    """Read the graph of a community as it stands, in two queries; what happened after `now` counts as now."""
    import numpy as np

    people = people_of(network)
    columns = (
        "source",
        "target",
        "strength",
        "first_at",
        "last_at",
        "answered",
        "thanked",
        "mentioned",
        "cowrote",
    )
    rows = Tie.objects.filter(network=network).order_by().values_list(*columns)
    read = list(zip(*rows.iterator(20_000), strict=True)) or [()] * len(columns)
    today = now.timestamp() / 86_400
    first, last = (np.fromiter(map(_day, read[at]), np.float64) for at in (3, 4))
    return Graph(
        people=people,
        now=today,
        source=np.searchsorted(people.rows, np.array(read[0], np.int64)).astype(np.int32),
        target=np.searchsorted(people.rows, np.array(read[1], np.int64)).astype(np.int32),
        strength=(np.array(read[2], np.float32) * 0.5 ** (np.maximum(today - last, 0) / HALF_LIFE)).astype(
            np.float32
        ),
        first=first,
        last=last,
        answered=np.array(read[5], np.int32),
        thanked=np.array(read[6], np.int32),
        mentioned=np.array(read[7], np.int32),
        cowrote=np.array(read[8], np.int32),
    )


def people_of(network: Network) -> People:
    """Everybody who ever did something there, in one query."""
    import numpy as np

    columns = ("member", "pk", "first_at", "last_at", "words", "days", "gap", "seasons")
    rows = Person.objects.filter(network=network).order_by("pk").values_list(*columns)
    read = list(zip(*rows.iterator(20_000), strict=True)) or [()] * len(columns)
    return People(
        members=list(read[0]),
        rows=np.array(read[1], np.int64),
        first=np.fromiter(map(_day, read[2]), np.float64),
        last=np.fromiter(map(_day, read[3]), np.float64),
        words=np.array(read[4], np.int64),
        days=np.array(read[5], np.int64),
        gap=np.array(read[6], np.float32),
        seasons=np.array(read[7], np.int64),
    )


def _day(moment: datetime) -> float:
    return moment.timestamp() / 86_400
