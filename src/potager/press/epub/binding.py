"""Templates filled with escaped text, and a zip that is the same for the same book."""

import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

from potager.press.book import Book
from potager.press.epub.package import package
from potager.press.epub.pages import Page, pages_of
from potager.press.markup import Markup
from potager.press.pdf import Plates

LAYOUTS = Path(__file__).parents[1] / "layouts/epub"
CONTAINER, CSS = ((LAYOUTS / name).read_text() for name in ("container.xml", "book.css"))
PAGE, NAV = (Template((LAYOUTS / name).read_text()) for name in ("page.xhtml", "nav.xhtml"))
PAGE_BREAK = re.compile(r'<span id="page-(\d+)" role="doc-pagebreak"')
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # the first moment that a zip can tell


def bind(
    book: Book,
    *,
    cover_png: bytes,
    plates: Plates | None = None,
    breaks: Iterable[tuple[str, int]] = (),
) -> bytes:
    """The EPUB's bytes; the same book, pictures and places always give the same ones.

    `breaks` tells on which page of the PDF each mark stands: the list of pages is made of it.
    """
    plates = plates or {}
    known = [one.name for one in book.pictures if one.name in plates]
    held = {f"pictures/{name}": plates[name] for name in known if plates[name][0]}
    images = {name: f"pictures/{name}" if plates[name][0] else "" for name in known}
    markup = Markup(book=book, medium="epub", breaks=_first_on_page(breaks), images=images)
    pages = pages_of(markup)
    files = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": package(markup, pages, {name: kind for name, (_, kind) in held.items()}),
        "EPUB/nav.xhtml": _xhtml(markup, _nav(markup, pages)),
        "EPUB/book.css": CSS,
        **{f"EPUB/{page.file}": _xhtml(markup, page) for page in pages},
    }
    stored = {"cover.png": cover_png, **{name: data for name, (data, _) in held.items()}}
    return _zipped(files, stored, max(book.released_at.astimezone(UTC), OLDEST))


def _first_on_page(breaks: Iterable[tuple[str, int]]) -> dict[str, int]:
    """For each page its first mark: there the page begins."""
    first: dict[int, str] = {}
    for mark, number in breaks:
        first.setdefault(number, mark)
    return {mark: number for number, mark in first.items()}


def _nav(markup: Markup, pages: list[Page]) -> Page:
    words = markup.words
    links = [
        (page.file, page.title) for page in pages if page.kind not in {"cover", "title"} and page.is_listed
    ]
    links += [("colophon.xhtml#licence", words.licence)] if markup.book.licence.name else []
    chapters = "".join(f'<li><a href="{file}">{markup.inline(title)}</a></li>\n' for file, title in links)
    content = NAV.substitute(
        contents=markup.own(words.contents),
        cover=markup.own(words.cover),
        title_page=markup.own(words.title_page),
        story=markup.own(words.story),
        colophon=markup.own(words.colophon),
        language=markup.own_language,
        chapters=chapters,
        start=next(page.file for page in pages if page.kind in {"opening", "story"}),
        pages=_page_list(markup, pages),
    )
    return Page("nav", words.contents, content, kind="nav")


def _page_list(markup: Markup, pages: list[Page]) -> str:
    """Where each page of the PDF begins."""
    found = [(page.file, number) for page in pages for number in PAGE_BREAK.findall(page.content)]
    if not found:
        return ""
    links = "".join(f'<li><a href="{file}#page-{number}">{number}</a></li>\n' for file, number in found)
    label = markup.own(markup.words.pages)
    return (
        f'<nav epub:type="page-list" role="doc-pagelist" hidden="hidden" aria-label="{label}"{markup.own_language}>\n'
        f"<ol>\n{links}</ol>\n</nav>\n"
    )


def _xhtml(markup: Markup, page: Page) -> str:
    title = escape(f"{page.title} · {markup.book.title}")
    told = {"language": markup.book.language, "direction": markup.direction}
    return PAGE.substitute(**told, title=title, kind=page.kind, content=page.content)


def _zipped(files: dict[str, str], stored: dict[str, bytes], moment: datetime) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_entry("mimetype", moment), "application/epub+zip", zipfile.ZIP_STORED)
        for name, data in stored.items():
            archive.writestr(_entry(f"EPUB/{name}", moment), data, zipfile.ZIP_STORED)
        for name, text in files.items():
            archive.writestr(_entry(name, moment), text, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()


def _entry(name: str, moment: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry
