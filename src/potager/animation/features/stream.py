"""What is known of a pair of people just before a moment: features that follow the talk as it goes, one word at a time.

Nothing of the moment itself or of what comes after is seen: words with the same time are taken in together, after
whatever is asked about that time. Numbers are plain (counts, seconds, shares), so that a reason can be read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

HOUR, DAY = 3600.0, 86400.0
HALF_LIVES = (HOUR, 8 * HOUR, 2 * DAY, 14 * DAY)  # an exchange, a day, some days, some weeks
NEVER = 1e12  # seconds, where something has not happened
FAR = 40  # contacts further back than this are all equally far

# Who spoke to whom: the pair's own talk both ways, then all that each of them said and heard.
SORTS = ("there", "back", "source_said", "source_heard", "target_said", "target_heard")
DECAYED = ("hour", "8_hours", "2_days", "14_days")
PER_SORT = ("count", "since", *DECAYED)
OWN = (
    "source_age",
    "target_age",
    "source_last_with_target",
    "target_last_with_source",
    "target_rank_for_source",
    "source_rank_for_target",
    "common",
    "common_recent",
    "common_rare",
    "common_best",
    "source_contacts",
    "target_contacts",
)
SHARES = ("share_of_source_said", "share_of_target_heard", "share_of_target_said")
LATEST = (
    "pair_since",
    "source_since",
    "target_since",
    "whose_word",
)  # 0 nobody's, 1 the source's, 2 the target's
NAMES = (*(f"{sort}_{what}" for sort in SORTS for what in PER_SORT), *OWN, *SHARES, *LATEST)

Words = tuple[int, int, float]  # who spoke, to whom, when in seconds
Record = list[float]  # count, time of the last, then the decayed counts as they were then
_NOTHING: Record = [0.0, 0.0, *(0.0 for _ in HALF_LIVES)]
_RATES = tuple(math.log(2) / life for life in HALF_LIVES)


class OutOfOrder(ValueError):
    """Words are told, and asked about, in the order of time."""


class Stream:
    """The talk among `people` (numbered from 0) up to the last time asked about."""

    def __init__(self, people: int) -> None:
        self.now = -math.inf
        self._waiting: list[Words] = []
        self._pairs: dict[tuple[int, int], Record] = {}
        self._said = [_NOTHING] * people
        self._heard = [_NOTHING] * people
        self._first = [math.inf] * people
        self._contacts: list[dict[int, float]] = [{} for _ in range(people)]  # the most recent last

    def tell(self, source: int, target: int, time: float) -> None:
        """Somebody spoke to somebody; known to whatever is asked about a later time."""
        self._come_to(time)
        self._waiting.append((source, target, time))

    def raw(self, source: int, target: int, time: float) -> list[float]:
        """The pair as plain records, before `time`; `finish` makes a table of features of many."""
        self._come_to(time)
        pairs, contacts, first = self._pairs, self._contacts, self._first
        near, far = contacts[source], contacts[target]
        return [
            *pairs.get((source, target), _NOTHING),
            *pairs.get((target, source), _NOTHING),
            *self._said[source],
            *self._heard[source],
            *self._said[target],
            *self._heard[target],
            time,
            time - first[source] if near else NEVER,
            time - first[target] if far else NEVER,
            near is not far and target == next(reversed(near), -1),
            near is not far and source == next(reversed(far), -1),
            _rank(near, target),
            _rank(far, source),
            *self._common(near, far, time),
            len(near),
            len(far),
        ]

    def _come_to(self, time: float) -> None:
        if time < self.now:
            raise OutOfOrder(f"{time} comes before {self.now}.")
        if time > self.now:
            for words in self._waiting:
                self._learn(*words)
            self._waiting.clear()
            self.now = time

    def _learn(self, source: int, target: int, time: float) -> None:
        pair = (source, target)
        self._pairs[pair] = _one_more(self._pairs.get(pair, _NOTHING), time)
        self._said[source] = _one_more(self._said[source], time)
        self._heard[target] = _one_more(self._heard[target], time)
        for one, other in (pair, pair[::-1]):
            self._first[one] = min(self._first[one], time)
            self._contacts[one].pop(other, None)
            self._contacts[one][other] = time

    def _common(
        self, near: dict[int, float], far: dict[int, float], time: float
    ) -> tuple[float, float, float, float]:
        """Contacts of both: how many, how recent, how rare (Adamic and Adar 2003, decayed), and the best of them."""
        rate, recent, rare, best = _RATES[-1], 0.0, 0.0, 0.0
        both = near.keys() & far.keys() if near and far else ()
        for other in both:
            closeness = math.exp(-rate * (2 * time - near[other] - far[other]))
            recent += closeness
            rare += closeness / math.log(len(self._contacts[other]) + 1)
            best = max(best, closeness)
        return float(len(both)), recent, rare, best


def finish(rows: Iterable[list[float]]) -> NDArray[np.float64]:
    """The features (rows, `NAMES`) of raw records."""
    raw = np.array(list(rows), dtype=np.float64).reshape(-1, len(SORTS) * len(PER_SORT) + 1 + len(OWN))
    per, width = len(PER_SORT), len(SORTS) * len(PER_SORT)
    time, records = raw[:, width], raw[:, :width].reshape(-1, len(SORTS), per)
    never = records[:, :, 0] == 0
    since = np.where(never, NEVER, time[:, None] - records[:, :, 1])
    out = np.empty((len(raw), len(NAMES)))
    sorts = out[:, :width].reshape(-1, len(SORTS), per)
    sorts[:, :, 0], sorts[:, :, 1] = records[:, :, 0], since
    sorts[:, :, 2:] = records[:, :, 2:] * np.exp(-since[:, :, None] * np.array(_RATES))
    out[:, width : width + len(OWN)] = raw[:, width + 1 :]
    counts = records[:, :, 0]
    out[:, -7:-4] = counts[:, (0, 0, 1)] / np.maximum(counts[:, (2, 5, 4)], 1)
    out[:, -4:-1] = since.reshape(-1, 3, 2).min(axis=2)
    out[:, -1] = np.where(out[:, -4] >= NEVER, 0, np.where(since[:, 0] < since[:, 1], 1, 2))
    return out


def _one_more(record: Record, time: float) -> Record:
    count, last, *decayed = record
    gap = time - last if count else 0.0
    return [
        count + 1,
        time,
        *(d * math.exp(-rate * gap) + 1 for d, rate in zip(decayed, _RATES, strict=True)),
    ]


def _rank(contacts: dict[int, float], other: int) -> float:
    """How many contacts are more recent than this one; twice `FAR` where they have never spoken."""
    if other not in contacts:
        return 2.0 * FAR
    recent: Iterator[int] = islice(reversed(contacts), FAR)
    return float(next((rank for rank, contact in enumerate(recent) if contact == other), FAR))
