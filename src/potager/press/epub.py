"""The book as EPUB 3.3: templates filled with escaped text, and a zip that is the same for the same book."""

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

from potager.press import cover
from potager.press.book import Book
from potager.press.markup import SPROUT, Markup

LAYOUTS = Path(__file__).parent / "layouts/epub"
CONTAINER, CSS = ((LAYOUTS / name).read_text() for name in ("container.xml", "book.css"))
PAGE, PACKAGE, NAV = (
    Template((LAYOUTS / name).read_text()) for name in ("page.xhtml", "package.opf", "nav.xhtml")
)
TYPE = "application/xhtml+xml"
# Reading devices slow down on long files.
PARTS_PER_PAGE = 100
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # the first moment that a zip can tell


@dataclass(frozen=True)
class Page:
    """One XHTML file: its name without ending, its title, what stands in its body."""

    name: str
    title: str
    content: str
    kind: str = "story"

    @property
    def file(self) -> str:
        """The file's name in the package."""
        return f"{self.name}.xhtml"


def bind(book: Book, *, cover_png: bytes) -> bytes:
    """The EPUB's bytes; the same book and cover always give the same ones."""
    markup = Markup(book=book, medium="epub")
    pages = _pages(markup)
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": _package(markup, pages),
        "EPUB/nav.xhtml": _xhtml(markup, _nav(markup, pages)),
        "EPUB/book.css": CSS,
        **{f"EPUB/{page.file}": _xhtml(markup, page) for page in pages},
    }
    return _zipped(files, cover_png, max(book.released_at.astimezone(UTC), OLDEST))


def _pages(markup: Markup) -> list[Page]:
    return [
        _cover(markup),
        _title(markup),
        *_opening(markup),
        *_story(markup),
        _authors(markup),
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
        f'<section epub:type="titlepage">\n<h1>{markup.inline(book.title)}</h1>\n{subtitle}{SPROUT}\n'
        f'<p class="byline">{markup.own(markup.words.byline(book))}</p>\n'
        f'<p class="publisher">{markup.inline(book.community)}</p>\n'
        f"<p>{book.released_at.year}</p>\n</section>"
    )
    return Page("title", markup.words.title_page, content, kind="title")


def _opening(markup: Markup) -> list[Page]:
    text = markup.paragraphs(markup.book.opening)
    title = markup.words.opening
    content = _section("foreword", "doc-foreword", markup.own(title), f"{text}\n{SPROUT}")
    return [Page("opening", title, content, kind="opening")] if text else []


def _story(markup: Markup) -> list[Page]:
    parts, words = markup.book.contributions, markup.words
    starts = range(0, max(len(parts), 1), PARTS_PER_PAGE)
    pages = []
    for rank, start in enumerate(starts, start=1):
        some = parts[start : start + PARTS_PER_PAGE]
        title = words.story
        if len(starts) > 1:
            title = words.story_part.format(first=some[0].number, last=some[-1].number)
        text = "".join(map(markup.contribution, some)) + (SPROUT if rank == len(starts) else "")
        pages.append(
            Page(f"story-{rank}", title, _section("chapter", "doc-chapter", markup.own(title), text))
        )
    return pages


def _authors(markup: Markup) -> Page:
    title = markup.words.authors
    return Page(
        "authors", title, _section("contributors", "", markup.own(title), markup.authors()), kind="authors"
    )


def _colophon(markup: Markup) -> Page:
    words = markup.words
    licence = (
        f'<h2 id="licence">{markup.own(words.licence)}</h2>\n{markup.licence()}'
        if markup.book.licence.name
        else ""
    )
    text = markup.colophon() + licence
    return Page(
        "colophon",
        words.colophon,
        _section("colophon", "doc-colophon", markup.own(words.colophon), text),
        kind="colophon",
    )


def _section(kind: str, role: str, title: str, content: str) -> str:
    attributes = f'epub:type="{kind}"' + (f' role="{role}"' if role else "")
    return f'<section {attributes} aria-labelledby="h">\n<h1 id="h">{title}</h1>\n{content}\n</section>'


def _nav(markup: Markup, pages: list[Page]) -> Page:
    words = markup.words
    links = [(page.file, page.title) for page in pages if page.kind not in {"cover", "title"}]
    links += [("colophon.xhtml#licence", words.licence)] if markup.book.licence.name else []
    chapters = "".join(f'<li><a href="{file}">{markup.own(title)}</a></li>\n' for file, title in links)
    content = NAV.substitute(
        contents=markup.own(words.contents),
        cover=markup.own(words.cover),
        story=markup.own(words.story),
        chapters=chapters,
        start=links[0][0],
    )
    return Page("nav", words.contents, content, kind="nav")


def _xhtml(markup: Markup, page: Page) -> str:
    title = escape(f"{page.title} · {markup.book.title}")
    return PAGE.substitute(language=markup.book.language, title=title, kind=page.kind, content=page.content)


def _package(markup: Markup, pages: list[Page]) -> str:
    book = markup.book
    released = book.released_at.astimezone(UTC)
    items = "".join(
        f'<item id="page-{page.name}" href="{page.file}" media-type="{TYPE}"{_properties(page)}/>\n'
        for page in pages
    )
    return PACKAGE.substitute(
        language=book.language,
        identifier=book.identifier,
        title=markup.inline(book.title),
        subtitle=_subtitle(markup),
        people=_people(markup),
        description=markup.own(markup.words.byline(book)),
        date=released.date().isoformat(),
        rights=_rights(markup),
        modified=released.strftime("%Y-%m-%dT%H:%M:%SZ"),
        accessibility=markup.own(markup.words.accessibility),
        manifest=items,
        spine="".join(f'<itemref idref="page-{page.name}"/>\n' for page in pages),
    )


def _properties(page: Page) -> str:
    return ' properties="svg"' if SPROUT in page.content else ""


def _subtitle(markup: Markup) -> str:
    if not markup.book.subtitle:
        return ""
    text = markup.inline(markup.book.subtitle)
    kind = '<meta refines="#subtitle" property="title-type">subtitle</meta>'
    return f'<dc:title id="subtitle">{text}</dc:title>\n{kind}\n'


def _people(markup: Markup) -> str:
    """Each named author as contributor with the role of author; the community as publisher."""
    lines = [
        f'<dc:contributor id="a{i}">{escape(name)}</dc:contributor>\n'
        f'<meta refines="#a{i}" property="role" scheme="marc:relators">aut</meta>\n'
        for i, name in enumerate(markup.book.named_authors, start=1)
    ]
    community = markup.inline(markup.book.community)
    return "".join(lines) + (f"<dc:publisher>{community}</dc:publisher>\n" if community else "")


def _rights(markup: Markup) -> str:
    licence = markup.book.licence
    words = " ".join(filter(None, (licence.name, licence.url)))
    return f"<dc:rights>{escape(words)}</dc:rights>\n" if words else ""


def _zipped(files: dict[str, str], cover_png: bytes, moment: datetime) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_entry("mimetype", moment), "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(_entry("EPUB/cover.png", moment), cover_png, zipfile.ZIP_STORED)
        for name, text in files.items():
            archive.writestr(_entry(name, moment), text, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()


def _entry(name: str, moment: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry
