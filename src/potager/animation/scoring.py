"""The scorer: a sum of readable tables, one per feature, so that every score can be taken apart again.

Each feature is cut into bins at its quantiles; a table says how much each bin speaks for (above zero) or against
(below zero). The tables are grown by gradient boosting of stumps on the logistic loss (Friedman 2001; additive as in
Lou, Caruana and Gehrke 2012), so there are no interactions: a score is the base plus one number per feature, and
those numbers are the reasons. Only the order of a feature's values counts, never its unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
BINS = 48
ROUNDS = 1200
RATE = 0.08
RESTRAINT = 5.0  # what is added to each leaf's weight, so that few examples say little
SHARE = 4  # a round looks at one feature in four


class BadExamples(ValueError):
    """What was given cannot be learnt from or scored; the subclass says why."""


class WrongShape(BadExamples):
    """The table does not have one row per label or weight, or one column per name."""


class NotFinite(BadExamples):
    """The table, the labels or the weights hold a number that is not finite."""


class OneSided(BadExamples):
    """All the examples that weigh anything have the same label, or a label is neither 0 nor 1."""


@dataclass(frozen=True)
class Additive:
    """A fitted scorer: `tables[j][k]` is what bin k of feature j contributes, in log-odds.

    `edges[j]` cuts feature j: bin k holds the values from edges[j][k - 1] (included) to edges[j][k] (excluded).
    Tables are centred on the examples they were learnt from: a contribution of zero is the usual case.
    """

    names: tuple[str, ...]
    edges: tuple[Floats, ...]
    tables: tuple[Floats, ...]
    base: float

    def contributions(self, x: ArrayLike) -> Floats:
        """What each feature contributes: (rows, features), in log-odds."""
        rows = _table(x, len(self.names))
        out = np.empty(rows.shape)
        for j, (cuts, table) in enumerate(zip(self.edges, self.tables, strict=True)):
            out[:, j] = table[np.searchsorted(cuts, rows[:, j], side="right")]
        return out

    def score(self, x: ArrayLike) -> Floats:
        """The log-odds of each row."""
        rows = _table(x, len(self.names))
        total = np.full(len(rows), self.base)
        for j, (cuts, table) in enumerate(zip(self.edges, self.tables, strict=True)):
            if len(cuts):
                total += table[np.searchsorted(cuts, rows[:, j], side="right")]
        return total

    def chance(self, x: ArrayLike) -> Floats:
        """The score of each row as a number from 0 to 1, as likely as it was among the examples."""
        chances: Floats = 1 / (1 + np.exp(-np.clip(self.score(x), -700, 700)))
        return chances

    def explain(self, row: ArrayLike) -> list[tuple[str, float]]:
        """What each feature of a row contributes, the weightiest first; with the base they are its score."""
        parts = self.contributions(np.asarray(row, dtype=np.float64).reshape(1, -1))[0]
        order = np.argsort(-np.abs(parts), kind="stable")
        return [(self.names[j], float(parts[j])) for j in order]

    def weight_of(self) -> dict[str, float]:
        """How far each feature can move a score: the distance between its table's ends, in log-odds."""
        return {name: float(np.ptp(table)) for name, table in zip(self.names, self.tables, strict=True)}

    def as_json(self) -> dict[str, Any]:
        """Names, cuts and tables as plain lists and numbers."""
        return {
            "base": self.base,
            "features": [
                {"name": name, "edges": cuts.tolist(), "table": table.tolist()}
                for name, cuts, table in zip(self.names, self.edges, self.tables, strict=True)
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Additive:
        """The scorer that `as_json` wrote. Raises `WrongShape` where a table does not fit its cuts."""
        edges = tuple(np.asarray(f["edges"], dtype=np.float64) for f in data["features"])
        tables = tuple(np.asarray(f["table"], dtype=np.float64) for f in data["features"])
        if any(len(table) != len(cuts) + 1 for cuts, table in zip(edges, tables, strict=True)):
            raise WrongShape("A table has one bin more than cuts.")
        return cls(tuple(f["name"] for f in data["features"]), edges, tables, float(data["base"]))

    @classmethod
    def fit(
        cls,
        x: ArrayLike,
        y: ArrayLike,
        *,
        names: Sequence[str],
        weight: ArrayLike | None = None,
        rounds: int = ROUNDS,
        seed: int = 0,
    ) -> Additive:
        """Learn from examples: x (rows, features), y 0 or 1, a weight each. The same input gives the same scorer.

        Raises `WrongShape`, `NotFinite` or `OneSided`.
        """
        rows = _table(x, len(names))
        labels, weights = _labels(y, weight, len(rows))
        edges = tuple(_cuts(rows[:, j]) for j in range(len(names)))
        bins = [np.searchsorted(cuts, rows[:, j], side="right") for j, cuts in enumerate(edges)]
        tables, base = _boost(bins, edges, labels, weights, rounds=rounds, seed=seed)
        for j, table in enumerate(tables):
            usual = float(np.average(table[bins[j]], weights=weights))
            table -= usual
            base += usual
        return cls(tuple(names), edges, tuple(tables), base)


def _table(x: ArrayLike, width: int) -> Floats:
    rows = np.asarray(x, dtype=np.float64)
    if rows.ndim != 2 or rows.shape[1] != width:
        raise WrongShape(f"Expected {width} columns, got a table of shape {rows.shape}.")
    if not np.isfinite(rows).all():
        raise NotFinite("A feature is not a finite number.")
    return rows


def _labels(y: ArrayLike, weight: ArrayLike | None, rows: int) -> tuple[Floats, Floats]:
    labels = np.asarray(y, dtype=np.float64)
    weights = np.ones(rows) if weight is None else np.asarray(weight, dtype=np.float64)
    if labels.shape != (rows,) or weights.shape != (rows,):
        raise WrongShape(f"Expected {rows} labels and weights.")
    if not (np.isfinite(labels).all() and np.isfinite(weights).all() and (weights >= 0).all()):
        raise NotFinite("A label or a weight is not a finite number, or a weight is below zero.")
    if not (np.isin(labels, (0.0, 1.0)).all() and 0 < np.dot(labels, weights) < weights.sum()):
        raise OneSided("Examples of both labels, 0 and 1, are needed.")
    return labels, weights


def _cuts(column: Floats) -> Floats:
    """Where to cut a feature: its quantiles, each once; no bin below the first is empty."""
    cuts = np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1], method="higher"))
    above: Floats = cuts[cuts > column.min()]
    return above


