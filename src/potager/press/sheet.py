"""A book as the data that the typst layouts read: every string in its typography, nothing to decide."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from potager.lib.typography import typeset
from potager.press import cover
from potager.press.book import Book, Contribution, paragraphs
from potager.press.markup import web_address
from potager.press.words import Words, words_for

FONTS = ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"]
# Hyphenation and the accessibility standard want a region beside the language.
REGIONS = {"fr": "FR", "en": "GB", "de": "DE", "es": "ES", "it": "IT", "pt": "PT", "nl": "NL"}
NAME_LINE, NAME_POINTS, TEXT_LINE, TEXT_POINTS = 20, 11.0, 54, 16.8
HEADINGS = ("opening", "story", "authors", "colophon", "licence")
TITLE_SIZES = ((24, 30), (48, 25), (90, 20), (160, 15), (320, 11))


def book_data(book: Book) -> dict[str, Any]:
    """Everything that the layouts print, as JSON types."""
    words = words_for(book.language)
    return {**_people(book, words), **_matter(book, words), **_look(book, words)}


def _matter(book: Book, words: Words) -> dict[str, Any]:
    """The texts."""
    set_, set_own = _setter(book.language), _setter(words.tag)
    return {
        "title": book.title,
        "subtitle": breakable(set_(book.subtitle or ""), 26),
        "running_title": shortened(set_(book.title), 58),
        "opening": [breakable(line, 40) for line in paragraphs(set_(book.opening))],
        "contributions": [_contribution(book, words, part) for part in book.contributions],
        "colophon": [breakable(set_own(line), 40) for line in words.colophon_lines(book)],
        "grew_at": set_own(words.grew_at),
        "address": web_address(book.address),
        "missing_signs": set_own(words.missing_signs),
        "licence": {
            "name": breakable(book.licence.name, 40),
            "url": web_address(book.licence.url),
            "notice": [breakable(line, 40) for line in paragraphs(set_(book.licence.notice))],
        },
        "words": {name: set_own(getattr(words, name)) for name in HEADINGS},
    }


def _people(book: Book, words: Words) -> dict[str, Any]:
    """The names and what is counted of them."""
    set_own = _setter(words.tag)
    names = [breakable(name, 26) for name in book.named_authors]
    return {
        "named_authors": names,
        "name_columns": 2 if len(names) > 8 and max(map(len, names)) <= 24 else 1,
        "unnamed": set_own(words.count(words.and_unnamed, book.unnamed_authors))
        if book.unnamed_authors
        else "",
        "byline": set_own(words.byline(book)),
        "community": breakable(book.community, 26),
    }


def _look(book: Book, words: Words) -> dict[str, Any]:
    """Language, dates, fonts and drawings."""
    set_, look = _setter(book.language), cover.look_of(book)
    title = shortened(set_(book.title), 300)
    return {
        "fonts": FONTS,
        "lang": primary(book.language),
        "region": region(book.language),
        "look": {"title": look.title, "ground_text": look.ground_text},
        "scene": cover.scene(book),
        "tailpiece": cover.tailpiece(book),
        "cover_alt": cover.described(book),
        "cover_title": breakable(title, 26),
        "cover_subtitle": breakable(shortened(set_(book.subtitle or ""), 160), 26),
        "cover_community": breakable(shortened(book.community, 90), 26),
        "title_size": next((size for length, size in TITLE_SIZES if len(title) <= length), 11),
        "year": str(book.released_at.year),
        "released": [book.released_at.year, book.released_at.month, book.released_at.day],
        "timestamp": int(book.released_at.timestamp()),
    }


def _contribution(book: Book, words: Words, part: Contribution) -> dict[str, Any]:
    """One contribution, its name and hour for the outer column, and the room these need beyond its text."""
    language = part.language or book.language
    text = [breakable(line, 40) for line in paragraphs(_setter(language)(part.text))] or ["…"]
    who = breakable(shortened(part.signature or words.unnamed, 60), 16)
    lines = sum(-(-len(line) // TEXT_LINE) for line in text)
    needed = (1 - -len(who) // NAME_LINE) * NAME_POINTS + 4
    data = {
        "who": who,
        "when": _setter(words.tag)(words.time(book.local(part.written_at))),
        "text": text,
        "room": max(0.0, needed - lines * TEXT_POINTS),
    }
    return data if language == book.language else data | {"lang": primary(language)}


def _setter(language: str) -> Callable[[str], str]:
    return partial(typeset, language=language, medium="pdf")


def primary(tag: str) -> str:
    """The language of a tag without its region: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


def region(tag: str) -> str | None:
    """The region of a language tag, or the usual one for its language, or None."""
    given = re.search(r"-([A-Za-z]{2})(?:-|$)", tag)
    return given[1].upper() if given else REGIONS.get(primary(tag))


def breakable(text: str, longest: int) -> str:
    """`text` with places to break in words of more than `longest` characters."""
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: _in_pieces(word[0], longest // 2), text)


def _in_pieces(word: str, size: int) -> str:
    return "\u200b".join(word[at : at + size] for at in range(0, len(word), size))


def shortened(text: str, most: int) -> str:
    """`text`, cut at `most` characters with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
