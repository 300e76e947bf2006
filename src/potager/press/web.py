"""The web edition: the book's text as HTML, to be put into a page."""

from potager.press.book import Book
from potager.press.markup import SPROUT, Markup


def body(book: Book) -> str:
    """The book from its opening to its licence; headings begin at h2.

    The string is safe to put into a page as it is: every text of the book in it has been escaped, and
    the only addresses that become links are plain http(s) ones.
    """
    markup = Markup(book=book, medium="web")
    words = markup.words
    opening = markup.paragraphs(book.opening)
    story = "".join(markup.contribution(part) for part in book.contributions)
    parts = [
        _section(markup, "opening", words.opening, opening + SPROUT) if opening else "",
        _section(markup, "story", words.story, story + SPROUT),
        _section(markup, "authors", words.authors, markup.authors()),
        _section(markup, "colophon", words.colophon, markup.colophon()),
        _section(markup, "licence", words.licence, markup.licence()) if book.licence.name else "",
    ]
    return "".join(parts)


def _section(markup: Markup, name: str, title: str, content: str) -> str:
    words_language = markup.language_of(markup.words.tag)
    return (
        f'<section class="book-{name}" aria-labelledby="book-{name}">'
        f'<h2 id="book-{name}"{words_language}>{markup.own(title)}</h2>\n{content}</section>\n'
    )
