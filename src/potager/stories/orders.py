"""The order of a book: contributions by their position, chapter marks as negative numbers. Nothing is stored here.

Two people arrange one book at once. So a change is never "this is the order" but "this one after that one",
applied to the order as it is; where a whole order comes, what it changed of the order it began from is carried over.
"""

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from potager.lib.increasing import longest_increasing

START = 0  # "after" which the first thing stands


@dataclass(frozen=True)
class Order:
    """The order after so many changes, and the titles of its chapters."""

    number: int
    items: tuple[int, ...]
    titles: Mapping[int, str] = field(default_factory=dict)


def packed(items: Iterable[int]) -> list[int | list[int]]:
    """As it is stored: contributions that follow one another as [first, last]."""
    runs: list[int | list[int]] = []
    for item in items:
        last = runs[-1] if runs else None
        if item > 0 and isinstance(last, list) and last[1] == item - 1:
            last[1] = item
        else:
            runs.append([item, item] if item > 0 else item)
    return [run[0] if isinstance(run, list) and run[0] == run[1] else run for run in runs]


def unpacked(stored: Iterable[int | list[int]], *, most: int | None = None) -> Iterator[int]:
    """The inverse of `packed`; raises ValueError beyond `most` things, TypeError on what is no number."""
    left = most
    for run in stored:
        first, last = run if isinstance(run, list) else (run, run)
        if left is not None:
            left -= max(operator.index(last) - operator.index(first) + 1, 1)
            if left < 0:
                raise ValueError(most)
        yield from range(first, last + 1)


def as_written(items: Sequence[int]) -> tuple[int, ...]:
    """The contributions as they came; each chapter begins with the first of those that it held."""
    first: dict[int, int] = {}  # of each chapter
    chapter = START
    for item in items:
        if item < 0:
            chapter = item
        else:
            first[chapter] = min(item, first.get(chapter, item))
    end = len(items) + 1
    begins: dict[int, list[int]] = {}
    for mark in (item for item in items if item < 0):
        begins.setdefault(first.get(mark, end), []).append(mark)
    written = sorted(item for item in items if item > 0)
    return (*(one for item in written for one in (*begins.get(item, ()), item)), *begins.get(end, ()))


def completed(items: Sequence[int], length: int) -> tuple[int, ...]:
    """With the contributions that came since, at the end in the order in which they came."""
    known = set(items)
    return (*items, *(position for position in range(1, length + 1) if position not in known))


def moved(items: Sequence[int], item: int, after: int) -> tuple[int, ...]:
    """With `item` put (or put in) after `after`; as it was if there is no such thing any more."""
    if item == after or (after != START and after not in items):
        return tuple(items)
    rest = [one for one in items if one != item]
    place = rest.index(after) + 1 if after != START else 0
    return (*rest[:place], item, *rest[place:])


def merged(now: Sequence[int], *, base: Sequence[int], wanted: Sequence[int]) -> tuple[int, ...]:
    """The order now, with what `wanted` changed of `base`: as few moves as possible, each after its neighbour.

    O(n log n) whatever the number of moves.
    """
    known, began, kept = set(now), set(base), set(wanted)
    chain = _Chain(item for item in now if item in kept or item not in began)
    stays, previous = _staying(base, wanted), START
    for item in wanted:
        if item not in stays and (item in known or item not in began):
            chain.put(item, after=previous)
        if item in chain:
            previous = item
    return tuple(chain)


def differing(before: Sequence[int], after: Sequence[int]) -> int:
    """How many things stand elsewhere, came or went."""
    gone = len(set(before) - set(after))
    return len(after) - len(_staying(before, after)) + gone


def changed_titles(
    now: Mapping[int, str], *, base: Mapping[int, str], wanted: Mapping[int, str]
) -> dict[int, str] | None:
    """The titles now, with what `wanted` changed of `base`; None if one of them was changed since."""
    titles = dict(now)
    for chapter in base.keys() | wanted.keys():
        if base.get(chapter) == wanted.get(chapter):
            continue
        if now.get(chapter) != base.get(chapter):
            return None
        if chapter in wanted:
            titles[chapter] = wanted[chapter]
        else:
            del titles[chapter]
    return titles


def _staying(base: Sequence[int], wanted: Sequence[int]) -> set[int]:
    """As many things as possible whose order among one another is the same in both."""
    places = {item: place for place, item in enumerate(base)}
    both = [item for item in wanted if item in places]
    return {both[place] for place in longest_increasing([places[item] for item in both])}


class _Chain:
    """A sequence in which putting one thing after another costs the same however long it is."""

    def __init__(self, items: Iterable[int]) -> None:
        self._next: dict[int, int] = {}
        self._before: dict[int, int] = {}
        last = START
        for item in items:
            self._next[last], self._before[item] = item, last
            last = item
        self._next[last], self._before[START] = START, last  # START is also the end

    def __contains__(self, item: int) -> bool:
        return item in self._next

    def __iter__(self) -> Iterator[int]:
        item = self._next[START]
        while item != START:
            yield item
            item = self._next[item]

    def put(self, item: int, *, after: int) -> None:
        """Put `item` after `after`, from wherever it is."""
        if item in self._next:
            self._link(self._before[item], self._next[item])
        following = self._next[after]
        self._link(after, item)
        self._link(item, following)

    def _link(self, first: int, second: int) -> None:
        self._next[first], self._before[second] = second, first
