"""Who has spoken with whom, and who was where with whom, as sorted or sparse arrays that are looked up quickly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from potager.animation.graph import Graph

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

OCCASION = 3.0  # days: the half-life of having been at the same occasion
CROWD = 30  # an occasion with more people brings nobody together


@dataclass(frozen=True)
class Circles:
    """Who has spoken with whom, whoever began: one entry for each end of each tie, in the order of its keys.

    `key` is one × people + other; entries of person p stand from begin[p] to begin[p + 1]. Ages are days before now.
    """

    people: int
    key: Ints
    other: Ints
    begin: Ints
    strength: Floats
    age: Floats  # since the first time
    quiet: Floats  # since the last time

    @classmethod
    def of(cls, graph: Graph) -> Circles:
        """The circles of a graph; what somebody said to themselves is no tie."""
        people = len(graph.people.members)
        source, target = graph.source.astype(np.int64), graph.target.astype(np.int64)
        real = np.flatnonzero(source != target)
        ends = np.concatenate([source[real] * people + target[real], target[real] * people + source[real]])
        order = np.argsort(ends, kind="stable")
        entry = np.concatenate([real, real])[order]
        key, start = np.unique(ends[order], return_index=True)
        strength, first, last = (
            values.astype(np.float64)[entry] for values in (graph.strength, graph.first, graph.last)
        )
        return cls(
            people=people,
            key=key,
            other=key % max(people, 1),
            begin=np.searchsorted(key, np.arange(people + 1) * people),
            strength=_reduced(np.add, strength, start),
            age=np.maximum(graph.now - _reduced(np.minimum, first, start), 0),
            quiet=np.maximum(graph.now - _reduced(np.maximum, last, start), 0),
        )

    @property
    def one(self) -> Ints:
        """Whose entry it is."""
        return self.key // max(self.people, 1)

    def size(self) -> Ints:
        """How many contacts each person has."""
        return np.diff(self.begin)

    def of_each(self, values: Floats) -> Floats:
        """The sum of a value over the ties of each person."""
        sums: Floats = np.bincount(self.one, values, self.people).astype(np.float64)
        return sums

    def linked(self, source: Ints, target: Ints) -> NDArray[np.bool_]:
        """Whether these pairs have ever spoken."""
        return self.find(source, target) >= 0

    def find(self, one: Ints, other: Ints) -> Ints:
        """The entry of each pair; -1 where there is none."""
        keys = one * self.people + other
        at = np.minimum(np.searchsorted(self.key, keys), max(len(self.key) - 1, 0))
        if not len(self.key):
            return np.full(len(keys), -1)
        return np.where(self.key[at] == keys, at, -1)


def togetherness(
    person: Ints, occasion: Ints, age: Floats, people: int, *, half_life: float = OCCASION
) -> csr_array:
    """How much people were at the same occasions: people × people, symmetric, nothing on the diagonal.

    One entry of the three arrays says that somebody was somewhere (wrote in a topic on one day; got the same message),
    `age` days ago. An occasion of k people gives 1 / (k - 1) to each of its pairs, so that everyone gets one of each,
    halved every `half_life` days; one of more than `CROWD` people gives nothing.
    """
    where, place = np.unique(occasion, return_inverse=True)
    been = csr_array((np.ones(len(person)), (place, person)), shape=(len(where), people))
    been.data = np.ones_like(been.data)  # who was there twice was there
    size = np.diff(been.indptr)
    latest = np.full(len(where), np.inf)
    np.minimum.at(latest, place, age)
    counts = np.where(
        (size > 1) & (size <= CROWD), 0.5 ** (latest / half_life) / np.maximum(size - 1, 1), 0.0
    )
    kept = been[counts > 0]
    found = csr_array(kept.T @ kept.multiply(counts[counts > 0][:, None]).tocsr())
    found.setdiag(0)
    found.eliminate_zeros()
    return found


def _reduced(by: np.ufunc, values: Floats, start: Ints) -> Floats:
    return np.asarray(by.reduceat(values, start)) if len(start) else np.zeros(0)
