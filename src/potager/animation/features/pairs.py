"""Pairs of people who have never spoken to each other, and what could bring them together: for introductions.

Everything is symmetric: which of two people is named first changes nothing. Time and memory follow the number of ties
and of candidates, never people × people: only the freshest ties of each look for candidates, only the best candidates
of each are kept, and what two have in common is looked up tie by tie.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from potager.animation.features.circles import Circles, Floats, Ints

if TYPE_CHECKING:
    from potager.animation.graph import Graph

HALF_LIVES = (3.0, 14.0, 60.0)  # days
FRESH = 14.0  # days: the half-life by which candidates are looked for
TIES = 50  # of each person, the freshest, look for candidates
EACH = 30  # candidates kept for each person
MOST = 50_000  # and altogether
_CHUNK = 1024  # people whose candidates are looked for at once

_COMMON = (
    "common",
    *(f"common_recent_{life:g}" for life in HALF_LIVES),
    "common_strong",
    "common_rare",
    "common_rare_recent",
    "common_new_3",
    "common_new_14",
    "common_new_60",
    "common_best",
)
_EITHER = ("contacts", "silence", "age", "strength", "contacts_recent", "contacts_new_3", "contacts_new_14")
NAMES = (
    *_COMMON,
    "overlap",
    "overlap_recent",
    "together",
    "shared",
    *(f"{what}_{end}" for what in _EITHER for end in ("less", "more")),
)


@dataclass(frozen=True)
class Pairs:
    """Candidates: `source` < `target` are numbers of people, `x` has a row for each of them and a column per name."""

    source: Ints
    target: Ints
    names: tuple[str, ...]
    x: Floats

    def column(self, name: str) -> Floats:
        """One feature of all the pairs."""
        found: Floats = self.x[:, self.names.index(name)]
        return found


def pairs_never_linked(
    graph: Graph,
    *,
    eligible: NDArray[np.bool_] | None = None,
    together: csr_array | None = None,
    shared: csr_array | None = None,
    each: int = EACH,
    most: int = MOST,
) -> Pairs:
    """Candidates for an introduction: never linked, with a fresh common contact, or `together`, or a `shared` interest.

    `eligible` (people): who may be introduced; everybody if not given. `together` and `shared` are people × people,
    symmetric, sparse: how much two were at the same occasions (see `togetherness`), how alike their interests are.
    At most `each` are looked for per person and the `most` best are kept, by what they have in common lately.
    """
    circles = Circles.of(graph)
    allowed = np.ones(circles.people, bool) if eligible is None else eligible
    source, target = _candidates(
        circles, allowed, [m for m in (together, shared) if m is not None], each=each, most=most
    )
    return features_of(graph, source, target, circles=circles, together=together, shared=shared)


def features_of(
    graph: Graph,
    source: Ints,
    target: Ints,
    *,
    circles: Circles | None = None,
    together: csr_array | None = None,
    shared: csr_array | None = None,
) -> Pairs:
    """The features of given pairs, whoever is named first."""
    circles = circles or Circles.of(graph)
    source, target = np.minimum(source, target), np.maximum(source, target)
    common, own = _common(circles, source, target), _own(graph, circles)
    contacts, recent = own[0], own[4]
    whole = np.maximum(contacts[source] + contacts[target] - common[:, 0], 1)
    recently = np.sqrt(np.maximum(recent[source] * recent[target], 0.01))
    overlaps = (common[:, 0] / whole, common[:, 2] / recently)
    beside = [_looked_up(matrix, source, target) for matrix in (together, shared)]
    ends = [end(values[source], values[target]) for values in own for end in (np.minimum, np.maximum)]
    return Pairs(source, target, NAMES, np.column_stack([common, *overlaps, *beside, *ends]))


def _candidates(
    circles: Circles, allowed: NDArray[np.bool_], beside: list[csr_array], *, each: int, most: int
) -> tuple[Ints, Ints]:
    """Never-linked pairs of allowed people, the best of each person, then the best of all."""
    found = [
        _best_of_rows(rows, people, circles, allowed, each=each)
        for people, rows in _chunks(circles, allowed, beside)
    ]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    source, target, value = (np.concatenate(part) for part in zip(*found, strict=True))
    keys = np.minimum(source, target) * circles.people + np.maximum(source, target)
    order = np.lexsort((-value, keys))
    keys, first = np.unique(keys[order], return_index=True)
    best = np.sort(np.argsort(-value[order][first], kind="stable")[:most])
    return keys[best] // circles.people, keys[best] % circles.people


def _chunks(
    circles: Circles, allowed: NDArray[np.bool_], beside: list[csr_array]
) -> Iterator[tuple[Ints, csr_array]]:
    """What pairs of allowed people have in common lately: some of them as rows, everybody as columns.

    Only the freshest ties count, of each of them and of each contact: a row costs at most `TIES` × `TIES`.
    """
    mine = _fresh(circles, allowed[circles.one])
    theirs = _fresh(circles, allowed[circles.other])
    people = np.flatnonzero(allowed)
    for begin in range(0, len(people), _CHUNK):
        part = people[begin : begin + _CHUNK]
        rows = mine[part] @ theirs
        for matrix in beside:
            rows = rows + matrix[part]
        yield part, csr_array(rows)


def _fresh(circles: Circles, among: NDArray[np.bool_]) -> csr_array:
    """Of some entries the `TIES` freshest of each person, people × people, by how fresh they are."""
    value = 0.5 ** (circles.quiet / FRESH)
    entries = np.flatnonzero(among & (value > 0.01))
    entries = entries[np.lexsort((-value[entries], circles.one[entries]))]
    one = circles.one[entries]
    kept = entries[np.arange(len(one)) - np.searchsorted(one, one) < TIES]
    shape = (circles.people, circles.people)
    return csr_array((value[kept], (circles.one[kept], circles.other[kept])), shape=shape)


def _best_of_rows(
    rows: csr_array, people: Ints, circles: Circles, allowed: NDArray[np.bool_], *, each: int
) -> tuple[Ints, Ints, Floats]:
    found = rows.tocoo()
    source, target, value = people[found.row], found.col.astype(np.int64), found.data
    kept = (source != target) & (value > 0) & allowed[target]
    kept[kept] = ~circles.linked(source[kept], target[kept])
    source, target, value = source[kept], target[kept], value[kept]
    order = np.lexsort((target, -value, source))
    rank = np.arange(len(order)) - np.searchsorted(source[order], source[order])
    best = order[rank < each]
    return source[best], target[best], value[best]


def _common(circles: Circles, source: Ints, target: Ints) -> Floats:
    """What pairs have in common, in the order of `_COMMON`: contacts of the one with fewer, looked up at the other."""
    size = circles.size()
    fewer, more = np.where(size[source] <= size[target], (source, target), (target, source))
    pair = np.repeat(np.arange(len(source)), size[fewer])
    here = (
        np.arange(len(pair))
        - np.repeat(np.cumsum(size[fewer]) - size[fewer], size[fewer])
        + circles.begin[fewer][pair]
    )
    there = circles.find(more[pair], circles.other[here])
    pair, here, there = (values[there >= 0] for values in (pair, here, there))
    rare = 1 / np.log(np.maximum(size[circles.other[here]], 2))
    recent = [0.5 ** ((circles.quiet[here] + circles.quiet[there]) / life) for life in HALF_LIVES]
    strong = np.sqrt(np.minimum(circles.strength[here], 3) * np.minimum(circles.strength[there], 3))
    met = np.minimum(circles.age[here], circles.age[there])
    new = [0.5 ** (met / life) * recent[1] for life in HALF_LIVES]
    best = np.zeros(len(source))
    np.maximum.at(best, pair, recent[1])
    sums = [
        np.bincount(pair, v, len(source))
        for v in (np.ones(len(pair)), *recent, strong, rare, rare * recent[1], *new)
    ]
    return np.column_stack([*sums, best])


def _own(graph: Graph, circles: Circles) -> tuple[Floats, ...]:
    """What each person is, in the order of `_EITHER`."""
    return (
        circles.size().astype(np.float64),
        np.maximum(graph.now - graph.people.last, 0),
        np.maximum(graph.now - graph.people.first, 0),
        circles.of_each(circles.strength),
        circles.of_each(0.5 ** (circles.quiet / FRESH)),
        circles.of_each(0.5 ** (circles.age / 3)),
        circles.of_each(0.5 ** (circles.age / FRESH)),
    )


def _looked_up(matrix: csr_array | None, source: Ints, target: Ints) -> Floats:
    if matrix is None or not len(source):
        return np.zeros(len(source))
    return np.asarray(matrix[source, target], dtype=np.float64).ravel()
