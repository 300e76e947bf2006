"""The pieces of HTML that the web edition and the EPUB share: every text escaped, and in its typography."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html import escape

from potager.lib import prose
from potager.lib.tongues import direction
from potager.lib.typography import Medium, typeset
from potager.press.book import Author, Book, Chapter, Contribution, Picture, paragraphs
from potager.press.words import Words, words_of

SPROUT = (
    '<svg class="sprout" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 18" width="90" height="18"'
    ' fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" aria-hidden="true"><path'
    ' d="M2 13h32M56 13h32M45 16V9M45 11C45 7 42 5 38.5 5.3C38.5 9 40.8 11.3 45 11M45 9C45 5.8 47.4 3.4'
    ' 51.5 3.4C51.5 7.2 48.9 9.6 45 9"/></svg>'
)


@dataclass(frozen=True)
class Markup:
    """The HTML of one book for one medium ("web" or "epub").

    `breaks` holds the number of the printed page that begins at a mark; `images` the address of each picture.
    """

    book: Book
    medium: Medium
    breaks: Mapping[str, int] = field(default_factory=dict)
    images: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def words(self) -> Words:
        """The press's own words in the book's language."""
        return words_of(self.book)

    @cached_property
    def pictures(self) -> dict[int, list[Picture]]:
        """The pictures that have an address, by the contribution after which they stand."""
        shown = replace(
            self.book, pictures=tuple(one for one in self.book.pictures if one.name in self.images)
        )
        return shown.pictured()

    @property
    def direction(self) -> str:
        """The attribute that says that the book is written from the right; nothing for the others."""
        return ' dir="rtl"' if direction(self.book.language) == "rtl" else ""

    def inline(self, text: str, language: str | None = None) -> str:
        """`text` (in the book's language unless told) escaped, in its typography."""
        return escape(typeset(text, language=language or self.book.language, medium=self.medium))

    def own(self, text: str) -> str:
        """Words of the press escaped, in their typography."""
        return self.inline(text, self.words.tag)

    @cached_property
    def own_language(self) -> str:
        """The attribute that says so where the press speaks another language than the book."""
        spoken = self.book.language.partition("-")[0].lower()
        return "" if spoken == self.words.tag else self.language_of(self.words.tag)

    def page(self, *marks: str) -> str:
        """Where the printed pages that begin at these marks begin, for who looks for a page."""
        return "".join(self._page(self.breaks[mark]) for mark in marks if mark in self.breaks)

    def _page(self, number: int) -> str:
        label = self.own(self.words.page.format(number))
        kind = ' epub:type="pagebreak"' if self.medium == "epub" else ""
        return f'<span id="page-{number}" role="doc-pagebreak"{kind} aria-label="{label}"></span>'

    def paragraphs(self, text: str, language: str | None = None, mark: str = "") -> str:
        """The paragraphs of a text; `mark` names it for the list of pages."""
        set_ = partial(self.inline, language=language)
        return "\n".join(
            f'<p dir="auto">{self.page(f"{mark}.{i}") if mark else ""}{set_(line)}</p>'
            for i, line in enumerate(paragraphs(text))
        )

    def prose(self, text: str, language: str | None = None, mark: str = "") -> str:
        """A text with headings, emphasis, lists, quotations and links, below the title of its chapter."""
        set_ = partial(typeset, language=language or self.book.language, medium=self.medium)
        first = 3 if self.medium == "web" else 2
        return "\n".join(
            self.page(f"{mark}.{i}") + prose.html([block], heading=first, set_=set_)
            for i, block in enumerate(prose.parse(text))
        )

    def chapter(self, chapter: Chapter) -> str:
        """What stands in a chapter, below its title."""
        byline = (
            f'<p class="book-chapter-by"><bdi>{escape(chapter.byline)}</bdi></p>\n' if chapter.byline else ""
        )
        return byline + "".join(map(self.contribution, chapter.contributions))

    def contribution(self, part: Contribution) -> str:
        """One contribution: its number as anchor, its text, who wrote it and when, small; then its pictures."""
        other = part.language if part.language and part.language != self.book.language else None
        mark = f"c{part.number}"
        set_text = self.prose if part.is_prose else self.paragraphs
        text = set_text(part.text, other, mark) or f"<p>{self.page(f'{mark}.0')}…</p>"
        first = self.figures(0) if part.number == 1 else ""
        by = self._by(part) if self.book.attribution != "list" else ""
        told = f'<div class="book-part" id="{mark}"><div{self.language_of(other)}>{text}</div>\n{by}</div>\n'
        return first + told + self.figures(part.number)

    def _by(self, part: Contribution) -> str:
        written = self.book.local(part.written_at)
        who = escape(part.signature) or f"<em{self.own_language}>{self.own(self.words.unnamed)}</em>"
        return (
            f'<p class="book-by"><bdi>{who}</bdi> <time datetime="{written.isoformat(timespec="minutes")}">'
            f"{self.own(self.words.time(written))}</time></p>"
        )

    def figures(self, after: int) -> str:
        """The pictures that stand after a contribution; 0 is after the opening."""
        return "".join(map(self.figure, self.pictures.get(after, [])))

    def figure(self, picture: Picture) -> str:
        """A picture, the words for who does not see it, and to whom it is owed."""
        if picture.is_sound:
            return self._recording(picture)
        credit = f"<figcaption>{escape(picture.credit)}</figcaption>" if picture.credit else ""
        return (
            f'<figure class="book-picture"><img src="{escape(self.images[picture.name])}"'
            f' alt="{self.inline(picture.alternative)}" width="{picture.width}" height="{picture.height}"/>'
            f"{credit}</figure>\n"
        )

    def _recording(self, sound: Picture) -> str:
        """A recording, its words, how long it lasts and to whom it is owed."""
        source = escape(self.images[sound.name])
        heard = f'<audio controls="controls" preload="none" src="{source}"></audio>\n' if source else ""
        owed = f"<small>{escape(sound.credit)}</small>" if sound.credit else ""
        return (
            f'<figure class="book-picture book-sound">{heard}<figcaption>'
            f"<b{self.own_language}>{self.own(self.words.recording_of(sound))}</b> "
            f"<span>{self.inline(sound.alternative)}</span> {owed}</figcaption></figure>\n"
        )

    def authors(self) -> str:
        """The names as a list, with links and presentations, then how many prefer not to be named."""
        names = "".join(map(self._author, (one for one in self.book.authors if one.name)))
        unnamed = self.book.unnamed_authors
        others = self.words.count(self.words.and_unnamed, unnamed) if unnamed else ""
        listed = f'<ul class="book-hands">\n{names}</ul>\n' if names else ""
        return listed + (
            f'<p class="book-unnamed"{self.own_language}>{self.own(others)}</p>\n' if others else ""
        )

    def _author(self, author: Author) -> str:
        name, url = f"<bdi>{escape(author.name)}</bdi>", web_address(author.link)
        linked = f'<a href="{escape(url)}" rel="nofollow ugc">{name}</a>' if url else name
        told = f" <span>{self.inline(author.presentation)}</span>" if author.presentation else ""
        return f"<li>{linked}{told}</li>\n"

    def others(self) -> str:
        """Other books of the same hands."""
        return "".join(f"<li><cite>{self.inline(title)}</cite></li>\n" for title in self.book.others)

    def colophon(self) -> str:
        """The colophon's sentences, then the address where the book was written."""
        address = escape(web_address(self.book.address))
        told_where = f'{self.own(self.words.grew_at)} <a href="{address}">{address}</a>'
        grew = f"<p{self.own_language}>{told_where}</p>" if address else ""
        told = (
            f'<p dir="auto"{self.own_language}>{self.own(line)}</p>'
            for line in self.words.colophon_lines(self.book)
        )
        return "\n".join(told) + grew

    def licence(self) -> str:
        """The licence's name, linked to its text, and what it means in plain words."""
        licence = self.book.licence
        name = self.inline(licence.name)
        url = web_address(licence.url)
        linked = f'<a rel="license" href="{escape(url)}">{name}</a>' if url else name
        return f'<p class="book-licence-name">{linked}</p>\n{self.paragraphs(licence.notice)}'

    def language_of(self, tag: str | None) -> str:
        """The attributes that say that what follows is in another language."""
        if not tag:
            return ""
        again = f' xml:lang="{escape(tag)}"' if self.medium == "epub" else ""
        return f' lang="{escape(tag)}"{again}'


def web_address(url: str | None) -> str:
    """`url` if it is an http(s) address with nothing odd in it, else nothing."""
    return (
        url
        if url and re.fullmatch(r"https?://[\w.-]+(:\d+)?(/[\w./~%+,;=&?#@!$()*:-]*)?", url, re.ASCII)
        else ""
    )
