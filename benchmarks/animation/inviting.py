"""Invite back: who would come back by themselves after a silence, and when it is worth a word.

Every week looks at whoever was there before: how long they have been silent, and whether they give a sign of life
within 14 days. Tables and odds are learnt on the first 60 % of the weeks and tried on the rest. The help channel is no
use here: its days are single ones out of fourteen years.
"""

import numpy as np

from .networks import COLLEGE, EMAIL, NoData, load
from .table import show

from potager.animation import rhythms  # isort: skip  (networks makes it known where it is)

LEARNT = 0.6
LAST_DAY = {EMAIL: 526}  # after it there is next to nothing for 277 days
SHORT, LONG = 3, 60  # days of silence that are looked at when signals are compared
LEAST_GAIN = 0.01  # AUC of ours above silence alone


def main() -> int:
    found = []
    for name in (COLLEGE, EMAIL):
        try:
            person, day = days_of(name)
        except NoData as reason:
            print(f"Skipped: {reason}")
            continue
        found.append(signals(name, person, day))
        show(f"{name}: came back within 14 days, by days of silence", HEAD, silences(person, day))
        show(
            f"{name}: when to invite, of people with at least {rhythms.FEWEST_DAYS} days",
            WHEN,
            moments(person, day),
        )
    if found:
        show(f"Who comes back, silent for {SHORT} to {LONG} days (AUC, later weeks)", SIGNALS, found)
    print(f"Aim: ours at least {LEAST_GAIN} above the length of the silence alone, on each.")
    return int(any(float(row[-1]) < float(row[3]) + LEAST_GAIN for row in found))


def days_of(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Who wrote on which day, each once."""
    network = load(name)
    day = (network.time // 86_400).astype(np.int64)
    kept = day <= LAST_DAY.get(name, day.max())
    person, day = np.unique(np.stack((network.source[kept], day[kept])), axis=1)
    return person, day


HEAD = ("days", "seen", "came back", "chance", "as the table has it")
SIGNALS = ("network", "silences", "come back", "silence", "typical gap", "silence / gap", "days", "ours")
WHEN = ("invited when", "silences", "come back unasked", "gone for 60 days", "of whoever goes for 60 days")


def silences(person: np.ndarray, day: np.ndarray) -> list[list[object]]:
    rows = rhythms.returns_of(person, day).by_silence
    return [
        [_span(row), row.seen, row.back, f"{row.back / max(1, row.seen):.3f}", f"{row.value:.3f}"]
        for row in rows
    ]


def _span(row: rhythms.Row) -> str:
    return f"{row.least} and more" if row.most == np.inf else f"{row.least} to {row.most:.0f}"


def signals(name: str, person: np.ndarray, day: np.ndarray) -> list[object]:
    """AUC of each signal by itself, and of ours, on weeks that were not learnt from."""
    weeks = range(int(day.min()) + 7, int(day.max()) - rhythms.WITHIN + 1, 7)
    cut = weeks[int(len(weeks) * LEARNT)]
    known = day < cut
    ours = rhythms.returns_of(person[known], day[known])
    looked = [(at, rhythms.look(person, day, at)) for at in weeks if at >= cut]
    silence, days, gap, is_back = [], [], [], []
    for at, week in looked:
        here = (week.silence >= SHORT) & (week.silence <= LONG)
        silence += week.silence[here].tolist()
        days += week.days[here].tolist()
        gap += [gap_of(person, day, one, at) for one in week.person[here]]
        is_back += week.is_back[here].tolist()
    back = np.array(is_back)
    typical = np.array([one or rhythms.UNKNOWN_GAP for one in gap])
    away, often = np.array(silence, dtype=float), np.array(days, dtype=float)
    chance = np.array([ours.chance(*one) for one in zip(silence, days, strict=True)])
    values = (-away, -typical, -away / typical, often, chance)
    return [name, len(back), f"{back.mean():.3f}", *(f"{auc(value, back):.3f}" for value in values)]


def gap_of(person: np.ndarray, day: np.ndarray, who: int, at: int) -> float:
    """`person` is in ascending order, and so are the days of each."""
    first, last = np.searchsorted(person, [who, who + 1])
    theirs = day[first:last]
    return rhythms.gap_of(theirs[theirs <= at].tolist())


def auc(score: np.ndarray, truth: np.ndarray) -> float:
    """How often somebody who came back has more than somebody who did not; a tie counts half."""
    from scipy.stats import rankdata

    good = int(truth.sum())
    ranks = rankdata(score)[truth].sum() - good * (good + 1) / 2
    return float(ranks / (good * (len(truth) - good)))


def moments(person: np.ndarray, day: np.ndarray) -> list[list[object]]:
    """For rules of when to invite: how many are disturbed for nothing, how many who go for long would be met."""
    spans = ((3, 7), (8, 14), (15, 20), (21, 30))
    rules = {f"silent for {a} to {b} days": _silent(a, b) for a, b in spans}
    rules["in the second week beyond their habit (ours)"] = _is_right
    begin, end = int(day.min()) + 28, int(day.max()) - 60
    caught: dict[str, list[tuple[bool, bool]]] = {name: [] for name in rules}
    met: dict[str, set[tuple[int, int]]] = {name: set() for name in rules}
    gone: set[tuple[int, int]] = set()
    for one in np.unique(person).tolist():
        theirs = day[np.searchsorted(person, one) : np.searchsorted(person, one + 1)]
        gone |= {(one, int(last)) for last in _long(theirs, begin, int(day.max()))}
        for at in range(begin, end + 1, 7):
            _ask(rules, caught, met, (one, theirs, at))
    rows = []
    for name, seen in caught.items():
        many = max(1, len(seen))
        back, away = sum(back for back, _away in seen) / many, sum(away for _back, away in seen) / many
        rows.append(
            [
                name,
                len(seen),
                f"{back:.3f}",
                f"{away:.3f}",
                f"{len(met[name] & gone) / max(1, len(gone)):.3f}",
            ]
        )
    return rows


def _silent(least: int, most: int):
    return lambda silence, _gap, days: days >= rhythms.FEWEST_DAYS and least <= silence <= most


def _is_right(silence: float, gap: float, days: int) -> bool:
    return rhythms.right_moment(silence, gap, days) == "right"


def _long(theirs: np.ndarray, begin: int, newest: int) -> list[int]:
    """The last days before silences of more than 60 days, of somebody who had a habit."""
    ends = np.append(theirs[1:], newest + 1)
    number = np.arange(1, len(theirs) + 1)
    long = (
        (ends - theirs > 60) & (number >= rhythms.FEWEST_DAYS) & (theirs >= begin) & (theirs <= newest - 60)
    )
    return theirs[long].tolist()


def _ask(rules, caught, met, looked) -> None:
    one, theirs, at = looked
    before = theirs[theirs <= at]
    if len(before) == 0 or before[-1] == at:
        return
    after = theirs[theirs > at]
    silence, gap = int(at - before[-1]), rhythms.gap_of(before.tolist()[-11:])
    returns = int(after[0] - at) if len(after) else 10**6
    for name, rule in rules.items():
        if rule(silence, gap, len(before)):
            caught[name].append((returns <= rhythms.WITHIN, returns > 60 - silence))
            met[name].add((one, int(before[-1])))


if __name__ == "__main__":
    raise SystemExit(main())