def _boost(
    bins: list[NDArray[np.intp]],
    edges: tuple[Floats, ...],
    y: Floats,
    w: Floats,
    *,
    rounds: int,
    seed: int,
) -> tuple[list[Floats], float]:
    """Tables and base by gradient boosting: each round one cut of one feature, the best of those looked at."""
    base = float(np.log(np.dot(w, y) / np.dot(w, 1 - y)))
    tables = [np.zeros(len(cuts) + 1) for cuts in edges]
    useful = np.array([j for j, cuts in enumerate(edges) if len(cuts)], dtype=np.intp)
    if not len(useful):
        return tables, base
    total = np.full(len(y), base)
    chance = np.random.default_rng(seed)
    look = max(min(4, len(useful)), len(useful) // SHARE)
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-total))
        pull, mass = w * (y - p), w * p * (1 - p)
        stumps = (_stump(j, bins[j], pull, mass) for j in chance.choice(useful, size=look, replace=False))
        _, j, cut, below, above = max(stumps, key=lambda stump: stump[0])
        step = np.where(np.arange(len(tables[j])) <= cut, below, above) * RATE
        tables[j] += step
        total += step[bins[j]]
    return tables, base


def _stump(
    j: int, column: NDArray[np.intp], pull: Floats, mass: Floats
) -> tuple[float, int, int, float, float]:
    """The best cut of a feature: its gain, the feature, the last bin below, and the step below and above."""
    g, h = np.cumsum(np.bincount(column, pull)), np.cumsum(np.bincount(column, mass))
    low, low_mass = g[:-1], h[:-1] + RESTRAINT
    high, high_mass = g[-1] - low, h[-1] - h[:-1] + RESTRAINT
    gain = low**2 / low_mass + high**2 / high_mass
    cut = int(np.argmax(gain))
    return float(gain[cut]), int(j), cut, float(low[cut] / low_mass[cut]), float(high[cut] / high_mass[cut])
