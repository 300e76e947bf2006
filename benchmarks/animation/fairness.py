"""How introductions are spread over people, beside how many of them come true.

On each day judged (as in `introductions`) seven pairs are proposed, among people who did something in the last 30 days.
*Alone*: the seven best by the learnt scorer. *Nobody twice*: the best of which neither was proposed within a week, as
the desk has it. *Quiet first*: the same, with what the desk adds to a score for quiet voices (`QUIET` × how quiet the
quieter of the two is). The scorer's chance is divided by the day's greatest, so that both run from 0 to 1. *By hand*:
the rule of a desk that has learnt nothing, common contacts of the last weeks, with the same limits. *By lot*: any of
the candidates, with the same limits.

- *Come true*: of the proposed pairs, how many spoke with each other on that day, and within four weeks.
- *Quietest half*: of all places in proposals, how many went to the half of the people there (each day) who had said
  the least so far; .5 would be even. *Newcomers*: the same for people who came within 30 days, beside their share
  of the people there.
- *Gini* of how often each person who was there on a day judged was proposed: 0 if all as often, 1 if it is always
  the same. *People*: how many different ones.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field

import django
import numpy as np

from .introductions import candidates_of, examples_of, judged_from
from .mornings import Morning, Mornings
from .networks import COLLEGE, EMAIL, Network, load, others
from .table import show

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
django.setup()

from potager.animation.choosing import QUIET, quietness  # noqa: E402
from potager.animation.drawing.voices import gini_of  # noqa: E402
from potager.animation.features import Pairs  # noqa: E402

A_DAY, WEEK, HERE = 7, 7, 30  # proposals; days; days
EACH = 15  # candidates of each person
ENOUGH = 1.5  # common contacts, recent, that count as many
Score = Callable[[Pairs], np.ndarray]


@dataclass
class Rule:
    """A way of choosing, and what it chose so far."""

    score: Score  # from 0 to 1
    is_limited: bool = True
    quiet: float = 0.0
    came: dict[int, list[float]] = field(default_factory=lambda: {1: [], 28: []})
    places: list[tuple[bool, bool]] = field(default_factory=list)  # of the quietest half, a newcomer
    times: dict[int, int] = field(default_factory=dict)
    last: dict[int, int] = field(default_factory=dict)

    def choose(self, pairs: Pairs, quiet: np.ndarray, day: int) -> np.ndarray:
        """The pairs proposed on a day."""
        worth = self.score(pairs) + self.quiet * np.maximum(quiet[pairs.source], quiet[pairs.target])
        chosen: list[int] = []
        for at in np.argsort(-worth, kind="stable"):
            ends = int(pairs.source[at]), int(pairs.target[at])
            if self.is_limited and any(day - self.last.get(one, -WEEK) < WEEK for one in ends):
                continue
            self.last.update(dict.fromkeys(ends, day))
            chosen.append(int(at))
            if len(chosen) == A_DAY:
                break
        return np.array(chosen, np.int64)


def measure(net: Network) -> tuple[dict[str, Rule], float, int]:
    """What each rule chose, the share of newcomers among those there, and the number of people there on any day."""
    learnt, chance = examples_of(net).teach(), np.random.default_rng(0)

    def ours(pairs: Pairs) -> np.ndarray:
        likely = learnt.chance(pairs.x)
        return likely / max(likely.max(initial=0.0), 1e-9)

    def by_hand(pairs: Pairs) -> np.ndarray:
        return np.minimum(pairs.column("common_recent_14") / ENOUGH, 1.0)

    rules = {
        "by lot": Rule(lambda pairs: chance.random(len(pairs.source))),
        "alone": Rule(ours, is_limited=False),
        "nobody twice": Rule(ours),
        "quiet first": Rule(ours, quiet=QUIET),
        "by hand, nobody twice": Rule(by_hand),
        "by hand, quiet first": Rule(by_hand, quiet=QUIET),
    }
    mornings, end, new, there = Mornings(net), judged_from(net), [], set()
    for day in mornings:
        if day < end:
            continue
        morning = mornings.morning(day)
        if not len(morning.new(1)):
            continue
        people = morning.graph.people
        here = morning.known & (people.last >= day - HERE)
        there |= set(np.flatnonzero(here).tolist())
        new.append(float((people.first[here] >= day - HERE).mean()))
        pairs = candidates_of(morning, here, each=EACH)
        for rule in rules.values():
            propose(net, morning, rule, here, pairs)
    return rules, float(np.mean(new)), len(there)


def propose(net: Network, morning: Morning, rule: Rule, here: np.ndarray, pairs: Pairs) -> None:
    """One day of one rule."""
    people, inside = morning.graph.people, np.flatnonzero(here)
    quiet = np.zeros(net.people)
    quiet[inside] = quietness(people.words[inside].astype(int).tolist())
    order = np.argsort(people.words[inside], kind="stable")
    quietest = set(inside[order[: len(inside) // 2]].tolist())
    chosen = rule.choose(pairs, quiet, morning.day)
    keys = pairs.source[chosen] * net.people + pairs.target[chosen]
    for days, came in rule.came.items():
        came += np.isin(keys, morning.new(days)).tolist()
    for one in (*pairs.source[chosen].tolist(), *pairs.target[chosen].tolist()):
        rule.places.append((one in quietest, bool(people.first[one] >= morning.day - HERE)))
        rule.times[one] = rule.times.get(one, 0) + 1


def table(net: Network) -> None:
    """Print one network's."""
    rules, new, there = measure(net)
    rows = []
    for name, rule in rules.items():
        quiet, newcomers = np.mean(rule.places, axis=0)
        times = [*rule.times.values(), *[0] * (there - len(rule.times))]
        came = (f"{np.mean(rule.came[days]):.2%}" for days in (1, 28))
        rows.append(
            (name, *came, f"{quiet:.2f}", f"{newcomers:.2f}", f"{gini_of(times):.2f}", len(rule.times))
        )
    head = (
        "",
        "that day",
        "in 28 days",
        "quietest half",
        f"newcomers (of {new:.2f})",
        "Gini",
        f"people (of {there})",
    )
    show(f"{net.name}: {A_DAY} introductions a day", head, rows)


def main() -> int:
    """Both networks. There is no aim: what is fair is for people to say."""
    for name in (EMAIL, COLLEGE, *others):
        table(load(name))
    return 0
