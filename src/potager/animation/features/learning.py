"""What a community's own past teaches about introductions: which pairs that had never spoken have since done so.

Only today's graph is kept, so an earlier one is made from it (`as_of`). When two people first turned to each other is
known exactly. Ties that were quiet ever since are exact as well; of those that went on, the last time before then is
put half a usual interval back, so that nothing that came later makes a pair look closer than it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from potager.animation.features.circles import Circles, Floats
from potager.animation.features.pairs import NAMES, Pairs, pairs_never_linked
from potager.animation.scoring import Additive

if TYPE_CHECKING:
    from potager.animation.graph import Graph, People

WITHIN = 28.0  # days in which a pair may come to speak
LOOKS = 6  # so many such spans are looked back on
LEAST = 100  # pairs that came to speak, without which nothing is learnt
ROUNDS = 600
MOST_PEOPLE = 3000  # looked back on: those who did something last
_HALF_LIFE = 30.0  # days: of the strength of ties, see graph.py

Together = Callable[[float], csr_array]


@dataclass(frozen=True)
class Look:
    """Pairs as they were at one moment, and which of them came to speak within `WITHIN` days."""

    pairs: Pairs
    spoke: NDArray[np.bool_]


def learnt_from(
    graph: Graph, *, eligible: NDArray[np.bool_] | None = None, together: Together | None = None
) -> Additive | None:
    """A scorer of pairs learnt from the community's last half year; None if fewer than `LEAST` pairs came to speak.

    Its features are those of `pairs_never_linked`, in that order; only pairs of `eligible` people are looked back on.
    `together` makes the matrix of that name as it was at a moment (days since 1970); without it, and as to `shared`,
    which nobody knows of the past, nothing is learnt.
    """
    return learnt(looked_back(graph, eligible=eligible, together=together))


def looked_back(
    graph: Graph,
    *,
    looks: int = LOOKS,
    eligible: NDArray[np.bool_] | None = None,
    together: Together | None = None,
) -> Iterator[Look]:
    """What was known `WITHIN`, 2 × `WITHIN`, … days before now, and what came of it; the latest first."""
    now = Circles.of(graph)
    for number in range(1, looks + 1):
        then = graph.now - number * WITHIN
        earlier = as_of(graph, then)
        if not len(earlier.source):
            return
        pairs = pairs_never_linked(
            earlier,
            eligible=_there(earlier, eligible),
            together=together(then) if together else None,
        )
        tie = now.find(pairs.source, pairs.target)
        met = graph.now - now.age[tie]
        yield Look(pairs, (tie >= 0) & (met <= then + WITHIN))


def _there(graph: Graph, eligible: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    """Who could have been introduced: who had come by then, the most recently active if they are many."""
    people = graph.people
    known = people.first <= graph.now if eligible is None else (people.first <= graph.now) & eligible
    latest = np.flatnonzero(known)
    there = np.zeros(len(known), bool)
    there[latest[np.argsort(-people.last[latest], kind="stable")[:MOST_PEOPLE]]] = True
    return there


def learnt(looks: Iterable[Look]) -> Additive | None:
    """A scorer learnt from looks back; None if fewer than `LEAST` pairs came to speak, or all did."""
    seen = list(looks)
    spoke = np.concatenate([look.spoke for look in seen]) if seen else np.zeros(0, bool)
    if spoke.sum() < LEAST or spoke.all():
        return None
    x = np.concatenate([look.pairs.x for look in seen])
    return Additive.fit(x, spoke, names=NAMES, rounds=ROUNDS)


def as_of(graph: Graph, then: float) -> Graph:
    """The graph as it was (see above), `then` in days since 1970. Counts stay those of today: no feature uses them."""
    old = graph.first <= then
    first, last = graph.first[old], graph.last[old]
    times = sum(counts[old] for counts in (graph.answered, graph.thanked, graph.mentioned, graph.cowrote))
    usual = (last - first) / np.maximum(times - 1, 1)
    before = _last_before(first, last, usual, then)
    strength = graph.strength[old] * 0.5 ** ((then - graph.now) / _HALF_LIFE)
    going_on = np.minimum(strength, 1 / (1 - 0.5 ** (np.maximum(usual, 0.02) / _HALF_LIFE)))
    return replace(
        graph,
        people=_people_as_of(graph.people, then),
        now=then,
        source=graph.source[old],
        target=graph.target[old],
        strength=np.where(last > then, going_on, strength).astype(np.float32),
        first=first,
        last=before,
        **{name: getattr(graph, name)[old] for name in ("answered", "thanked", "mentioned", "cowrote")},
    )


def _people_as_of(people: People, then: float) -> People:
    return replace(people, last=_last_before(people.first, people.last, people.gap.astype(np.float64), then))


def _last_before(first: Floats, last: Floats, usual: Floats, then: float) -> Floats:
    """The last time before a moment: known where it was the last of all, else half a usual interval back."""
    return np.where(last <= then, last, np.maximum(np.minimum(first, then), then - usual / 2))
