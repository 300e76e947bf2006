"""Citing a book: every field survives, whatever is in it, and whoever is anonymous stays so."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.press import citation
from potager.press.book import Author, Book, Licence

ADDRESS = "https://jardins.example/books/0198f6a0/"
FIELD = re.compile(r"^  (\w+) = \{(.*)\},$", re.M)
WORDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^", r"\$": "$", r"\&": "&", r"\#": "#", r"\%": "%", r"\_": "_",
}  # fmt: skip


def fields_of(entry: str) -> dict[str, str]:
    assert entry.startswith("@book{")
    assert entry.endswith("}\n")
    depth = 0
    for sign in entry:  # as BibTeX counts: a backslash protects no brace
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    return dict(FIELD.findall(entry))


def read(value: str) -> str:
    """What LaTeX would print."""
    pattern = "|".join(map(re.escape, sorted(WORDS, key=len, reverse=True)))
    return re.sub(pattern, lambda found: WORDS[found[0]], value)


def test_a_french_book(french_book: Book):
    told = fields_of(citation.bibtex(french_book, address=ADDRESS))
    assert told["title"] == "Le conseil des légumes"
    assert told["author"].startswith(
        "{Madeleine} and {Basile} and {Nour} and {Côme \\& Alix} and {Anthelme} and "
    )
    assert told["author"].endswith("{1 personne anonyme}")
    assert (told["year"], told["langid"], told["url"]) == ("2025", "fr", ADDRESS)
    assert "isbn" not in told
    line = citation.line(french_book, address=ADDRESS)
    assert line.startswith("Madeleine, Basile, Nour, Côme & Alix, Anthelme, 1 personne anonyme. Le conseil")
    assert line.endswith(f"CC BY-SA 4.0. {ADDRESS}")


def test_csl_is_one_item_with_whole_names(english_book: Book):
    [item] = json.loads(citation.csl(replace(english_book, isbn="978-2-07-036822-8"), address=ADDRESS))
    assert item["author"] == [{"literal": name} for name in english_book.named_authors]
    assert item["ISBN"] == "978-2-07-036822-8"
    assert item["issued"] == {"date-parts": [[2025, 5, 3]]}
    assert item["type"] == "book"
    assert set(item) <= {"id", "type", "title", "author", "publisher", "issued", "edition", "ISBN", "language", "URL",
                         "license"}  # fmt: skip


def test_many_hands_are_counted_in_the_line(french_book: Book):
    many = tuple(Author(key=str(n), name=f"Personne {n}") for n in range(26))
    line = citation.line(replace(french_book, authors=many), address=ADDRESS)
    assert "Personne 4, 21" in line
    assert "Personne 5" not in line


def test_whoever_is_anonymous_is_not_named(french_book: Book):
    nobody = replace(french_book, authors=tuple(Author(key=str(n), name="") for n in range(3)))
    assert fields_of(citation.bibtex(nobody, address=ADDRESS))["author"] == "{3 personnes anonymes}"
    assert json.loads(citation.csl(nobody, address=ADDRESS))[0]["author"] == [
        {"literal": "3 personnes anonymes"}
    ]


@given(text=st.text(min_size=1, max_size=60))
def test_no_text_breaks_an_entry(text):
    book = _plain(text)
    told = fields_of(citation.bibtex(book, address=ADDRESS))
    assert read(told["title"]) == book.title
    if book.named_authors:
        assert read(told["author"]) == "{" + book.named_authors[0] + "}"
    [item] = json.loads(citation.csl(book, address=ADDRESS))
    assert item["title"] == book.title
    assert re.fullmatch(r"[a-z0-9-]+", item["id"])
    assert "\n" not in citation.line(book, address=ADDRESS)


@pytest.mark.parametrize(
    "name", ["A} , title = {Stolen", "\\input{/etc/passwd}", "Ann and Bob", 'O\'Neil, "Pat"', "100 % {"]
)
def test_hostile_names(name):
    told = fields_of(citation.bibtex(_plain(name), address=ADDRESS))
    assert set(told) == {"title", "author", "publisher", "date", "year", "edition", "langid", "url", "note"}
    assert read(told["author"]) == "{" + name + "}"


def _plain(text: str) -> Book:
    moment = datetime(2026, 11, 21, tzinfo=UTC)
    return Book(
        identifier=UUID(int=1), title=text, language="fr", time_zone="UTC", community="Ici", host="Ada", opening="",
        authors=(Author(key="1", name=text),), licence=Licence(name="CC0 1.0"), opened_at=moment, closed_at=moment,
        released_at=moment,
    )  # fmt: skip
