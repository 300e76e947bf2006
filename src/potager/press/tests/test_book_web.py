"""The book model and its web edition."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.press import web
from potager.press.book import Author, Book, Contribution, clean, language_tag, one_line
from potager.press.words import ENGLISH, FRENCH, words_for


class Tags(HTMLParser):
    """Collects the elements of a page and their attributes, and refuses what a book never holds."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    return tags


@given(st.text(st.characters(codec=None)))
def test_clean_text_is_always_xml(text: str) -> None:
    tidy = clean(text)
    escaped = tidy.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    assert ElementTree.fromstring(f"<p>{escaped}</p>".encode()).text == (tidy or None)
    assert clean(tidy) == tidy


def test_clean_text_keeps_what_people_write() -> None:
    kept = "« Été 😀 👩‍👩‍👧 »\tשלום e\u0301\u0302\u0303\nfin"
    assert clean(kept) == kept
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert clean("Z" + "\u0310" * 40) == "Z" + "\u0310" * 6
    assert one_line(" a \n b\tc ") == "a b c"


def test_language_tags_are_well_formed_or_undetermined() -> None:
    assert [language_tag(tag) for tag in ("fr", "en-GB", 'fr"><', "", "français")] == [
        "fr",
        "en-GB",
        "und",
        "und",
        "und",
    ]


def test_hands_and_fingers_are_counted_by_person_not_by_name(french_book: Book) -> None:
    facts = french_book.facts
    assert (facts.authors, facts.hands, facts.fingers) == (6, 12, 60)
    twins = replace(french_book, authors=(*french_book.authors, Author(key="other", name="Nour")))
    assert twins.facts.authors == 7
    assert twins.named_authors.count("Nour") == 2
    assert twins.unnamed_authors == 1


def test_dates_are_written_out_on_the_clock_of_the_book(french_book: Book) -> None:
    assert FRENCH.at(french_book.opened_at) == "samedi 30 août 2025 à minuit"
    first = french_book.local(datetime(2025, 12, 1, 6, 5, tzinfo=UTC))
    assert FRENCH.at(first) == "lundi 1er décembre 2025 à 7\u00a0h\u00a005"
    assert ENGLISH.at(first) == "Monday 1 December 2025 at 07:05"
    assert FRENCH.time(first.replace(minute=0)) == "7\u00a0h"


def test_words_are_french_for_french_and_english_for_all_else() -> None:
    assert [words_for(tag).tag for tag in ("fr", "fr-CA", "FR", "en", "de", "und", "frr")] == [
        "fr",
        "fr",
        "fr",
        *["en"] * 4,
    ]


def test_the_colophon_tells_who_when_and_how_many(french_book: Book, english_book: Book) -> None:
    told = " ".join(FRENCH.colophon_lines(french_book))
    assert "écrite par 6 personnes, 12 mains, 60 doigts" in told
    assert "entre le samedi 30 août 2025 à minuit et le dimanche 31 août 2025 à minuit" in told
    assert "23 phrases en 24 heures." in told
    assert "4 contributions in 24 hours." in ENGLISH.colophon_lines(english_book)


def test_the_web_edition_has_every_contribution_under_its_number(french_book: Book) -> None:
    page = read(web.body(french_book))
    ids = [
        attrs["id"]
        for _, attrs in page.elements
        if attrs.get("id", "") and re.fullmatch(r"c\d+", attrs["id"] or "")
    ]
    assert ids == [f"c{number}" for number in range(1, 11)]
    headings = [tag for tag, _ in page.elements if tag in {"h1", "h2", "h3"}]
    assert headings == ["h2"] * 5
    assert "Le poireau, qui était grand" in page.text
    assert "une personne qui préfère ne pas être nommée" in page.text
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert links == [french_book.address, french_book.licence.url]


def test_hostile_text_stays_text(hostile_book: Book) -> None:
    page = read(web.body(hostile_book))
    allowed = {"section", "h2", "div", "p", "bdi", "em", "time", "ul", "li", "svg", "path"}
    assert {tag for tag, _ in page.elements} <= allowed
    assert not [
        name
        for _, attrs in page.elements
        for name in attrs
        if name.startswith("on") or name in {"style", "href"}
    ]
    assert "<script>alert(1)</script>" in page.text
    assert "#import" in page.text


def test_ids_are_unique_on_the_page(french_book: Book) -> None:
    ids = re.findall(r' id="([^"]+)"', web.body(french_book))
    assert len(ids) == len(set(ids))


def test_a_contribution_in_another_language_says_so(french_book: Book) -> None:
    first = replace(french_book.contributions[0], text="Hello there!", language="en")
    body = web.body(replace(french_book, contributions=(first,)))
    assert '<div lang="en"><p dir="auto">Hello there!</p>' in body


@pytest.mark.parametrize("time_zone", ["Mars/Olympus", "../../etc/passwd"])
def test_an_unknown_time_zone_is_an_error(french_book: Book, time_zone: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        replace(french_book, time_zone=time_zone)


def test_a_contribution_needs_no_more_than_its_facts() -> None:
    part = Contribution(
        number=1, text=" a\r\n\r\nb\x00 ", author="1", signature=" Jo \n", written_at=datetime.now(UTC)
    )
    assert (part.text, part.signature, part.language) == ("a\n\nb", "Jo", None)
