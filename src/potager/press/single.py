"""The book as one HTML file: its pictures are in it, it asks nobody for anything, and no script could run in it."""

from html import escape
from pathlib import Path
from string import Template

from potager.press import cover, web
from potager.press.book import Book
from potager.press.markup import Markup
from potager.press.pdf import Plates, data_address

LAYOUTS = Path(__file__).parent / "layouts"
PAGE, STYLE = Template((LAYOUTS / "single.template").read_text()), (LAYOUTS / "single.css").read_text()


def page(book: Book, *, cover_png: bytes, plates: Plates | None = None) -> str:
    """The whole book as one page."""
    markup = Markup(book=book, medium="web")
    images = {name: data_address(*plate) if plate[0] else "" for name, plate in (plates or {}).items()}
    words = markup.words
    return PAGE.substitute(
        language=book.language,
        direction=markup.direction,
        title=escape(book.title),
        style=STYLE,
        cover=data_address(cover_png, "image/png"),
        described=markup.own(cover.described(book)),
        heading=markup.inline(book.title),
        subtitle=f'<p class="subtitle">{markup.inline(book.subtitle)}</p>\n' if book.subtitle else "",
        own=markup.own_language,
        byline=markup.own(words.byline(book)),
        community=escape(book.community),
        year=book.released_at.year,
        contents=markup.own(words.contents),
        chapters="".join(f'<li><a href="#{name}">{title}</a></li>\n' for name, title in web.contents(markup)),
        body=web.body(book, images),
    )
