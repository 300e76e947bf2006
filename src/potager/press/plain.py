"""The book as plain text and as Markdown (CommonMark): one walk through it, two ways of writing things down."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from potager.lib import prose
from potager.lib.typography import typeset
from potager.press.book import Author, Book, Chapter, Contribution, Picture, paragraphs
from potager.press.markup import web_address
from potager.press.words import Words, words_of

# What Markdown, or one of its widespread extensions, could take for a sign of its own, anywhere in a line.
_SIGNS = re.compile(r"([\\`*_\[\]<>&~|$^#@{}])")
# What begins a list, a heading or a rule at the start of a line.
_AT_START = re.compile(r"^([-+=]|\d+(?=[.)]))")
_LINKS = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)")


@dataclass(frozen=True)
class Plain:
    """Plain text: titles are underlined, nothing else is marked."""

    def words(self, text: str) -> str:
        """A line of text."""
        return text

    def title(self, text: str, level: int) -> str:
        """A title; 1 is the book's."""
        return f"{text}\n{('=' if level == 1 else '-') * min(len(text), 72)}"

    def signed(self, text: str) -> str:
        """Who wrote what stands above."""
        return f"    — {text}"

    def item(self, text: str, url: str) -> str:
        """One of a list, with an address or none."""
        return f"- {text}" + (f" <{url}>" if url else "")

    def link(self, text: str, url: str) -> str:
        """Words that lead somewhere."""
        return f"{text} <{url}>" if url and url != text else text

    def formed(self, text: str, *, emphasis: bool, strong: bool) -> str:
        """Words that weigh more than others."""
        return text

    def line_end(self) -> str:
        """The end of a line within a paragraph."""
        return "\n"

    def rest(self) -> str:
        """What stands between two parts."""
        return "* * *"


class Markdown(Plain):
    """Markdown: whatever people wrote stays text, whoever renders it."""

    def words(self, text: str) -> str:
        """A line of text, none of whose signs means anything."""
        escaped = _SIGNS.sub(r"\\\1", text)
        escaped = _LINKS.sub(lambda found: "\\" + found[0], escaped)
        return _AT_START.sub(_harmless, escaped)

    def title(self, text: str, level: int) -> str:
        """A title; 1 is the book's."""
        return f"{'#' * level} {text}"

    def signed(self, text: str) -> str:
        """Who wrote what stands above."""
        return f"*— {text}*"

    def item(self, text: str, url: str) -> str:
        """One of a list, with an address or none."""
        return f"- {self.link(text, url)}"

    def link(self, text: str, url: str) -> str:
        """Words that lead somewhere."""
        return f"[{text}](<{url}>)" if url else text

    def formed(self, text: str, *, emphasis: bool, strong: bool) -> str:
        """Words that weigh more than others; marks touch the words, or they would mark nothing."""
        mark = "*" * (emphasis + 2 * strong)
        inner = text.strip()
        return text.replace(inner, f"{mark}{inner}{mark}", 1) if inner and mark else text

    def line_end(self) -> str:
        """The end of a line within a paragraph."""
        return "\\\n"


def _harmless(found: re.Match[str]) -> str:
    """A sign loses its meaning behind a backslash, a number before an escaped dot."""
    return f"\\{found[0]}" if not found[0].isdigit() else f"{found[0]}\\"


def text(book: Book) -> str:
    """The book as plain text, one line a paragraph."""
    return _written(book, Plain())


def markdown(book: Book) -> str:
    """The book as Markdown."""
    return _written(book, Markdown())


def _written(book: Book, style: Plain) -> str:
    return "\n\n".join(part for part in _Walk(book, words_of(book), style) if part) + "\n"


