"""Two wordings of one text woven together word by word, in a time that grows with their length and no faster.

difflib compares every word with every other when words repeat; here only words that occur once on each side
are compared (the patience diff of Bram Cohen), and what lies between them again, a few times.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from potager.lib.differences import Piece
from potager.lib.increasing import longest_increasing

WORD = re.compile(r"\s+|\w+|[^\w\s]")
DEPTH = 6  # how often what lies between two anchors is looked at again


def woven(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts in one, in reading order: what is the same, what was removed, what was added."""
    return tuple(_joined(_compared(WORD.findall(before), WORD.findall(after), DEPTH)))


def _compared(old: Sequence[str], new: Sequence[str], depth: int) -> Iterator[Piece]:
    shortest = min(len(old), len(new))
    start = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    yield Piece("same", "".join(old[:start]))
    yield from _between(old[start : len(old) - end], new[start : len(new) - end], depth)
    yield Piece("same", "".join(old[len(old) - end :]))


def _between(old: Sequence[str], new: Sequence[str], depth: int) -> Iterator[Piece]:
    anchors = _anchors(old, new) if depth and old and new else []
    if not anchors:
        yield Piece("removed", "".join(old))
        yield Piece("added", "".join(new))
        return
    left = right = 0
    for at, there in anchors:
        yield from _compared(old[left:at], new[right:there], depth - 1)
        yield Piece("same", old[at])
        left, right = at + 1, there + 1
    yield from _compared(old[left:], new[right:], depth - 1)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places of words that occur once on each side, as many as are in the same order on both."""
    once = _once(old) & _once(new)
    places = {word: at for at, word in enumerate(new) if word in once}
    pairs = [(at, places[word]) for at, word in enumerate(old) if word in once]
    return [pairs[at] for at in longest_increasing([there for _, there in pairs])]


def _once(words: Sequence[str]) -> set[str]:
    return {word for word, number in Counter(words).items() if number == 1 and not word.isspace()}


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Runs as long as they can be: a space between two changes changes with them."""
    told = [piece for piece in pieces if piece.text]
    for is_same, run in groupby(_spaced(told), key=lambda piece: piece.kind == "same"):
        run_of = list(run)
        for kind in ("same",) if is_same else ("removed", "added"):
            text = "".join(piece.text for piece in run_of if piece.kind == kind)
            if text:
                yield Piece(kind, text)


def _spaced(pieces: list[Piece]) -> Iterator[Piece]:
    for at, piece in enumerate(pieces):
        around = pieces[at - 1 : at] + pieces[at + 1 : at + 2] if at else []
        is_gap = len(around) == 2 and "same" not in {one.kind for one in around}
        if piece.kind == "same" and piece.text.isspace() and is_gap:
            yield from (Piece("removed", piece.text), Piece("added", piece.text))
        else:
            yield piece
