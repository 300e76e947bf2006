"""The weights of a community as whoever animates it reads them: each sign in words, what it counts, what was learnt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from potager.animation.gestures import GESTURES, Gesture
from potager.animation.learning import Lesson, learnt, limits
from potager.animation.models import Network, Proposal, Weights

State, No = Proposal.State, Proposal.No
REFUSED = Q(state=State.DECLINED, no__in=(No.NOT_RIGHT, No.NOT_WANTED))  # because of what was proposed
LEARNT_FROM = Q(state=State.DONE) | REFUSED


def lessons_of(network: Network, gesture: str) -> list[Lesson]:
    """What is learnt from, in the order in which it was decided. One query.

    "Already done" and "not the moment" say nothing against the signs: they are left out.
    """
    rows = Proposal.objects.filter(LEARNT_FROM, network=network, gesture=gesture)
    decided = rows.order_by("decided_at", "pk").values_list("signs", "state")
    return [Lesson(signs, state == State.DONE) for signs, state in decided]


@dataclass(frozen=True)
class Weighed:
    """One sign: what it counts now, usually, and as learnt; all of one gesture are compared with one another."""

    name: str
    label: Any
    value: float
    usual: float
    learnt: float

    @property
    def least(self) -> float:
        """The least that it may count."""
        return limits(self.usual)[0]

    @property
    def most(self) -> float:
        """The most that it may count."""
        return limits(self.usual)[1]


@dataclass(frozen=True)
class Scale:
    """All the signs of one gesture, and what was decided of it that teaches something."""

    gesture: Gesture
    signs: list[Weighed]
    done: int
    refused: int
    is_set: bool
    changed_at: Any

    @property
    def decisions(self) -> int:
        """How many decisions there are to learn from."""
        return self.done + self.refused


def scales_of(network: Network | None) -> list[Scale]:
    """Every gesture of a community (None: nothing happened there). Two queries."""
    if network is None:
        return [_scale(gesture, None, []) for gesture in GESTURES.values()]
    rows = {row.gesture: row for row in Weights.objects.filter(network=network)}
    decided = Proposal.objects.filter(LEARNT_FROM, network=network).order_by("decided_at", "pk")
    lessons: dict[str, list[Lesson]] = {name: [] for name in GESTURES}
    for gesture, signs, state in decided.values_list("gesture", "signs", "state"):
        if gesture in lessons:
            lessons[gesture].append(Lesson(signs, state == State.DONE))
    return [_scale(one, rows.get(one.name), lessons[one.name]) for one in GESTURES.values()]


def _scale(gesture: Gesture, row: Weights | None, lessons: Iterable[Lesson]) -> Scale:
    taught = list(lessons)
    now = {**gesture.weights, **(row.values if row else {})}
    from_decisions = learnt(gesture.weights, taught)
    signs = [
        Weighed(name, gesture.signs[name], round(now[name], 2), usual, round(from_decisions[name], 2))
        for name, usual in gesture.weights.items()
    ]
    done = sum(lesson.is_good for lesson in taught)
    return Scale(
        gesture=gesture,
        signs=signs,
        done=done,
        refused=len(taught) - done,
        is_set=row is not None and row.is_set,
        changed_at=row.changed_at if row else None,
    )
