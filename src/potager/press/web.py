"""The web edition: the book's text as HTML, to be put into a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from potager.press.book import Book
from potager.press.markup import SPROUT, Markup


def body(book: Book, images: Mapping[str, str] | None = None) -> str:
    """The book from its opening to its licence; headings begin at h2. `images` holds each picture's address.

    The string is safe to put into a page as it is: every text of the book in it has been escaped, and
    the only addresses that become links are plain http(s) ones.
    """
    markup = Markup(book=book, medium="web", images=images or {})
    return "".join(section.html for section in _sections(markup))


def contents(markup: Markup) -> list[tuple[str, str]]:
    """The anchor and the title (as HTML) of each section."""
    return [(f"book-{section.name}", section.title) for section in _sections(markup)]


@dataclass(frozen=True)
class _Section:
    """A part of the page; its title is HTML already, `language` the attribute that tells its title's."""

    kind: str
    name: str
    title: str
    content: str
    language: str = ""

    @property
    def html(self) -> str:
        return (
            f'<section class="book-{self.kind}" aria-labelledby="book-{self.name}">'
            f'<h2 id="book-{self.name}"{self.language}>{self.title}</h2>\n{self.content}</section>\n'
        )


def _sections(markup: Markup) -> list[_Section]:
    return [*_before(markup), *_story(markup), *_behind(markup)]


def _before(markup: Markup) -> list[_Section]:
    opening = markup.paragraphs(markup.book.opening)
    return [_section(markup, "opening", markup.words.opening, opening + SPROUT)] if opening else []


def _story(markup: Markup) -> list[_Section]:
    """The chapters; the first without a title is called what a story is called."""
    sections = []
    for rank, chapter in enumerate(markup.book.parts):
        name = f"chapter-{rank}" if rank or chapter.title else "story"
        text = markup.chapter(chapter) + SPROUT
        if chapter.title:
            sections.append(_Section("story", name, markup.inline(chapter.title), text))
        else:
            sections.append(_section(markup, name, markup.words.story, text))
    return sections


def _behind(markup: Markup) -> list[_Section]:
    words, book = markup.words, markup.book
    afterword = markup.paragraphs(book.afterword)
    parts = [
        ("afterword", words.afterword, afterword),
        ("authors", words.authors, markup.authors()),
        ("others", words.others, f"<ul>{markup.others()}</ul>" if book.others else ""),
        ("colophon", words.colophon, markup.colophon()),
        ("licence", words.licence, markup.licence() if book.licence.name else ""),
    ]
    return [_section(markup, *part) for part in parts if part[2] or part[0] == "authors"]


def _section(markup: Markup, name: str, title: str, content: str) -> _Section:
    return _Section(name, name, markup.own(title), content, markup.own_language)
