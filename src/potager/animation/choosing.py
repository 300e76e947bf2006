"""Which of all that was found is shown today: few, varied, fair."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from potager.animation.gestures.base import Candidate, Gesture

MOST = 7  # on one day
AGAIN = 0.6  # what a second proposal of one gesture counts, a third that squared, and so on
QUIET = 0.25  # what is added to the score for somebody who is hardly ever heard, or new


@dataclass(frozen=True)
class Found:
    """A candidate with its gesture and score. `quiet`: 1 for who is never heard, 0 for who is heard the most."""

    gesture: Gesture
    candidate: Candidate
    score: float
    quiet: float = 0.0

    @property
    def worth(self) -> float:
        """Its score, raised for quiet and new voices."""
        return self.score + QUIET * self.quiet


@dataclass(frozen=True)
class Past:
    """What limits today: who was proposed within a week, what was refused or waits for later."""

    people: frozenset[UUID] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()  # see key_of


def key_of(gesture: str, subject: object, other: object, thing: str) -> tuple[str, str]:
    """What makes two proposals the same: the gesture, and whom and what it is about."""
    people = "+".join(sorted(str(one) for one in (subject, other) if one))
    return gesture, f"{people} {thing}".strip()


def choose(found: Iterable[Found], past: Past, *, most: int = MOST) -> list[Found]:
    """At most `most`, one after another: each time the one that is worth most, less if its gesture is there already.

    Nobody who was proposed within a week, nobody twice, nothing that was refused.
    """
    left = [one for one in found if _is_free(one, past)]
    chosen: list[Found] = []
    people: set[UUID] = set()
    times: Counter[str] = Counter()
    while left and len(chosen) < most:
        best = max(left, key=lambda one: _worth_now(one, times))
        chosen.append(best)
        people |= best.candidate.people
        times[best.gesture.name] += 1
        left = [one for one in left if one is not best and not (one.candidate.people & people)]
        left = [one for one in left if times[one.gesture.name] < one.gesture.most]
    return chosen


def _is_free(one: Found, past: Past) -> bool:
    candidate = one.candidate
    key = key_of(one.gesture.name, candidate.subject, candidate.other, candidate.thing)
    return key not in past.refused and not (candidate.people & past.people)


def _worth_now(one: Found, times: Mapping[str, int]) -> tuple[float, str]:
    """Ties are broken by what it is about, so that the same morning gives the same desk."""
    key = key_of(one.gesture.name, one.candidate.subject, one.candidate.other, one.candidate.thing)
    return one.worth * AGAIN ** times[one.gesture.name], key[1]


def quietness(words: Sequence[int]) -> list[float]:
    """For each number of words said, how quiet that is among all: 1 for the quietest, 0 for the most talkative."""
    order = sorted(set(words))
    last = max(1, len(order) - 1)
    rank = {value: 1 - at / last for at, value in enumerate(order)}
    return [rank[value] for value in words]
