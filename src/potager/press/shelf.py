"""What stands on the page of a book, beside its text: extract, numbers, editions, and the same hands elsewhere."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from babel.dates import format_timedelta

from potager.lib.permission import may
from potager.lib.tongues import direction, name_in, own_name, primary
from potager.lib.typography import typeset
from potager.members.models import Member
from potager.press import citation, queries, talking
from potager.press.book import Book, paragraphs
from potager.press.licences import licence_in
from potager.press.models import Edition
from potager.press.snapshot import book_of
from potager.stories.river import River, river

EXTRACT = 900  # characters
NAMES_SHOWN = 60


@dataclass(frozen=True)
class OtherLanguage:
    """The newest edition of the book in another language, under the language's own name."""

    edition: Edition
    name: str
    tag: str


def book_page(edition: Edition, member: Member | None, *, language: str, address: str) -> dict[str, Any]:
    """Everything that the page shows of an edition; `address` is its own, in full."""
    book, editions = book_of(edition), queries.editions_of(edition, member)
    newest = next((one for one in editions if one.language == edition.language), edition)
    return {
        "edition": edition,
        "book": book,
        "tongue": {"name": name_in(book.language, language), "direction": direction(book.language)},
        "foreign": book.language if primary(book.language) != language else "",
        "authors": [author for author in book.authors if author.name][:NAMES_SHOWN],
        "more_authors": max(0, len(book.named_authors) - NAMES_SHOWN),
        "extract": extract_of(book),
        "river": river_of(book),
        "duration": duration_of(book, language),
        "licence": licence_in(edition.book["licence"], language),
        "citation": citation.line(book, address=address),
        "editions": [one for one in editions if one.language == edition.language],
        "newer": newest if newest.pk != edition.pk else None,
        "languages": other_languages(edition, editions),
        "neighbours": queries.by_the_same_hands(edition, member),
        "edits": may(member, "edit", edition.work),
        "said": talking.said_about(edition),
    }


def places_of(edition: Edition, page: dict[str, Any]) -> list[str]:
    """What the page shows, for whoever keeps it: other books, too, and where they come from."""
    shown: list[Edition] = [edition, *page["editions"], *(one.edition for one in page["languages"])]
    shown += [one.edition for one in page["neighbours"]]
    works = {one.place for one in shown}
    homes = {f"community:{one.community.pk}" for one in shown}
    return sorted({queries.SHELF, *works, *homes, *(f"edition:{one.pk}" for one in shown)})


def extract_of(book: Book) -> list[str]:
    """The first paragraphs, in their typography: a page or so, never less than one."""
    texts = [book.opening, *(part.plain for part in islice(book.contributions, 40))]
    shown: list[str] = []
    length = 0
    for paragraph in (line for text in texts for line in paragraphs(text)):
        if shown and length + len(paragraph) > EXTRACT:
            break
        shown.append(_cut(typeset(paragraph, language=book.language)))
        length += len(paragraph)
    return shown


def _cut(paragraph: str) -> str:
    """A paragraph that is a book of its own ends at a word."""
    if len(paragraph) <= 2 * EXTRACT:
        return paragraph
    return paragraph[: 2 * EXTRACT].rpartition(" ")[0] + " …"


def river_of(book: Book) -> River | None:
    """Who wrote when, drawn once more from what the edition keeps; None where nobody wrote, and of chapters."""
    moments = sorted(part.written_at for part in book.contributions)
    if book.work != "story" or not moments:
        return None
    return river(moments, start=book.opened_at, end=max(book.closed_at, book.opened_at))


def duration_of(book: Book, language: str) -> str:
    """ "24 heures", "12 days"."""
    return format_timedelta(book.facts.duration, granularity="minute", threshold=1.9, locale=language)


def other_languages(edition: Edition, editions: list[Edition]) -> list[OtherLanguage]:
    """The newest edition in each language but this one's, by the languages' names."""
    newest: dict[str, Edition] = {}
    for one in editions:
        if one.language != edition.language:
            newest.setdefault(one.language, one)
    found = [OtherLanguage(one, own_name(tag), tag) for tag, one in newest.items()]
    return sorted(found, key=lambda one: one.name)
