"""The package document: who, what, in which order, and how far the book is accessible."""

from collections.abc import Mapping
from datetime import UTC
from html import escape
from pathlib import Path
from string import Template

from potager.press.barcode import ean13
from potager.press.book import Author
from potager.press.epub.pages import Page
from potager.press.markup import SPROUT, Markup

PACKAGE = Template((Path(__file__).parents[1] / "layouts/epub/package.opf").read_text())
TYPE = "application/xhtml+xml"
PAGED = "".join(
    f'<meta property="schema:accessibilityFeature">{feature}</meta>\n'
    for feature in ("pageBreakMarkers", "pageNavigation")
)


def package(markup: Markup, pages: list[Page], pictures: Mapping[str, str]) -> str:
    """The package document of these pages; `pictures` are media types by file name."""
    book, words = markup.book, markup.words
    released = book.released_at.astimezone(UTC)
    sounds = [kind for kind in pictures.values() if kind.startswith("audio/")]
    summary = words.accessibility_pictures if pictures else words.accessibility
    summary += f" {words.accessibility_sounds}" if sounds else ""
    return PACKAGE.substitute(
        language=book.language,
        direction=' page-progression-direction="rtl"' if markup.direction else "",
        identifier=book.identifier,
        title=markup.inline(book.title),
        subtitle=_subtitle(markup),
        people=_people(markup),
        description=markup.own(words.byline(book)),
        date=released.date().isoformat(),
        rights=_rights(markup),
        isbn=_isbn(book.isbn or ""),
        modified=released.strftime("%Y-%m-%dT%H:%M:%SZ"),
        heard='<meta property="schema:accessMode">auditory</meta>\n' if sounds else "",
        paged=_paged(markup),
        accessibility=markup.own(summary),
        manifest="".join(map(_item, pages)) + "".join(_picture(*one) for one in sorted(pictures.items())),
        spine="".join(map(_in_order, pages)),
    )


def _isbn(number: str) -> str:
    """Where the printed book is found; nothing for what is no such number."""
    digits = number.replace("-", "").replace(" ", "")
    return f"<dc:source>urn:isbn:{digits}</dc:source>\n" if ean13(digits) else ""


def _paged(markup: Markup) -> str:
    """That the pages are those of the PDF, where they are marked."""
    if not markup.breaks:
        return ""
    return f'{PAGED}<meta property="pageBreakSource">urn:uuid:{markup.book.identifier}#pdf</meta>\n'


def _in_order(page: Page) -> str:
    """A page's place in the reading order; the contents stand behind the title."""
    contents = '<itemref idref="nav"/>\n' if page.kind == "title" else ""
    return f'<itemref idref="page-{page.name}"/>\n{contents}'


def _item(page: Page) -> str:
    properties = ' properties="svg"' if SPROUT in page.content else ""
    return f'<item id="page-{page.name}" href="{page.file}" media-type="{TYPE}"{properties}/>\n'


def _picture(name: str, media_type: str) -> str:
    return f'<item id="{name.replace("/", "-")}" href="{name}" media-type="{media_type}"/>\n'


def _subtitle(markup: Markup) -> str:
    if not markup.book.subtitle:
        return ""
    text = markup.inline(markup.book.subtitle)
    kind = '<meta refines="#subtitle" property="title-type">subtitle</meta>'
    return f'<dc:title id="subtitle">{text}</dc:title>\n{kind}\n'


def _people(markup: Markup) -> str:
    """Each named author as contributor with the role of author, the translators; the community as publisher."""
    book = markup.book
    authors = [_person(f"a{i}", one, "aut") for i, one in enumerate(_named(book.authors), start=1)]
    others = [_person(f"t{i}", one, "trl") for i, one in enumerate(_named(book.translators), start=1)]
    community = markup.inline(book.community)
    publisher = f"<dc:publisher>{community}</dc:publisher>\n" if community else ""
    return "".join([*authors, *others]) + publisher


def _named(people: tuple[Author, ...]) -> list[Author]:
    return [one for one in people if one.name]


def _person(identifier: str, one: Author, role: str) -> str:
    return (
        f'<dc:contributor id="{identifier}">{escape(one.name)}</dc:contributor>\n'
        f'<meta refines="#{identifier}" property="role" scheme="marc:relators">{role}</meta>\n'
    )


def _rights(markup: Markup) -> str:
    licence = markup.book.licence
    words = " ".join(filter(None, (licence.name, licence.url)))
    return f"<dc:rights>{escape(words)}</dc:rights>\n" if words else ""
