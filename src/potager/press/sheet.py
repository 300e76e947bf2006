"""A book as the data that the typst layouts read: every string in its typography, nothing to decide."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from potager.lib import prose
from potager.lib.tongues import NOT_DRAWN
from potager.lib.typography import typeset
from potager.press import cover, scenes
from potager.press.barcode import ean13
from potager.press.book import Book, Contribution, Picture, paragraphs
from potager.press.design import BLEED, BOARD, BULKS, LAYOUTS, PAPERS, Paper, column, measures
from potager.press.markup import web_address
from potager.press.words import Words, words_of

FONTS = ["Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"]
# Hyphenation and the accessibility standard want a region beside the language.
REGIONS = {"fr": "FR", "en": "GB", "de": "DE", "es": "ES", "it": "IT", "pt": "PT", "nl": "NL"}
HEADINGS = ("opening", "story", "authors", "colophon", "licence", "contents", "afterword", "others")
TITLE_SIZES = ((24, 30), (48, 25), (90, 20), (160, 15), (320, 11))
POINTS = 72 / 25.4  # to the millimetre


def book_data(book: Book, plates: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Everything that the layouts print, as JSON types; `plates` hold pictures as data addresses, by name."""
    words = words_of(book)
    look = _look(book, words) | {"scene": cover.scene(book, plates)}
    return {**_people(book, words), **_matter(book, words), **look}


def _matter(book: Book, words: Words) -> dict[str, Any]:
    """The texts."""
    set_, set_own = _setter(book.language), _setter(words.tag)
    return {
        "title": book.title,
        "subtitle": breakable(set_(book.subtitle or ""), 26),
        "running_title": shortened(set_(book.title), 58 if book.paper != "pocket" else 40),
        "opening": _lines(book.opening, set_),
        "chapters": _chapters(book, words),
        "afterword": _lines(book.afterword, set_),
        "imprint": [breakable(set_own(line), 40) for line in words.imprint_lines(book)],
        "colophon": [breakable(set_own(line), 40) for line in words.colophon_lines(book)],
        "grew_at": set_own(words.grew_at),
        "address": web_address(book.address),
        "missing_signs": set_own(words.missing_signs),
        "licence": {
            "name": breakable(book.licence.name, 40),
            "url": web_address(book.licence.url),
            "notice": _lines(book.licence.notice, set_),
        },
        "words": {name: set_own(getattr(words, name)) for name in HEADINGS},
        "others": [breakable(set_(title), 26) for title in book.others],
    }


def _lines(text: str, set_: Callable[[str], str]) -> list[str]:
    return [breakable(line, 40) for line in paragraphs(set_(text))]


def _chapters(book: Book, words: Words) -> list[dict[str, Any]]:
    """The chapters, each with its contributions."""
    set_, room, pictures = _setter(book.language), _Room.in_margin_of(book), book.pictured()
    return [
        {
            "title": breakable(set_(chapter.title), 26),
            "byline": breakable(chapter.byline, 26),
            "pictures": [_picture(one, words) for one in pictures.get(0, [])] if not rank else [],
            "contributions": [
                _contribution(book, words, part, room)
                | {"pictures": [_picture(one, words) for one in pictures.get(part.number, [])]}
                for part in chapter.contributions
            ],
        }
        for rank, chapter in enumerate(book.parts)
    ]


def _picture(one: Picture, words: Words) -> dict[str, str]:
    """A picture; a recording is told on paper: what it is, its words, whose it is."""
    told = {"name": one.name, "alt": one.alternative or "…", "credit": breakable(one.credit, 40)}
    if not one.is_sound:
        return told
    return told | {"heard": _setter(words.tag)(words.recording_of(one)), "alt": breakable(told["alt"], 40)}


def _people(book: Book, words: Words) -> dict[str, Any]:
    """The names and what is counted of them."""
    set_, set_own = _setter(book.language), _setter(words.tag)
    named = [author for author in book.authors if author.name]
    authors = [
        {
            "name": breakable(author.name, 26),
            "link": web_address(author.link),
            "presentation": breakable(set_(author.presentation), 26),
        }
        for author in named
    ]
    is_short = all(len(author.name) <= 24 and not author.presentation for author in named)
    return {
        "named_authors": [author["name"] for author in authors],
        "authors": authors,
        "name_columns": 2 if len(authors) > 8 and is_short else 1,
        "unnamed": set_own(words.count(words.and_unnamed, book.unnamed_authors))
        if book.unnamed_authors
        else "",
        "byline": set_own(words.byline(book)),
        "community": breakable(book.community, 26),
    }


