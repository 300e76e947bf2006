"""Who is best placed to answer somebody: a sum of few signs, each a fact that can be told.

The weights come from a help channel where it is known who answered whom (benchmarks/animation/answering.py): whoever
is there counts most, then whoever answers more than they ask; the words of the question say less than one would think.
`burden` is not learnt: it keeps the same people from being asked every day.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import exp, log1p
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from potager.animation.graph import Graph

PACE = 3.0  # days in which being there counts half; in a chat, minutes
WEIGHTS: Mapping[str, float] = {
    "here": 4.7,
    "answers": 0.25,
    "gives": 0.65,
    "asks": -1.5,
    "regular": 0.3,
    "knows": 1.0,
    "near": 1.4,
    "burden": -0.7,
}


@dataclass(frozen=True)
class Helper:
    """Somebody who could answer. Numbers are of the recent past, as far as everybody there could see it.

    `since`: days since their last sign of life. `said`: their messages, `answers`: those that answered somebody,
    `asked`: those that asked. `answered_them`: answers to the person who asks. `days`: with signs of life before.
    `near`: how much they talk about what is asked, from 0 to 1. `burden`: how often they were named as well placed.
    """

    key: Hashable
    since: float
    said: int = 0
    answers: int = 0
    asked: int = 0
    answered_them: int = 0
    days: int = 0
    near: float = 0.0
    burden: int = 0


@dataclass(frozen=True)
class Placed:
    """A person, from 0 to 1 how well placed beside the others who were looked at, and what each sign adds."""

    helper: Helper
    share: float
    parts: Mapping[str, float]

    @property
    def reasons(self) -> list[str]:
        """The names of the signs that speak for them, the strongest first."""
        return sorted(
            (name for name, part in self.parts.items() if part > 0), key=lambda name: -self.parts[name]
        )


def signs_of(helper: Helper, *, pace: float = PACE) -> dict[str, float]:
    """The signs, by their names in WEIGHTS. What is a part of few messages is drawn toward none."""
    return {
        "here": float(0.5 ** (max(0.0, helper.since) / pace)),
        "answers": log1p(helper.answers),
        "gives": helper.answers / (helper.said + 3),
        "asks": helper.asked / (helper.said + 2),
        "regular": log1p(helper.days),
        "knows": 1.0 if helper.answered_them else 0.0,
        "near": helper.near,
        "burden": float(helper.burden),
    }


def best_placed(
    people: Iterable[Helper],
    *,
    most: int = 5,
    pace: float = PACE,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[Placed]:
    """The best placed, the best first. Shares of all people together are 1 (softmax of the weighted sums)."""
    found = []
    for helper in people:
        signs = signs_of(helper, pace=pace)
        parts = {name: weights.get(name, 0.0) * value for name, value in signs.items()}
        found.append((helper, sum(parts.values()), parts))
    found.sort(key=lambda one: -one[1])
    top = found[0][1] if found else 0.0
    whole = sum(exp(value - top) for _helper, value, _parts in found)
    return [Placed(helper, exp(value - top) / whole, parts) for helper, value, parts in found[:most]]


class Answerers:
    """The people of a community as its graph shows them: since when they are away, whom they answered."""

    def __init__(self, graph: "Graph") -> None:
        import numpy as np

        self._graph = graph
        many = len(graph.people.members)
        self._answers = np.bincount(graph.source, weights=graph.answered, minlength=many)

    def people(
        self, near: Mapping[UUID, float], *, toward: UUID | None, burden: Mapping[UUID, int]
    ) -> list[Helper]:
        """Those in `near` (how much speaks for each in what was said, from 0 to 1) as they could answer somebody."""
        known = [one for one in near if one in self._graph.people.number_of]
        answered = self._answered(toward)
        return [
            self._helper(one, answered, near=min(1.0, near[one]), burden=burden.get(one, 0)) for one in known
        ]

    def _answered(self, toward: UUID | None) -> dict[int, int]:
        """How often each (by number) answered a person."""
        number = self._graph.people.number_of.get(toward) if toward else None
        if number is None:
            return {}
        there = self._graph.target == number
        sources, times = self._graph.source[there], self._graph.answered[there]
        return dict(zip(sources.tolist(), times.tolist(), strict=True))

    def _helper(self, member: UUID, answered: Mapping[int, int], **more: Any) -> Helper:
        people, number = self._graph.people, self._graph.people.number_of[member]
        return Helper(
            key=member,
            since=self._graph.now - float(people.last[number]),
            said=int(people.words[number]),
            answers=int(self._answers[number]),
            answered_them=answered.get(number, 0),
            days=int(people.days[number]),
            **more,
        )
