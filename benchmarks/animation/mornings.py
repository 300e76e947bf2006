"""A network as it is known each morning: the graph of all that was said before that day, as a community's is kept."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .networks import Network

from potager.animation.features.circles import togetherness  # isort: skip
from scipy.sparse import csr_array  # isort: skip

DAY = 86_400.0
HALF_LIFE = 30.0  # days, of the strength of a tie
REACH = 60  # days back that togetherness looks


@dataclass(frozen=True)
class People:
    """Of each person: the first and the last day of anything they said (or, the first, heard), their usual pause."""

    members: range
    first: np.ndarray
    last: np.ndarray
    gap: np.ndarray
    words: np.ndarray


@dataclass(frozen=True)
class Frozen:
    """What `potager.animation.graph.Graph` holds; of how people turned to each other only that they wrote is known."""

    people: People
    now: float
    source: np.ndarray
    target: np.ndarray
    strength: np.ndarray
    first: np.ndarray
    last: np.ndarray
    answered: np.ndarray
    thanked: np.ndarray
    mentioned: np.ndarray
    cowrote: np.ndarray


@dataclass(frozen=True)
class Morning:
    """What is known when a day begins, and (for judging and for learning afterwards) who spoke for the first time when.

    `graph` has what features look at; `known` (people) who has taken part so far; `together` who got the same messages.
    The key of a pair is the smaller number × people + the greater; `wait` says in how many days the pairs of `keys`,
    not linked yet, will be: 0 is today.
    """

    day: int
    graph: Frozen
    known: np.ndarray
    together: csr_array
    linked: np.ndarray  # sorted keys of the pairs that have spoken
    keys: np.ndarray  # sorted keys of pairs of known people who will speak for the first time ...
    wait: np.ndarray  # ... and the days until then

    def new(self, days: int) -> np.ndarray:
        """Keys of the pairs of known people who speak for the first time within so many days from today."""
        return self.keys[self.wait < days]


class Mornings:
    """The days of a network, one after another; ties fade day by day."""

    def __init__(self, net: Network) -> None:
        self.net, self.when = net, net.time / DAY
        self.day = self.when.astype(np.int64)
        self.bounds = np.searchsorted(self.day, np.arange(self.day[-1] + 2))
        self.keys, self.tie = np.unique(net.source * net.people + net.target, return_inverse=True)
        self.links, self.met = _first_links(net, self.day)
        self.occasions = _occasions(net)
        self.strength, self.times = np.zeros(len(self.keys)), np.zeros(len(self.keys))
        self.first, self.last = np.full(len(self.keys), np.inf), np.full(len(self.keys), -np.inf)
        self.seen, self.spoke = np.full(net.people, np.inf), np.full(net.people, -np.inf)
        self.days, self.words = np.zeros(net.people), np.zeros(net.people)

    def __iter__(self) -> Iterator[int]:
        """Each day in turn, known as of its beginning."""
        for today in range(int(self.day[-1]) + 1):
            yield today
            self._live(today)

    def together(self, today: float) -> csr_array:
        """Who got the same messages before a day."""
        days = np.searchsorted(self.day, (today - REACH, today))
        recent = slice(*days.tolist())
        age = today - self.when[recent]
        return togetherness(self.net.target[recent], self.occasions[recent], age, self.net.people)

    def morning(self, today: int) -> Morning:
        """What is known this day, while iterating."""
        known, people = np.isfinite(self.seen), self.net.people
        left = (self.met >= today) & known[self.links // people] & known[self.links % people]
        return Morning(
            day=today,
            graph=self._graph(today, known),
            known=known,
            together=self.together(today),
            linked=self.links[self.met < today],
            keys=self.links[left],
            wait=self.met[left] - today,
        )

    def _graph(self, today: int, known: np.ndarray) -> Frozen:
        old, people = np.flatnonzero(np.isfinite(self.first)), self.net.people
        first = np.where(known, self.seen, today)
        last = np.where(np.isfinite(self.spoke), self.spoke, first)
        gap = np.where(self.days > 1, (last - first) / np.maximum(self.days - 1, 1), 0)
        none = np.zeros(len(old))
        return Frozen(
            people=People(range(people), first, last, gap, self.words.copy()),
            now=float(today),
            source=self.keys[old] // people,
            target=self.keys[old] % people,
            strength=self.strength[old],
            first=self.first[old],
            last=self.last[old],
            answered=self.times[old],
            thanked=none,
            mentioned=none,
            cowrote=none,
        )

    def _live(self, today: int) -> None:
        words = slice(int(self.bounds[today]), int(self.bounds[today + 1]))
        tie, when, source = self.tie[words], self.when[words], self.net.source[words]
        self.strength *= 0.5 ** (1 / HALF_LIFE)
        for into in (self.strength, self.times):
            np.add.at(into, tie, 1)
        np.minimum.at(self.first, tie, when)
        np.maximum.at(self.last, tie, when)
        for side in (source, self.net.target[words]):
            np.minimum.at(self.seen, side, when)
        np.maximum.at(self.spoke, source, when)
        np.add.at(self.words, source, 1)
        self.days[np.unique(source)] += 1


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
