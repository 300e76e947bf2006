"""The pieces of HTML that the web edition and the EPUB share: every text escaped, and in its typography."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape

from potager.lib.typography import Medium, typeset
from potager.press.book import Book, Contribution, paragraphs
from potager.press.words import Words, words_of

SPROUT = (
    '<svg class="sprout" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 18" width="90" height="18"'
    ' fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" aria-hidden="true"><path'
    ' d="M2 13h32M56 13h32M45 16V9M45 11C45 7 42 5 38.5 5.3C38.5 9 40.8 11.3 45 11M45 9C45 5.8 47.4 3.4'
    ' 51.5 3.4C51.5 7.2 48.9 9.6 45 9"/></svg>'
)


@dataclass(frozen=True)
class Markup:
    """The HTML of one book for one medium ("web" or "epub")."""

    book: Book
    medium: Medium

    @property
    def words(self) -> Words:
        """The press's own words in the book's language."""
        return words_of(self.book)

    def inline(self, text: str, language: str | None = None) -> str:
        """`text` (in the book's language unless told) escaped, in its typography."""
        return escape(typeset(text, language=language or self.book.language, medium=self.medium))

    def own(self, text: str) -> str:
        """Words of the press escaped, in their typography."""
        return self.inline(text, self.words.tag)

    def paragraphs(self, text: str, language: str | None = None) -> str:
        """The paragraphs of a text."""
        return self._lines(paragraphs(text), partial(self.inline, language=language))

    def contribution(self, part: Contribution) -> str:
        """One contribution: its number as anchor, its text, then who wrote it and when, small."""
        other = part.language if part.language and part.language != self.book.language else None
        written = self.book.local(part.written_at)
        who = escape(part.signature) or f"<em>{self.own(self.words.unnamed)}</em>"
        return (
            f'<div class="book-part" id="c{part.number}"><div{self.language_of(other)}>'
            f"{self.paragraphs(part.text, other) or '<p>…</p>'}</div>\n"
            f'<p class="book-by"><bdi>{who}</bdi> <time datetime="{written.isoformat(timespec="minutes")}">'
            f"{self.own(self.words.time(written))}</time></p></div>\n"
        )

    def authors(self) -> str:
        """The names as a list, then how many prefer not to be named."""
        names = "".join(f"<li><bdi>{escape(name)}</bdi></li>\n" for name in self.book.named_authors)
        unnamed = self.book.unnamed_authors
        others = self.words.count(self.words.and_unnamed, unnamed) if unnamed else ""
        listed = f'<ul class="book-hands">\n{names}</ul>\n' if names else ""
        return listed + (f'<p class="book-unnamed">{self.own(others)}</p>\n' if others else "")

    def colophon(self) -> str:
        """The colophon's sentences, then the address where the book was written."""
        address = web_address(self.book.address)
        grew = (
            f'<p>{self.own(self.words.grew_at)} <a href="{escape(address)}">{escape(address)}</a></p>'
            if address
            else ""
        )
        return self._lines(self.words.colophon_lines(self.book), self.own) + grew

    def licence(self) -> str:
        """The licence's name, linked to its text, and what it means in plain words."""
        licence = self.book.licence
        name = self.inline(licence.name)
        url = web_address(licence.url)
        linked = f'<a rel="license" href="{escape(url)}">{name}</a>' if url else name
        return f'<p class="book-licence-name">{linked}</p>\n{self.paragraphs(licence.notice)}'

    def language_of(self, tag: str | None) -> str:
        """The attribute that says that what follows is in another language."""
        return f' lang="{escape(tag)}"' if tag else ""

    def _lines(self, lines: list[str], set_: Callable[[str], str]) -> str:
        return "\n".join(f'<p dir="auto">{set_(line)}</p>' for line in lines)


def web_address(url: str | None) -> str:
    """`url` if it is an http(s) address with nothing odd in it, else nothing."""
    return (
        url
        if url and re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[\w./~%+,;=&?#@!$()*:-]*)?", url, re.ASCII)
        else ""
    )
