"""The few lines of a text that show why it was found, with what was looked for marked in them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from potager.lib.stemming import WORD, folded, stems
from potager.search.wishes import Wish

LONGEST = 240  # letters of an extract
BEFORE = 60  # letters of it before the first word that was looked for
LOOKED_AT = 60_000  # letters of a text, and MOST words in them
MOST = 200
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """A part of an extract: plain text, for a template to escape."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    what: str


def extract_of(text: str, wish: Wish, language: str, *, longest: int = LONGEST) -> list[Piece]:
    """The pieces of the extract that holds most of the different words of the wish."""
    text = SPACES.sub(" ", unicodedata.normalize("NFC", text[:LOOKED_AT])).strip()
    hits = [hit for hit, _number in zip(_hits(text, wish, language), range(MOST), strict=False)]
    start = _start(text, hits, longest)
    end = _word_end(text, start + longest)
    pieces = _pieces(text, [hit for hit in hits if hit.start >= start and hit.end <= end], start, end)
    return [*([Piece("… ")] if start else []), *pieces, *([Piece(" …")] if end < len(text) else [])]


def _hits(text: str, wish: Wish, language: str) -> Iterator[_Hit]:
    wanted = {stem for term in wish.terms for stem in term.stems}
    exact = {word for term in wish.terms for word in term.phrase}
    beginnings = tuple(term.beginning for term in wish.terms if term.beginning)
    for found in WORD.finditer(text):
        word = found.group().lower()
        plain = folded(word)
        shared = wanted.intersection(stems(word, language))
        if shared or plain in exact or (beginnings and plain.startswith(beginnings)):
            yield _Hit(found.start(), found.end(), next(iter(shared), plain))


def _start(text: str, hits: list[_Hit], longest: int) -> int:
    """Where the stretch begins that holds most of the different words."""
    if not hits or len(text) <= longest:
        return 0
    best = max(hits, key=lambda first: (_different(hits, first, longest - BEFORE), -first.start))
    start = max(0, best.start - BEFORE)
    return text.find(" ", start, best.start) + 1 or best.start if start else 0


def _different(hits: list[_Hit], first: _Hit, longest: int) -> int:
    return len({hit.what for hit in hits if first.start <= hit.start and hit.end <= first.start + longest})


def _word_end(text: str, end: int) -> int:
    if end >= len(text):
        return len(text)
    return max(text.rfind(" ", end - 40, end), 0) or end


def _pieces(text: str, hits: list[_Hit], start: int, end: int) -> list[Piece]:
    pieces, here = [], start
    for hit in hits:
        pieces += [Piece(text[here : hit.start]), Piece(text[hit.start : hit.end], is_marked=True)]
        here = hit.end
    return [piece for piece in (*pieces, Piece(text[here:end])) if piece.text]