def _look(book: Book, words: Words) -> dict[str, Any]:
    """Language, dates, fonts, measures and drawings."""
    set_, look = _setter(book.language), cover.look_of(book)
    drawn = book.title if primary(book.language) not in NOT_DRAWN else book.original_title
    title = shortened(set_(drawn), 300)
    return {
        "fonts": FONTS,
        "lang": primary(book.language),
        "region": region(book.language),
        "own_lang": words.tag,
        "own_region": region(book.language) if primary(book.language) == words.tag else REGIONS[words.tag],
        "measures": measures(book),
        "look": {**asdict(look), **asdict(cover.template_of(book))},
        "tailpiece": cover.tailpiece(book),
        "cover_alt": cover.described(book),
        "cover_title": breakable(title, 26),
        "cover_subtitle": breakable(shortened(set_(book.subtitle or ""), 160), 26),
        "spine_community": shortened(book.community, 32),
        "cover_community": breakable(shortened(book.community, 90), 26),
        "title_size": next((size for length, size in TITLE_SIZES if len(title) <= length), 11),
        "year": str(book.released_at.year),
        "released": [book.released_at.year, book.released_at.month, book.released_at.day],
        "timestamp": int(book.released_at.timestamp()),
    }


@dataclass(frozen=True)
class _Room:
    """How much stands on one line of the margin and of the text, and how tall these lines are (points)."""

    name_line: int
    name_points: float
    text_line: int
    text_points: float

    @classmethod
    def in_margin_of(cls, book: Book) -> "_Room | None":
        """The room for names beside the text; None where no name stands there."""
        if book.attribution != "margin":
            return None
        paper, layout = PAPERS[book.paper], LAYOUTS[book.layout]
        letter = 0.36 if layout.labels == "serif" else 0.4
        return cls(
            name_line=max(8, int(paper.side * POINTS / (letter * paper.text))),
            name_points=1.04 * paper.text,
            text_line=int(column(book) * POINTS / (0.43 * paper.text)),
            text_points=(0.925 + layout.leading) * paper.text,
        )

    def beyond(self, text: list[str], who: str) -> float:
        """The points that a name and its hour need below a text's last line."""
        lines = sum(-(-len(line) // self.text_line) for line in text)
        needed = (1 - -len(who) // self.name_line) * self.name_points + 4
        return max(0.0, needed - lines * self.text_points)


def _contribution(book: Book, words: Words, part: Contribution, room: _Room | None) -> dict[str, Any]:
    """One contribution, its name and hour, and the room that these need beyond its text."""
    language = part.language or book.language
    text = [breakable(line, 40) for line in paragraphs(_setter(language)(part.plain))] or ["…"]
    who = breakable(shortened(part.signature or words.unnamed, 60), 10 if book.paper == "pocket" else 16)
    data = {
        "number": part.number,
        "who": who,
        "when": _setter(words.tag)(words.time(book.local(part.written_at))),
        "text": text,
        "room": room.beyond(text, who) if room else 0,
    }
    if part.is_prose:
        data["blocks"] = prose_data(prose.parse(part.text), _setter(language))
    if language == book.language:
        return data
    return data | {"lang": primary(language), "region": region(language)}


def prose_data(blocks: Iterable[prose.Block], set_: Callable[[str], str]) -> list[dict[str, Any]]:
    """A text with headings, emphasis, lists, quotations and links, as the layouts read it."""
    return [
        {
            "kind": block.kind,
            "number": block.number,
            "spans": [
                {
                    "text": breakable(set_(span.text), 40) if span.text != "\n" else "",
                    "emphasis": span.emphasis,
                    "strong": span.strong,
                    "href": span.href,
                }
                for span in block.spans
            ],
            "children": prose_data(block.children, set_),
        }
        for block in blocks
    ]


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


def spread_data(book: Book, bulk: str) -> dict[str, Any]:
    """What a printer's cover needs besides: measures, the back, the number; `bulk` names a paper of BULKS."""
    paper, number = PAPERS[book.paper], book.isbn or ""
    first = paragraphs(_setter(book.language)(book.opening)) or [
        line for part in book.contributions[:1] for line in paragraphs(part.text)
    ]
    return {
        "bleed": BLEED,
        "board": BOARD,
        "leaf": BULKS[bulk],
        "width": paper.width,
        "height": paper.height,
        "climbs": words_of(book).tag == "fr",
        "ground": _ground_of(book, paper),
        "excerpt": [breakable(shortened(line, 480), 26) for line in first[:2]],
        "isbn": f"ISBN {number}",
        "barcode": ean13(number),
    }


def _ground_of(book: Book, paper: Paper) -> float | None:
    """Where the soil begins on the back, in parts of the sheet's height: level with the front's."""
    ground = cover.template_of(book).ground
    if ground is None:
        return None
    visible = scenes.WIDTH * (paper.height + 2 * BLEED) / (paper.width + BLEED)
    cut = max(0.0, (scenes.HEIGHT - visible) / 2)
    return round((ground - cut) / min(visible, scenes.HEIGHT), 4)
