"""Which of all that was found is shown today: few, varied, fair."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from potager.animation.gestures.base import Candidate, Gesture

MOST = 7  # on one day
AGAIN = 0.6  # what a second proposal of one gesture counts, a third that squared, and so on
QUIET = 0.25  # what is added to the score for somebody who is hardly ever heard, or new
HELPS = 2  # how often somebody is named to help in a week

Key = tuple[str, str]


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

    @property
    def key(self) -> Key:
        """What makes it the same as another."""
        one = self.candidate
        return key_of(self.gesture.name, one.subject, one.other, one.thing)


@dataclass(frozen=True)
class Past:
    """What limits today: in which proposals of the week people stood, or were named to help; what was refused.

    `again` are those that may come back, since nobody touched them or their time has come.
    """

    people: Mapping[UUID, Collection[Key]] = field(default_factory=dict)
    helpers: Mapping[UUID, Collection[Key]] = field(default_factory=dict)
    again: frozenset[Key] = frozenset()
    refused: frozenset[Key] = frozenset()

    def leaves_free(self, one: Found) -> bool:
        """Whether it was not refused, and its people stood in no other proposal of the week."""
        if one.key in self.refused:
            return False
        mine = {one.key} & self.again
        return all(set(self.people.get(person, ())) <= mine for person in one.candidate.people)


def key_of(gesture: str, subject: object, other: object, thing: str) -> Key:
    """What makes two proposals the same: the gesture, and whom and what it is about."""
    people = "+".join(sorted(str(one) for one in (subject, other) if one))
    return gesture, f"{people} {thing}".strip()


def choose(found: Iterable[Found], past: Past, *, most: int = MOST) -> list[Found]:
    """At most `most`, one after another: each time the one that is worth most, less if its gesture is there already.

    Nobody who was proposed within a week, nobody twice, nothing that was refused; nobody is named to help more than
    twice in a week.
    """
    left = [one for one in found if past.leaves_free(one)]
    chosen: list[Found] = []
    times: Counter[str] = Counter()
    while left and len(chosen) < most:
        best = max(left, key=lambda one: _worth_now(one, times))
        chosen.append(_spared(best, past, chosen))
        times[best.gesture.name] += 1
        people, key = best.candidate.people, best.key
        left = [one for one in left if one.key != key and not (one.candidate.people & people)]
        left = [one for one in left if times[one.gesture.name] < one.gesture.most]
    return chosen


def _spared(one: Found, past: Past, chosen: Iterable[Found]) -> Found:
    """Without its helper, if they are asked often enough."""
    helper = one.candidate.helper
    if helper is None:
        return one
    asked = {other.key for other in chosen if other.candidate.helper == helper}
    asked |= set(past.helpers.get(helper, ())) - {one.key}
    return one if len(asked) < HELPS else replace(one, candidate=one.candidate.alone())


def _worth_now(one: Found, times: Mapping[str, int]) -> tuple[float, str]:
    """Ties are broken by what it is about, so that the same morning gives the same desk."""
    return one.worth * AGAIN ** times[one.gesture.name], one.key[1]


def quietness(words: Sequence[int]) -> list[float]:
    """For each number of words said, how quiet that is among all: 1 for the quietest, 0 for the most talkative."""
    order = sorted(set(words))
    last = max(1, len(order) - 1)
    rank = {value: 1 - at / last for at, value in enumerate(order)}
    return [rank[value] for value in words]
