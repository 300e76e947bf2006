"""What is kept of a thing so that it can be found."""

from collections.abc import Iterable
from dataclasses import dataclass

from potager.journal.findable import Entry
from potager.lib.stemming import folded, vocabulary, words_of

VERSION = 1  # of what follows: a higher one builds every index anew


@dataclass(frozen=True)
class Row:
    """The words of one entry: stems of its title and of its text, both to the letter, and marks for filters."""

    entry: Entry
    title: str
    body: str
    words: list[str]
    marks: list[str]


def row_of(entry: Entry) -> Row:
    """What is kept of an entry."""
    title, titled = _forms(entry.title, entry.language)
    body, stemmed = _forms(entry.text, entry.language)
    return Row(entry=entry, title=titled, body=stemmed, words=title + body, marks=list(_marks(entry)))


def _forms(text: str, language: str) -> tuple[list[str], str]:
    """The words of a text, folded, and their stems."""
    met = vocabulary(language)
    found = [met[word] for word in words_of(text)]
    return [plain for plain, _stems in found], " ".join([stems for _plain, stems in found if stems])


def _marks(entry: Entry) -> Iterable[str]:
    yield mark_of_kind(entry.thing.partition(":")[0])
    yield mark_of_community(entry.community.hex)
    yield from map(mark_of_tag, entry.tags)
    yield from marks_of_name(entry.signature)


def mark_of_kind(kind: str) -> str:
    """By which things of a type are chosen."""
    return f"k{folded(kind)}"


def mark_of_community(identifier: str) -> str:
    """By which things of a community are chosen; its identifier in hexadecimal."""
    return f"c{identifier}"


def mark_of_tag(name: str) -> str:
    """By which things with a tag are chosen, whatever its accents, capitals and spaces."""
    return f"t{''.join(map(folded, words_of(name)))}"


def marks_of_name(name: str) -> list[str]:
    """By which things are chosen that somebody of that name signed."""
    return [f"s{folded(word)}" for word in words_of(name)]


def as_columns(row: Row) -> tuple[str, str, str, str]:
    """As FTS5 reads it."""
    return row.title, row.body, " ".join(row.words), " ".join(row.marks)


def as_vector(row: Row) -> str:
    """As PostgreSQL reads it (the text of a tsvector); a word that stands there twice has two places.

    What stands in the title weighs more; words to the letter begin with "=", for phrases, and marks with "@".
    """
    title = set(row.title.split())
    parts = [f"'={word}':{place}" for place, word in enumerate(row.words, start=1) if word]
    parts += [f"'{stem}':1A" for stem in title]
    parts += [f"'{stem}'" for stem in set(row.body.split()) - title]
    parts += [f"'@{mark}'" for mark in set(row.marks)]
    return " ".join(parts)
