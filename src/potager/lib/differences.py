"""What changed between two versions of a text, passage by passage: for people who read it, not for machines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

WORD = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 400  # of one passage compared word by word; longer ones are shown whole, before and after
MOST_LINES = 400  # of a text compared line by line
ALIKE = 0.4  # below, two passages have too little in common to be woven together


@dataclass(frozen=True)
class Piece:
    """A run of text: "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph, in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it was added or removed."""
        return any(piece.kind != "same" for piece in self.pieces)


@lru_cache(maxsize=64)
def differences(before: str, after: str) -> tuple[Passage, ...]:
    """All passages of both texts, in reading order; empty lines are left out."""
    old, new = _lines(before), _lines(after)
    if len(old) > MOST_LINES or len(new) > MOST_LINES:
        return (*_whole("removed", old), *_whole("added", new))
    return tuple(_passages(old, new))


def changes(before: str, after: str, *, around: int = 1) -> tuple[Passage | None, ...]:
    """The passages that changed, with `around` unchanged ones before and after; None where some are left out."""
    found = differences(before, after)
    near = {
        place
        for center, passage in enumerate(found)
        if passage.is_changed
        for place in range(center - around, center + around + 1)
    }
    shown: list[Passage | None] = []
    for place, passage in enumerate(found):
        if place in near:
            shown.append(passage)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return tuple(shown)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _whole(kind: str, lines: list[str]) -> Iterator[Passage]:
    return (Passage((Piece(kind, line),)) for line in lines)


def _passages(old: list[str], new: list[str]) -> Iterator[Passage]:
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield from _whole("same", new[k:m])
        else:
            yield from _replaced(old[i:j], new[k:m])


def _replaced(old: list[str], new: list[str]) -> Iterator[Passage]:
    """Pairs of passages in their order, then what one side has more of."""
    for before, after in zip(old, new, strict=False):
        yield from _woven(before, after)
    yield from _whole("removed", old[len(new) :])
    yield from _whole("added", new[len(old) :])


def _woven(before: str, after: str) -> Iterator[Passage]:
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(
        None, old, new
    )  # what comes often in a long passage is no anchor: quadratic else
    if max(len(old), len(new)) > MOST_WORDS or _likeness(matcher, old, new) < ALIKE:
        yield from _whole("removed", [before])
        yield from _whole("added", [after])
        return
    yield Passage(tuple(_pieces(matcher, old, new)))


def _likeness(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> float:
    """How much of both is in both, by characters, from 0 to 1."""
    blocks = matcher.get_matching_blocks()
    same = sum(len(word) for block in blocks for word in old[block.a : block.a + block.size])
    return 2 * same / sum(map(len, [*old, *new]))


def _pieces(matcher: "SequenceMatcher[str]", old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(new[k:m]))
            continue
        if i < j:
            yield Piece("removed", "".join(old[i:j]))
        if k < m:
            yield Piece("added", "".join(new[k:m]))
