"""From pieces to a letter: own words and what was picked, as a page shows them and as mail carries them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from potager.lib import prose
from potager.lib.texts import cleaned, is_blank
from potager.lib.typography import typeset
from potager.newsletters import rules, shelf
from potager.newsletters.models import Issue

Piece = dict[str, Any]
WORDS = "words"
EMPTY = SafeString("")


@dataclass(frozen=True)
class Part:
    """One piece in a letter: a passage of words (`html`, and `text` without marks), or a thing that was picked."""

    html: SafeString = EMPTY
    text: str = ""
    thing: shelf.Thing | None = None


def parts_of(issue: Issue) -> list[Part]:
    """What the letter says now, in its language; what may not be read any more is left out."""
    with translation.override(issue.language):
        things = shelf.found(issue.community, references(issue.pieces))
        parts = [_part(piece, things, issue.language) for piece in issue.pieces]
    return [part for part in parts if part]


def places_of(parts: Iterable[Part]) -> list[str]:
    """The places whose acts make a page with these parts untrue."""
    return [part.thing.place for part in parts if part.thing]


def references(pieces: Iterable[Piece]) -> list[tuple[str, UUID]]:
    """What was picked, as (kind, id)."""
    return [(piece["kind"], UUID(piece["id"])) for piece in pieces if piece["kind"] != WORDS]


def _part(piece: Piece, things: dict[tuple[str, UUID], shelf.Thing], language: str) -> Part | None:
    def set_(text: str) -> str:
        return typeset(text, language=language)

    if piece["kind"] != WORDS:
        thing = things.get((piece["kind"], UUID(piece["id"])))
        return Part(thing=thing.in_words(set_)) if thing else None
    if is_blank(piece["text"]):
        return None
    blocks = prose.parse(piece["text"])
    made = prose.fenced(prose.html(blocks, heading=2, set_=set_))
    html = mark_safe(made)  # noqa: S308 (escaped by prose, cleaned by nh3)
    return Part(html=html, text=set_(_plain(blocks)))


def _plain(blocks: Sequence[prose.Block], mark: str = "") -> str:
    """The words of some blocks as plain mail shows them, links written out."""
    lines = [_lines(block, mark) for block in blocks]
    return "\n\n".join(line for line in lines if line)


def _lines(block: prose.Block, mark: str) -> str:
    if block.kind in {"bullets", "numbers"}:
        numbers = block.kind == "numbers"
        marks = [f"{block.number + place}. " if numbers else "- " for place in range(len(block.children))]
        return "\n".join(
            mark + sign + _plain(item.children or (item,)).replace("\n\n", "\n")
            for sign, item in zip(marks, block.children, strict=True)
        )
    if block.kind == "quote":
        return "\n".join(f"> {line}" for line in _plain(block.children).split("\n"))
    return "".join(span.text + (f" <{span.href}>" if _is_told(span) else "") for span in block.spans)


def _is_told(span: prose.Span) -> bool:
    return bool(span.href) and span.href != span.text


def read(kinds: Sequence[str], texts: Sequence[str]) -> list[Piece]:
    """The pieces that a form holds: "words", or "article:…", each beside a text.

    What is no piece of ours is left out, what stands twice stands once.
    """
    pieces: list[Piece] = []
    for kind, text in zip(kinds, [*texts, *[""] * len(kinds)], strict=False):
        piece = {"kind": WORDS, "text": cleaned(text)} if kind == WORDS else _picked(kind)
        if piece and (kind == WORDS or piece not in pieces):
            pieces.append(piece)
    return pieces


def are_too_long(pieces: Sequence[Piece]) -> bool:
    """Whether nobody would read all that in a letter."""
    longest = max((len(piece.get("text", "")) for piece in pieces), default=0)
    return len(pieces) > rules.MOST_PIECES or longest > rules.MOST_CHARACTERS


def _picked(typed: str) -> Piece | None:
    kind, _colon, identifier = typed.partition(":")
    try:
        return {"kind": kind, "id": str(UUID(identifier))} if kind in shelf.KINDS else None
    except ValueError:
        return None


def name_of(piece: Piece) -> str:
    """How forms name it."""
    return WORDS if piece["kind"] == WORDS else f"{piece['kind']}:{piece['id']}"


def moved(pieces: Sequence[Piece], wish: str) -> list[Piece]:
    """The pieces after a button such as "up:2", "down:0" or "remove:1" was pressed; anything else changes nothing."""
    made = list(pieces)
    how, _colon, typed = wish.partition(":")
    place = int(typed) if typed.isdecimal() and len(typed) < 4 else len(made)
    if place >= len(made):
        return made
    piece = made.pop(place)
    if how == "remove":
        return made
    step = {"up": -1, "down": 1}.get(how, 0)
    made.insert(max(place + step, 0), piece)
    return made
