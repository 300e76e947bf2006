"""All that the press makes of an edition: which files there are, and what they are called."""

from dataclasses import dataclass, replace

from django.core.files.storage import default_storage

from potager.lib.tongues import is_printed
from potager.press import epub, pdf, plain, single
from potager.press.book import Book
from potager.press.models import Edition
from potager.press.pdf import Plates
from potager.press.snapshot import book_of

MOST_SOUND = 64_000_000  # bytes of recordings that travel in the files of one book


@dataclass(frozen=True)
class File:
    """One download: under which name the edition stores it, of which type it is."""

    stored: str
    media_type: str


FILES = {
    "epub": File("book.epub", "application/epub+zip"),
    "pdf": File("book.pdf", "application/pdf"),
    "html": File("book.html", "text/html; charset=utf-8"),
    "md": File("book.md", "text/markdown; charset=utf-8"),
    "txt": File("book.txt", "text/plain; charset=utf-8"),
    "cover.png": File("cover.png", "image/png"),
    "cover.pdf": File("cover.pdf", "application/pdf"),
    "inside.pdf": File("inside.pdf", "application/pdf"),
}


FIRST = {"epub", "pdf", "cover.png"}  # what editions had before they remembered their files


def has(edition: Edition, ending: str) -> bool:
    """Whether an edition has the file of that ending; scripts that the press does not set have no PDF."""
    if ending.endswith("pdf") and not is_printed(edition.language):
        return False
    return FILES[ending].stored in edition.files if edition.files else ending in FIRST


def files_of(edition: Edition, *, limits: pdf.Limits | None = None) -> dict[str, bytes]:
    """Each file of an edition, by the name under which it is stored; raises PressFailed."""
    book = book_of(edition)
    return made_of(book, plates_of(book), bulk=edition.book.get("bulk", "usual"), limits=limits)


def made_of(
    book: Book, plates: Plates, *, bulk: str = "usual", limits: pdf.Limits | None = None
) -> dict[str, bytes]:
    """Each file of a book; the same book gives the same bytes."""
    book = replace(book, pictures=tuple(one for one in book.pictures if one.name in plates))
    printed = pdf.print_book(book, plates=plates, bulk=bulk, limits=limits)
    return {
        "book.epub": epub.bind(book, cover_png=printed.cover_png, plates=plates, breaks=printed.breaks),
        "book.pdf": printed.pdf,
        "inside.pdf": printed.inside_pdf,
        "cover.png": printed.cover_png,
        "cover.pdf": printed.cover_pdf,
        "book.html": single.page(book, cover_png=printed.cover_png, plates=plates).encode(),
        "book.md": plain.markdown(book).encode(),
        "book.txt": plain.text(book).encode(),
    }


def plates_of(book: Book) -> dict[str, tuple[bytes, str]]:
    """The pictures of a book, read from where they are stored; one that was withdrawn meanwhile is left out.

    Recordings beyond MOST_SOUND bytes in all are empty: their words are told, and they are heard on the web.
    """
    found, room = {}, MOST_SOUND
    for picture in (*([book.cover.picture] if book.cover.picture else []), *book.pictures):
        path = path_of(picture.name)
        if not default_storage.exists(path):
            continue
        size = default_storage.size(path) if picture.is_sound else 0
        is_heard, room = size <= room, room - min(size, room)
        with default_storage.open(path) as file:
            found[picture.name] = (file.read() if is_heard else b"", picture.media_type)
    return found


def path_of(name: str) -> str:
    """Where the storage keeps a picture."""
    return f"pictures/{name}"
