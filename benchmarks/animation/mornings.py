"""A network as it is known each morning: the graph of all that was said before that day, as a community's is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from .networks import Network

from potager.animation.features.circles import togetherness  # isort: skip
from scipy.sparse import csr_array  # isort: skip

DAY = 86_400.0
HALF_LIFE = 30.0  # days, of the strength of a tie
REACH = 60  # days back that togetherness looks


@dataclass(frozen=True)
class Morning:
    """What is known when a day begins, and (for judging and for learning afterwards) who spoke for the first time when.

    `graph` has what features look at; `known` (people) who has taken part so far; `together` who got the same message;
    `first_link` maps source × people + target (the smaller number first) of each pair that is not linked yet, and will
    be, to the days until then: 0 is today.
    """

    day: int
    graph: SimpleNamespace
    known: np.ndarray
    together: csr_array
    linked: np.ndarray  # sorted keys of the pairs that have spoken
    keys: np.ndarray  # sorted keys of pairs of known people who will speak for the first time ...
    wait: np.ndarray  # ... and the days until then

    def new(self, days: int) -> np.ndarray:
        """Keys of the pairs of known people who speak for the first time within so many days from today."""
        return self.keys[self.wait < days]


def mornings(net: Network, *, begin: int = 0, step: int = 1) -> Iterator[Morning]:
    """Each day from `begin` on, one in `step`; ties fade day by day."""
    day = (net.time // DAY).astype(np.int64)
    bounds = np.searchsorted(day, np.arange(day[-1] + 2))
    ties, tie = np.unique(net.source * net.people + net.target, return_inverse=True)
    links, met = _first_links(net, day)
    occasions = _occasions(net)
    when = net.time / DAY
    strength, first, last = np.zeros(len(ties)), np.full(len(ties), np.inf), np.full(len(ties), -np.inf)
    seen, spoke = np.full(net.people, np.inf), np.full(net.people, -np.inf)
    for today in range(int(day[-1]) + 1):
        if today >= begin and (today - begin) % step == 0:
            old = np.flatnonzero(np.isfinite(first))
            known = np.isfinite(seen)
            recent = slice(int(np.searchsorted(day, today - REACH)), int(bounds[today]))
            left = (met >= today) & known[links // net.people] & known[links % net.people]
            yield Morning(
                day=today,
                graph=SimpleNamespace(
                    people=SimpleNamespace(
                        members=range(net.people),
                        first=np.where(known, seen, today),
                        last=np.where(np.isfinite(spoke), spoke, np.where(known, seen, 0)),
                    ),
                    now=float(today),
                    source=ties[old] // net.people,
                    target=ties[old] % net.people,
                    strength=strength[old],
                    first=first[old],
                    last=last[old],
                ),
                known=known,
                together=togetherness(
                    net.target[recent], occasions[recent], today - when[recent], net.people
                ),
                linked=links[met < today],
                keys=links[left],
                wait=met[left] - today,
            )
        words = slice(int(bounds[today]), int(bounds[today + 1]))
        strength *= 0.5 ** (1 / HALF_LIFE)
        np.add.at(strength, tie[words], 1)
        np.minimum.at(first, tie[words], when[words])
        np.maximum.at(last, tie[words], when[words])
        for side in (net.source, net.target):
            np.minimum.at(seen, side[words], when[words])
        np.maximum.at(spoke, net.source[words], when[words])


def _first_links(net: Network, day: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Sorted keys of all pairs that ever speak, and the day of the first time."""
    real = net.source != net.target
    low, high = np.minimum(net.source, net.target)[real], np.maximum(net.source, net.target)[real]
    keys, at = np.unique(low * net.people + high, return_index=True)
    return keys, day[real][at]


def _occasions(net: Network) -> np.ndarray:
    """The number of the message: the same source in the same second wrote it to all of its targets."""
    _, number = np.unique(np.column_stack([net.source, net.time]), axis=0, return_inverse=True)
    return number.ravel()
