"""How to cite a book: BibTeX, CSL-JSON, and a line to copy. Whoever is not named is only counted."""

import json
import re
import unicodedata
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.lib.tongues import spoken
from potager.press.book import Book

NAMED_IN_A_LINE = 6
# What BibTeX and LaTeX read as something else. A brace counts for BibTeX even behind a backslash.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&",
    "#": r"\#", "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL = re.compile("[" + re.escape("".join(_LATEX)) + "]")


def bibtex(book: Book, *, address: str) -> str:
    """One @book entry, in UTF-8 (biber, or BibTeX with inputenc)."""
    fields = {
        "title": _escaped(book.title),
        "subtitle": _escaped(book.subtitle or ""),
        "author": _people(_names(book)),
        "translator": _people([one.name for one in book.translators if one.name]),
        "publisher": _escaped(book.community),
        "date": book.released_at.date().isoformat(),
        "year": str(book.released_at.year),
        "edition": str(book.edition or 1),
        "isbn": book.isbn or "",
        "langid": book.language,
        "url": _address(address),
        "note": _escaped(book.licence.name),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@book{{{_key(book)},", *lines, "}", ""])


def csl(book: Book, *, address: str) -> str:
    """CSL-JSON, one item, as reference managers read it. Names stand whole: they are what people sign."""
    released = book.released_at
    item: dict[str, Any] = {
        "id": _key(book),
        "type": "book",
        "title": f"{book.title}: {book.subtitle}" if book.subtitle else book.title,
        "author": [{"literal": name} for name in _names(book)],
        "translator": [{"literal": one.name} for one in book.translators if one.name],
        "publisher": book.community,
        "issued": {"date-parts": [[released.year, released.month, released.day]]},
        "edition": str(book.edition or 1),
        "ISBN": book.isbn,
        "language": book.language,
        "URL": address,
        "license": book.licence.url or book.licence.name,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2)


def line(book: Book, *, address: str) -> str:
    """The whole reference as one line of plain text."""
    title = f"{book.title} : {book.subtitle}" if book.subtitle else book.title
    parts = [_in_a_row(_names(book)), title, *_translated(book), book.community, str(book.released_at.year)]
    parts += [f"ISBN {book.isbn}"] if book.isbn else []
    return ". ".join(part.rstrip(".") for part in (*parts, book.licence.name) if part) + f". {address}"


def _names(book: Book) -> list[str]:
    """The names as the byline has them; then how many want none, in the book's language."""
    with translation.override(spoken(book.language)):
        unnamed = book.unnamed_authors
        others = ngettext("%(n)s anonymous author", "%(n)s anonymous authors", unnamed) % {"n": unnamed}
    return [*book.named_authors, *([others] if unnamed else [])]


def _in_a_row(names: list[str]) -> str:
    if len(names) <= NAMED_IN_A_LINE:
        return ", ".join(names)
    more = len(names) - NAMED_IN_A_LINE + 1
    others = ngettext("%(n)s other", "%(n)s others", more) % {"n": more}
    return ", ".join([*names[: NAMED_IN_A_LINE - 1], others])


def _translated(book: Book) -> list[str]:
    names = [one.name for one in book.translators if one.name]
    return [_("Translated by %(names)s") % {"names": _in_a_row(names)}] if names else []


def _people(names: list[str]) -> str:
    """Each name in braces of its own: it is one name, whatever "and" or comma is in it."""
    return " and ".join(f"{{{_escaped(name)}}}" for name in names)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: _LATEX[found[0]], text)


def _address(address: str) -> str:
    """An address is read to the letter; the signs that would end it are written as their numbers."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", address)


def _key(book: Book) -> str:
    """A key of ASCII letters, the same for the same edition: "les-limaces-2026-f1ac"."""
    plain = unicodedata.normalize("NFKD", book.title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:40] or "book"
    return f"{words}-{book.released_at.year}-{book.identifier.hex[-4:]}"
