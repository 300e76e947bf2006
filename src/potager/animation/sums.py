"""What many signs make of people and ties: the arithmetic of the graph in bulk, as lived.py does it act by act.

Everything is summed drawer by drawer: DRAWER people whose keys follow one another, with all that they did. Moments
are microseconds since 1970-01-01 (int64); people are numbered within their drawer.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from potager.animation.lived import GAP_WEIGHT
from potager.animation.models import HALF_LIFE
from potager.journal.signs import SORTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWER = 256
DAY = 86_400_000_000  # in microseconds
NOTHING = np.iinfo(np.int64).min  # of a day: there was none
# One thing that one person did: `target` is the key of another person, 0 where it only tells that somebody was there.
# `sort`: the place of a way to turn to somebody in SORTS, SORTS + 1 for words; `count`: 1, or -1 to take that back.
RECORD = np.dtype([("who", "u1"), ("sort", "u1"), ("count", "i1"), ("target", "<u4"), ("at", "<i8")])
SILENT, WORDS = len(SORTS), len(SORTS) + 1


class People:
    """What is known of the people of a drawer, as arrays of length DRAWER; see models.Person."""

    def __init__(self) -> None:
        self.first = np.full(DRAWER, np.iinfo(np.int64).max)
        self.last = np.full(DRAWER, NOTHING)
        self.acts, self.words, self.days, self.seasons = (np.zeros(DRAWER, np.int64) for _ in range(4))
        self.gap = np.zeros(DRAWER)
        self._day = np.full(DRAWER, NOTHING)  # the newest that was counted

    def add(self, records: "NDArray[Any]") -> None:
        """Add what they did, in the order of the journal."""
        records = records[records["target"] == 0]
        who, at = records["who"].astype(np.int64), records["at"]
        np.minimum.at(self.first, who, at)
        np.maximum.at(self.last, who, at)
        self.acts += np.bincount(who, minlength=DRAWER)
        self.words += np.bincount(who[records["sort"] == WORDS], minlength=DRAWER)
        np.bitwise_or.at(self.seasons, who, np.int64(1) << _season(at))
        order = np.argsort(who, kind="stable")
        self._count_days(who[order], at[order] // DAY)

    def _count_days(self, who: "NDArray[Any]", day: "NDArray[Any]") -> None:
        """Count the days later than all before; `who` is sorted."""
        if not len(who):
            return
        starts = np.flatnonzero(np.diff(who, prepend=-1))
        known = np.maximum(self._day[who[starts]], -(2**30))
        far = 2**31 * who  # more than any two days lie apart: nobody's days reach into those of the next
        newest = far + day
        newest[starts] = np.maximum(newest[starts], far[starts] + known)
        newest = np.maximum.accumulate(newest) - far
        before = np.empty_like(newest)
        before[1:], before[starts] = newest[:-1], known
        is_new = day > before
        who, pause = who[is_new], (day - before)[is_new]
        self.days += np.bincount(who, minlength=DRAWER)
        np.maximum.at(self._day, who, day[is_new])
        is_first = before[is_new] <= -(2**30)
        self._average(who[~is_first], pause[~is_first])

    def _average(self, who: "NDArray[Any]", pause: "NDArray[Any]") -> None:
        """Exponentially weighted mean of the pauses of each: the newest counts GAP_WEIGHT, the first ever all."""
        if not len(who):
            return
        starts = np.flatnonzero(np.diff(who, prepend=-1))
        many = np.bincount(who, minlength=DRAWER)
        rank = np.arange(len(who)) - np.repeat(starts, np.diff(starts, append=len(who)))
        weight = np.where((rank == 0) & (self.gap[who] == 0), 1.0, GAP_WEIGHT)
        weight *= (1 - GAP_WEIGHT) ** (many[who] - 1 - rank)
        new = np.bincount(who, weights=weight * pause, minlength=DRAWER)
        self.gap = self.gap * (1 - GAP_WEIGHT) ** many + new


class Ties:
    """To whom the people of a drawer turned; see models.Tie. Arrays of one length, by `who` and `target`."""

    def __init__(self) -> None:
        self.key = np.empty(0, np.int64)  # who * 2**32 + target
        self.first = self.last = self.key
        self.strength = np.empty(0)
        self.counts = np.empty((0, len(SORTS)), np.int64)

    def add(self, records: "NDArray[Any]") -> None:
        """Add to whom they turned, in whatever order."""
        records = records[records["target"] != 0]
        key = (records["who"].astype(np.int64) << 32) | records["target"]
        counts = np.zeros((len(records), len(SORTS)), np.int64)
        counts[np.arange(len(records)), records["sort"]] = records["count"]
        at = records["at"]
        self._sum(
            np.concatenate([self.key, key]),
            np.concatenate([self.first, at]),
            np.concatenate([self.last, at]),
            np.concatenate([self.strength, records["count"].astype(float)]),
            np.concatenate([self.counts, counts]),
        )

    def _sum(
        self,
        key: "NDArray[Any]",
        first: "NDArray[Any]",
        last: "NDArray[Any]",
        strength: "NDArray[Any]",
        counts: "NDArray[Any]",
    ) -> None:
        if not len(key):
            return
        order = np.argsort(key, kind="stable")
        key, last = key[order], last[order]
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        newest = np.maximum.reduceat(last, starts)
        since = np.repeat(newest, np.diff(starts, append=len(key))) - last
        left = strength[order] * 0.5 ** (since / (DAY * HALF_LIFE))
        self.key, self.last = key[starts], newest
        self.first = np.minimum.reduceat(first[order], starts)
        self.strength = np.add.reduceat(left, starts)
        self.counts = np.add.reduceat(counts[order], starts)

    @property
    def who(self) -> "NDArray[Any]":
        """Whose ties they are, as numbers within the drawer."""
        return self.key >> 32

    @property
    def target(self) -> "NDArray[Any]":
        """The keys of those to whom they turned."""
        return self.key & 0xFFFF_FFFF


def _season(at: "NDArray[Any]") -> "NDArray[Any]":
    """As models.season_of."""
    months = at.astype("M8[us]").astype("M8[M]").astype(np.int64)
    return (months // 3 - 30 * 4) % 63
