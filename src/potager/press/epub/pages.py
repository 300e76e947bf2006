"""The XHTML pages of an EPUB, in reading order."""

from dataclasses import dataclass, replace

from potager.press import cover
from potager.press.book import Chapter
from potager.press.markup import SPROUT, Markup

PARTS_PER_PAGE = 100  # reading devices slow down on long files


@dataclass(frozen=True)
class Page:
    """One XHTML file: its name without ending, its title, what stands in its body.

    `is_listed` tells whether the contents name it: what continues a chapter is not named again.
    """

    name: str
    title: str
    content: str
    kind: str = "story"
    language: str = ""
    is_listed: bool = True

    @property
    def file(self) -> str:
        """The file's name in the package."""
        return f"{self.name}.xhtml"


def pages_of(markup: Markup) -> list[Page]:
    """All pages, from the cover to the colophon."""
    return [
        _cover(markup),
        _title(markup),
        *_opening(markup),
        *_story(markup),
        *_afterword(markup),
        _authors(markup),
        *_others(markup),
        _colophon(markup),
    ]


def _cover(markup: Markup) -> Page:
    words = markup.words
    image = f'<img src="cover.png" role="doc-cover" alt="{markup.own(cover.described(markup.book))}"/>'
    return Page("cover", words.cover, f'<section epub:type="cover">{image}</section>', kind="cover")


def _title(markup: Markup) -> Page:
    book = markup.book
    subtitle = (
        f'<p class="subtitle" role="doc-subtitle">{markup.inline(book.subtitle)}</p>\n'
        if book.subtitle
        else ""
    )
    content = (
        f'<section epub:type="titlepage">\n{markup.page("title", "imprint", "contents")}'
        f"<h1>{markup.inline(book.title)}</h1>\n{subtitle}{SPROUT}\n"
        f'<p class="byline"{markup.own_language}>{markup.own(markup.words.byline(book))}</p>\n'
        f'<p class="publisher">{markup.inline(book.community)}</p>\n'
        f"<p>{book.released_at.year}</p>\n</section>"
    )
    return Page("title", markup.words.title_page, content, kind="title")


def _opening(markup: Markup) -> list[Page]:
    text, mark = markup.paragraphs(markup.book.opening, mark="opening"), markup.page("opening")
    page = _of_the_press(
        markup, "opening", markup.words.opening, "foreword doc-foreword", f"{mark}{text}\n{SPROUT}"
    )
    return [page] if text else []


def _story(markup: Markup) -> list[Page]:
    """The chapters, each in as many files as its length wants."""
    pages: list[Page] = []
    for rank, chapter in enumerate(markup.book.parts):
        parts = chapter.contributions
        starts = range(0, max(len(parts), 1), PARTS_PER_PAGE)
        for start in starts:
            some = replace(chapter, contributions=parts[start : start + PARTS_PER_PAGE])
            place = Place(number=len(pages) + 1, rank=rank, is_first=not start, is_only=len(starts) == 1)
            end = SPROUT if start == starts[-1] else ""
            pages.append(_part_of_story(markup, some, place, end))
    return pages


@dataclass(frozen=True)
class Place:
    """Where a file of the story stands: its number, its chapter's rank, whether it begins it and is all of it."""

    number: int
    rank: int
    is_first: bool
    is_only: bool


def _part_of_story(markup: Markup, some: Chapter, place: Place, end: str) -> Page:
    words, name = markup.words, f"story-{place.number}"
    title = some.title or words.story
    if not place.is_only:
        ends = {"first": some.contributions[0].number, "last": some.contributions[-1].number}
        title = (
            words.chapter_part.format(title=title, **ends) if some.title else words.story_part.format(**ends)
        )
    byline = some if place.is_first else replace(some, byline="")
    mark = markup.page(f"chapter.{place.rank}") if place.is_first else ""
    content = f"{mark}{markup.chapter(byline)}{end}"
    kind, listed = "chapter doc-chapter", place.is_first or not some.title
    if some.title:
        return Page(name, title, _section(kind, markup.inline(title), content), is_listed=listed)
    return replace(_of_the_press(markup, name, title, kind, content), kind="story")


def _afterword(markup: Markup) -> list[Page]:
    text = markup.paragraphs(markup.book.afterword, mark="afterword")
    content = markup.page("afterword") + text
    page = _of_the_press(markup, "afterword", markup.words.afterword, "afterword doc-afterword", content)
    return [page] if text else []


def _authors(markup: Markup) -> Page:
    content = markup.page("authors") + markup.authors()
    return _of_the_press(markup, "authors", markup.words.authors, "contributors", content)


def _others(markup: Markup) -> list[Page]:
    content = f'<ul class="book-hands">\n{markup.others()}</ul>'
    page = _of_the_press(markup, "others", markup.words.others, "other-credits", content)
    return [page] if markup.book.others else []


def _colophon(markup: Markup) -> Page:
    words = markup.words
    licence = (
        f'<h2 id="licence"{markup.own_language}>{markup.own(words.licence)}</h2>\n{markup.licence()}'
        if markup.book.licence.name
        else ""
    )
    content = f"{markup.page('colophon')}{markup.colophon()}{licence}"
    return _of_the_press(markup, "colophon", words.colophon, "colophon doc-colophon", content)


def _of_the_press(markup: Markup, name: str, title: str, kind: str, content: str) -> Page:
    """A page whose title are words of the press; where the book has none of its own they may be foreign to it."""
    heading = _section(kind, markup.own(title), content, markup.own_language)
    return Page(name, title, heading, kind=name)


def _section(kind: str, title: str, content: str, language: str = "") -> str:
    kind, _, role = kind.partition(" ")
    attributes = f'epub:type="{kind}"' + (f' role="{role}"' if role else "")
    return f'<section {attributes} aria-labelledby="h">\n<h1 id="h"{language}>{title}</h1>\n{content}\n</section>'
