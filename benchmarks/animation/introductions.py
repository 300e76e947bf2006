"""Whom to introduce: pairs that have never spoken to each other, in either direction, ranked each morning.

- Scores are frozen at the beginning of each day: they know what was said before it, whole days being cut at the first
  word's hour. All pairs of people who took part before and never spoke are candidates; a scorer that does not
  look at a pair puts it last.
- Learnt from the days up to the quantile .70 of the messages; judged on each later day on which somebody speaks with
  somebody for the first time (the tail of the e-mail network, months almost without mail, has few such days).
- *Precision at 10*: of the ten best pairs of all, how many come to speak on that day, and within four weeks; the
  mean over days. *Chance* is the share of all candidates that do. *MRR*: for each person who speaks with somebody new
  on that day, one over the rank of the best placed of these among all whom they have never spoken to; the mean over
  all such people of all days; equal scores share their mean rank.
- The baselines rank by the sum over common contacts of 0.5 ^ ((days since one spoke with them + days since the other
  did) / half-life), and by Adamic and Adar (2003). Ours is held against the best of five half-lives *on the days that
  are judged*, which is more than the baseline could know.
- *Ours* learns from every second day of the training part which pairs came to speak within a week. *As the desk learns
  it* is the product's own procedure: on the first day judged, and every four weeks, it looks back six times four weeks
  from the ties it keeps (`learnt_from`), and knows nothing else of the past: of together neither.
- *Together*: in mail, to have got the same message; in a community, to have written in the same topic on the same day.
  It says more in mail than it can in a community, so there is a row without.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_array

from .mornings import DAY, Morning, Mornings
from .networks import COLLEGE, EMAIL, Network, load, others
from .table import show

from potager.animation.features import Circles, Pairs, learnt_from, pairs_never_linked  # isort: skip
from potager.animation.features.learning import ROUNDS  # isort: skip
from potager.animation.scoring import Additive  # isort: skip

BEST = 10
WITHIN = (1, 28)  # days, the judged one the first of them
LEARN_WITHIN = 7
LIVES = (1.0, 3.0, 7.0, 14.0, 60.0)
EACH, MOST = 60, 10**6  # candidates of ours: wide, for the sake of MRR
EXAMPLES = 500  # of a day, that did not come to speak
RELEARN = 28  # days
AIM = 2.0  # times the best of the common recent contacts
LAST = -1e9
Rank = Callable[[Morning, Circles, Pairs], np.ndarray]


@dataclass
class Judged:
    """What a scorer got on all the days judged."""

    precision: dict[int, list[float]] = field(default_factory=lambda: {days: [] for days in WITHIN})
    reciprocal: list[float] = field(default_factory=list)


def taken(morning: Morning) -> np.ndarray:
    """Pairs, people × people, that are no candidates: those who spoke, those nobody knows, and each with themselves."""
    people = len(morning.known)
    found = ~(morning.known[:, None] & morning.known)
    one, other = np.divmod(morning.linked, people)
    found[one, other] = found[other, one] = True
    np.fill_diagonal(found, True)
    return found


def common_recent(half_life: float) -> Rank:
    """The baseline: common contacts, by how lately both spoke with them."""

    def rank(_: Morning, circles: Circles, __: Pairs) -> np.ndarray:
        fresh = _matrix(circles, 0.5 ** (circles.quiet / half_life))
        return fresh @ fresh

    return rank


def adamic_adar(_: Morning, circles: Circles, __: Pairs) -> np.ndarray:
    """Common contacts, the rarer the better."""
    ones = _matrix(circles, np.ones(len(circles.key)))
    rare = 1 / np.log(np.maximum(circles.size(), 2))
    return (ones * rare[None, :]).tocsr() @ ones


def _matrix(circles: Circles, values: np.ndarray) -> csr_array:
    return csr_array((values, (circles.one, circles.other)), shape=(circles.people, circles.people))


def by(scorer: Additive, *, alone: bool = False) -> Rank:
    """Our own: the candidates by an additive scorer; `alone`: only those with a common contact."""

    def rank(_: Morning, circles: Circles, pairs: Pairs) -> np.ndarray:
        table = np.full((circles.people, circles.people), LAST, np.float32)
        scores = scorer.score(pairs.x)
        if alone:
            scores = np.where(pairs.column("common") > 0, scores, LAST)
        table[pairs.source, pairs.target] = table[pairs.target, pairs.source] = scores
        return table

    return rank


def judge(
    net: Network, morning: Morning, scores: csr_array | np.ndarray, no: np.ndarray, into: Judged
) -> None:
    """Add one day: symmetric scores of all pairs but those of `no` are judged."""
    table = np.asarray(scores.todense() if isinstance(scores, csr_array) else scores, dtype=np.float32)
    table[no] = -np.inf
    best = np.argpartition(-table.ravel(), 2 * BEST)[: 2 * BEST]  # each pair stands there twice
    best = best[np.argsort(-table.ravel()[best], kind="stable")]
    one, other = np.divmod(best, net.people)
    keys = list(dict.fromkeys((np.minimum(one, other) * net.people + np.maximum(one, other)).tolist()))[:BEST]
    for days in WITHIN:
        into.precision[days].append(float(np.isin(keys, morning.new(days)).mean()))
    one, other = np.divmod(morning.new(1), net.people)
    for person in np.union1d(one, other):
        met = np.concatenate([other[one == person], one[other == person]])
        row, top = table[person], table[person, met].max()
        into.reciprocal.append(1 / (1 + (row > top).sum() + ((row == top).sum() - 1) / 2))


@dataclass(frozen=True)
class Examples:
    """Pairs on days of the training part: what was known of them, and whether they came to speak."""

    names: tuple[str, ...]
    x: np.ndarray
    spoke: np.ndarray
    weight: np.ndarray

    def teach(self, *, without: tuple[str, ...] = ()) -> Additive:
        """A scorer that does not look at some features."""
        x = self.x.copy()
        x[:, [self.names.index(name) for name in without]] = 0
        return Additive.fit(x, self.spoke, weight=self.weight, names=self.names, rounds=ROUNDS)


def judged_from(net: Network) -> int:
    """The first day that is judged: what comes before is learnt from."""
    return int(np.quantile(net.time, 0.70) // DAY)


@lru_cache
def examples_of(net: Network) -> Examples:
    """Every second day of the training part of which the outcome belongs to it; the first tenth knows too little."""
    end = judged_from(net)
    chance = np.random.default_rng(0)
    x, spoke, weight = [], [], []
    mornings = Mornings(net)
    for day in mornings:
        if day + LEARN_WITHIN > end:
            break
        if day % 2 or day < end // 10:
            continue
        morning = mornings.morning(day)
        pairs = candidates_of(morning)
        came = np.isin(pairs.source * net.people + pairs.target, morning.new(LEARN_WITHIN))
        others = np.flatnonzero(~came)
        some = chance.choice(others, min(EXAMPLES, len(others)), replace=False)
        x += [pairs.x[came], pairs.x[some]]
        spoke += [np.ones(came.sum()), np.zeros(len(some))]
        weight += [np.ones(came.sum()), np.full(len(some), len(others) / max(len(some), 1))]
    return Examples(pairs.names, *(np.concatenate(part) for part in (x, spoke, weight)))


def candidates_of(morning: Morning, eligible: np.ndarray | None = None, *, each: int = EACH) -> Pairs:
    """The pairs that ours looks at, with what is known of them."""
    allowed = morning.known if eligible is None else eligible
    return pairs_never_linked(
        morning.graph, eligible=allowed, together=morning.together, each=each, most=MOST
    )


def measure(net: Network) -> tuple[dict[str, Judged], dict[int, float], int]:
    """What each scorer got, chance by horizon, and on how many days."""
    end, past = judged_from(net), examples_of(net)
    scorers: dict[str, Rank] = {
        f"recent common contacts, {life:g} days": common_recent(life) for life in LIVES
    }
    scorers |= {"Adamic-Adar": adamic_adar, "ours": by(past.teach())}
    scorers["ours, without together"] = by(past.teach(without=("together",)), alone=True)
    found: dict[str, Judged] = {name: Judged() for name in (*scorers, "ours, as the desk learns it")}
    chance: dict[int, list[float]] = {days: [] for days in WITHIN}
    mornings, relearn = Mornings(net), end
    for day in mornings:
        if day < end:
            continue
        morning = mornings.morning(day)
        if not len(morning.new(1)):
            continue
        if day >= relearn:
            learnt, relearn = learnt_from(morning.graph), day + RELEARN
            scorers["ours, as the desk learns it"] = by(learnt) if learnt else common_recent(14)
        circles, pairs = Circles.of(morning.graph), candidates_of(morning)
        known, no = int(morning.known.sum()), taken(morning)
        for days in WITHIN:
            chance[days].append(len(morning.new(days)) / (known * (known - 1) / 2 - len(morning.linked)))
        for name, rank in scorers.items():
            judge(net, morning, rank(morning, circles, pairs), no, found[name])
    return found, {days: float(np.mean(shares)) for days, shares in chance.items()}, len(chance[1])


def table(net: Network) -> float:
    """Print one network's; how many times the best baseline ours is, on the day itself."""
    found, chance, days = measure(net)
    means = {name: {n: float(np.mean(p)) for n, p in one.precision.items()} for name, one in found.items()}
    aa = means["Adamic-Adar"]
    rows = [("chance", f"{chance[1]:.3%}", "", "", f"{chance[28]:.3%}", "", "", "")]
    for name, one in found.items():
        cells = []
        for n in WITHIN:
            over_aa = f"{means[name][n] / aa[n]:.1f}" if aa[n] else "-"
            cells += [f"{means[name][n]:.2%}", f"{means[name][n] / chance[n]:.0f}", over_aa]
        rows.append((name, *cells, f"{np.mean(one.reciprocal):.3f}"))
    head = ("", "P@10, that day", "× chance", "× AA", "P@10, in 28 days", "× chance", "× AA", "MRR")
    show(f"{net.name}: pairs that never spoke, {days} days", head, rows)
    for n in WITHIN:
        base = max(means[name][n] for name in means if name.startswith("recent"))
        print(f"Within {n} days: ours is {means['ours'][n] / base:.1f} × the best recent common contacts.")
    base = max(means[name][1] for name in means if name.startswith("recent"))
    return means["ours"][1] / base if base else 0.0


def main() -> int:
    """Both networks; the aim is of the first."""
    times = table(load(EMAIL))
    for name in (COLLEGE, *others):
        table(load(name))
    return int(times < AIM)
