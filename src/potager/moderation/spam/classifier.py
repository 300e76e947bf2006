"""Naive Bayes, multinomial, over features that count once per text (McCallum and Nigam 1998; Metsis et al. 2006)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SMOOTH = 0.5  # of a feature, before it was ever seen
VOCABULARY = 20_000  # how many features there are thought to be
MOST_TELLING = 40  # features that have a say: a long text is not condemned for its length
LEAST_TELLING = 0.3  # natural logarithms; words that say less say nothing


@dataclass
class Counts:
    """How often each feature stood in texts of either sort."""

    features: dict[int, tuple[int, int]] = field(default_factory=dict)  # spam, ham
    spam: int = 0  # features in all spam, each once per text
    ham: int = 0

    def learn(self, keys: Iterable[int], *, is_spam: bool) -> None:
        """Count one more text."""
        for key in keys:
            spam, ham = self.features.get(key, (0, 0))
            self.features[key] = (spam + is_spam, ham + (not is_spam))
            self.spam, self.ham = self.spam + is_spam, self.ham + (not is_spam)


def log_odds(keys: Iterable[int], counts: Counts, learnt: Mapping[int, tuple[int, int]] | None = None,
             totals: tuple[int, int] = (0, 0)) -> float:  # fmt: skip
    """The natural logarithm of "spam : not spam", both equally frequent before looking; 0 knows nothing.

    `learnt` and `totals` are counted in addition to `counts`, so that neither has to be copied.
    """
    learnt = learnt or {}
    all_spam = counts.spam + totals[0] + SMOOTH * VOCABULARY
    all_ham = counts.ham + totals[1] + SMOOTH * VOCABULARY
    told: list[float] = []
    for key in keys:
        spam, ham = (
            a + b for a, b in zip(counts.features.get(key, (0, 0)), learnt.get(key, (0, 0)), strict=True)
        )
        if spam or ham:
            told.append(math.log((spam + SMOOTH) / all_spam) - math.log((ham + SMOOTH) / all_ham))
    telling = sorted((one for one in told if abs(one) >= LEAST_TELLING), key=abs, reverse=True)
    return math.fsum(telling[:MOST_TELLING])