@dataclass(frozen=True)
class _Walk:
    """Everything that the book holds, in its order."""

    book: Book
    own: Words
    style: Plain

    def __iter__(self) -> Iterator[str]:
        yield from self._front()
        if self.book.opening:
            yield self._own_title(self.own.opening)
            yield from self._paragraphs(self.book.opening)
        for chapter in self.book.parts:
            yield from self._chapter(chapter)
        if self.book.afterword:
            yield self._own_title(self.own.afterword)
            yield from self._paragraphs(self.book.afterword)
        yield from self._people()
        yield from self._colophon()

    def _set(self, text: str, language: str | None = None) -> str:
        return self.style.words(typeset(text, language=language or self.book.language))

    def _told(self, text: str) -> str:
        return self._set(text, self.own.tag)

    def _own_title(self, text: str) -> str:
        return self.style.title(self._told(text), 2)

    def _paragraphs(self, text: str, language: str | None = None) -> Iterator[str]:
        for line in paragraphs(text):
            yield self._set(line, language)

    def _front(self) -> Iterator[str]:
        yield self.style.title(self._set(self.book.title), 1)
        yield self._set(self.book.subtitle or "")
        yield self._told(self.own.byline(self.book))
        yield self._set(self.book.community)

    def _chapter(self, chapter: Chapter) -> Iterator[str]:
        yield self.style.title(self._set(chapter.title) if chapter.title else self._told(self.own.story), 2)
        yield self._set(chapter.byline)
        pictures = self.book.pictured()
        for part in chapter.contributions:
            yield from self._pictures(pictures.get(0, []) if part.number == 1 else [])
            yield from self._contribution(part)
            yield from self._pictures(pictures.get(part.number, []))
        yield self.style.rest()

    def _pictures(self, pictures: list[Picture]) -> Iterator[str]:
        for one in pictures:
            heard = self._told(self.own.recording_of(one)) if one.is_sound else ""
            told = " · ".join(filter(None, (one.alternative, one.credit)))
            yield self.style.words(f"[{f'{heard} ' if heard else ''}{told}]")

    def _contribution(self, part: Contribution) -> Iterator[str]:
        if part.is_prose:
            yield from self._prose(prose.parse(part.text), part.language)
        else:
            yield from self._paragraphs(part.text or "…", part.language)
        if self.book.attribution != "list":
            who = self.style.words(part.signature) if part.signature else self._told(self.own.unnamed)
            when = self._told(self.own.time(self.book.local(part.written_at)))
            yield self.style.signed(f"{who}, {when}")

    def _prose(self, blocks: Iterable[prose.Block], language: str | None) -> Iterator[str]:
        """Headings, lists and quotations, each kind marked as the style marks it."""
        for block in blocks:
            if block.kind == "heading":
                yield self.style.title(self._spans(block, language), 2 + block.number)
            elif block.kind in {"bullets", "numbers"}:
                ranks = range(block.number, block.number + len(block.children))
                marks = [f"{rank}. " if block.kind == "numbers" else "- " for rank in ranks]
                items = zip(marks, block.children, strict=True)
                yield "\n".join(mark + self._inside(item, language, " " * len(mark)) for mark, item in items)
            elif block.kind == "quote":
                yield "> " + self._inside(block, language, "> ")
            else:
                yield self._spans(block, language)

    def _inside(self, block: prose.Block, language: str | None, lead: str) -> str:
        """What stands in an item or a quotation, each further line behind `lead`."""
        told = "\n\n".join(self._prose(block.children, language)) or self._spans(block, language)
        return told.replace("\n", f"\n{lead}")

    def _spans(self, block: prose.Block, language: str | None) -> str:
        return "".join(self._span(span, language) for span in block.spans)

    def _span(self, span: prose.Span, language: str | None) -> str:
        if span.text == "\n":
            return self.style.line_end()
        told = self.style.formed(self._set(span.text, language), emphasis=span.emphasis, strong=span.strong)
        return self.style.link(told, web_address(span.href))

    def _people(self) -> Iterator[str]:
        yield self._own_title(self.own.authors)
        yield "\n".join(self._author(one) for one in self.book.authors if one.name)
        if self.book.unnamed_authors:
            yield self._told(self.own.count(self.own.and_unnamed, self.book.unnamed_authors))
        if self.book.others:
            yield self._own_title(self.own.others)
            yield "\n".join(self.style.item(self._set(title), "") for title in self.book.others)

    def _author(self, one: Author) -> str:
        told = f" · {self._set(one.presentation)}" if one.presentation else ""
        return self.style.item(self.style.words(one.name), web_address(one.link)) + told

    def _colophon(self) -> Iterator[str]:
        yield self._own_title(self.own.colophon)
        for line in self.own.colophon_lines(self.book):
            yield self._told(line)
        if address := web_address(self.book.address):
            yield f"{self._told(self.own.grew_at)} {self.style.link(self.style.words(address), address)}"
        if self.book.licence.name:
            yield self._own_title(self.own.licence)
            yield self.style.link(self._set(self.book.licence.name), web_address(self.book.licence.url))
            yield from self._paragraphs(self.book.licence.notice)
