"""How the weights of a gesture follow from what was decided: a pure function of the defaults and of the decisions.

A score is the weighted mean of signs. The chance that a proposal is made is read from it as σ(4 (score − ½)), and each
decision moves the weights one step along the gradient of the logistic loss (stochastic gradient descent, Bottou 2010)
in their logarithms, so that they stay above zero; a pull leads back toward the defaults, as an L2 penalty does. Signs
that were stronger than the whole of a proposal gain where it was made, and lose where it was refused. Since nothing
else counts, taking a decision back takes its lesson back exactly.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

STEP = 0.5  # of the logarithm of a weight, at most, for a decision that was wholly unforeseen
PULL = 0.02  # of the way back to the default, at each decision
FACTOR = 4.0  # between a quarter of its default and four times it
SHARPNESS = 4.0  # from a score to a chance: a score of 1 is a chance of .88


@dataclass(frozen=True)
class Lesson:
    """A proposal that was made (`is_good`), or refused because of what it proposed; its signs from 0 to 1."""

    signs: Mapping[str, float]
    is_good: bool


def limits(default: float) -> tuple[float, float]:
    """The least and the most that a weight may be."""
    return default / FACTOR, default * FACTOR


def bounded(value: float, default: float) -> float:
    """A weight within its limits."""
    least, most = limits(default)
    return min(most, max(least, value))


def learnt(defaults: Mapping[str, float], lessons: Iterable[Lesson]) -> dict[str, float]:
    """The weights after these lessons, in their order: those given for no lesson at all."""
    bends = dict.fromkeys(defaults, 0.0)  # logarithms of weight / default
    for lesson in lessons:
        bends = _after(defaults, bends, lesson)
    return {name: bounded(default * exp(bends[name]), default) for name, default in defaults.items()}


def _after(defaults: Mapping[str, float], bends: Mapping[str, float], lesson: Lesson) -> dict[str, float]:
    weights = {name: default * exp(bends[name]) for name, default in defaults.items()}
    total = sum(weights.values()) or 1.0
    score = sum(weights[name] * lesson.signs.get(name, 0.0) for name in weights) / total
    chance = 1 / (1 + exp(-SHARPNESS * (score - 0.5)))
    error = float(lesson.is_good) - chance
    most = log(FACTOR)
    found: dict[str, float] = {}
    for name, bend in bends.items():
        slope = SHARPNESS * weights[name] * (lesson.signs.get(name, 0.0) - score) / total
        found[name] = min(most, max(-most, bend * (1 - PULL) + STEP * error * slope))
    return found
