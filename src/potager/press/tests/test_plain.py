"""Plain text, Markdown and the single HTML file: all words are there, and nothing that people wrote does anything."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from potager.press import plain, single
from potager.press.book import Book
from potager.press.pdf import Plates


class Elements(HTMLParser):
    """The elements of a page, their attributes and the words between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(markdown: str) -> Elements:
    """What a generous renderer makes of it: raw HTML, tables and strikethrough are all on."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return Elements(reader.render(markdown))


@pytest.mark.parametrize("write", [plain.text, plain.markdown])
def test_everything_is_there_in_its_order(whole_book: Book, write: object) -> None:
    told = write(whole_book)  # type: ignore[operator]
    words = (
        "Le conseil des légumes", "Ouverture", "Au bout de la rue", "La nuit", "Mes amis, dit-elle", "Une pousse verte",
        "I was only passing by", "Le matin", "Merci à la grille", "jardine la nuit", "Le livre des limaces",
        "dont une anonyme", "ISBN 978-2-07-036822-8", "CC BY-SA 4.0",
    )  # fmt: skip
    places = [told.index(word) for word in words]
    assert places == sorted(places)
    assert told.endswith("\n")


def test_names_stand_by_the_text_or_only_in_the_list(whole_book: Book) -> None:
    signed = plain.text(whole_book)
    assert signed.count("— Basile, ") == 2
    listed = plain.text(replace(whole_book, attribution="list"))
    assert "— Basile" not in listed
    assert "- Basile" in listed


ATTACKS = (
    "# title", "## t", "- item", "+ item", "1. one", "2) two", "> quote", "---", "===", "***", "* * *", "```",
    "~~~", "    code", "| a | b |", "[a](javascript:alert(1))", "![a](http://evil.example/x.png)", "<b>bold</b>",
    "<http://evil.example>", "http://evil.example", "www.evil.example", "a@evil.example", "&lt;b&gt;", "&#60;b>",
    "*a* **b** _c_ `d` ~~e~~", "$x^2$", "[^1]: note", "[x]: http://evil.example", "\\<b>", "<!-- -->", "]]>",
    ":smile:", "a\\", "\t\tcode", "<script>alert(1)</script>", "ftp://evil.example/x", "HTTP://EVIL.EXAMPLE",
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_renders_to_the_very_words(english_book: Book, attack: str) -> None:
    part = replace(english_book.contributions[0], text=attack, signature=attack)
    book = replace(
        english_book, language="de", contributions=(part,), title=attack, host=attack, opening=attack
    )
    told = plain.markdown(book)
    assert not re.search(r"(?i)(?<!<)(https?|ftp)://|www\.", told), (
        "no bare address, which some make a link of"
    )
    page = rendered(told)
    allowed = {"h1", "h2", "p", "em", "hr", "ul", "li", "a"}
    assert {tag for tag, _ in page.found} <= allowed
    assert {attrs["href"] for tag, attrs in page.found if tag == "a"} == {book.licence.url}
    assert page.text.count(" ".join(attack.split())) >= 3


def test_hostile_books_stay_text(hostile_book: Book) -> None:
    page = rendered(plain.markdown(hostile_book))
    assert not {tag for tag, _ in page.found} - {"h1", "h2", "p", "em", "hr", "ul", "li"}
    assert "<script>alert(1)</script>" in page.text
    assert "\x00" not in plain.text(hostile_book)


def test_the_single_file_asks_nobody_and_runs_nothing(
    whole_book: Book, hostile_book: Book, plates: Plates
) -> None:
    for book in (whole_book, hostile_book):
        html = single.page(book, cover_png=b"\x89PNG", plates=plates)
        page = Elements(html)
        assert not {tag for tag, _ in page.found} & {"script", "iframe", "object", "link", "form"}
        assert not [name for _, attrs in page.found for name in attrs if re.match("on|style", name)]
        sources = [attrs["src"] or "" for tag, attrs in page.found if tag == "img"]
        assert sources
        assert all(source.startswith("data:image/") for source in sources)
        assert all(attrs.get("alt") for tag, attrs in page.found if tag == "img")
        assert "default-src 'none'" in html
        anchors = {attrs["id"] for _, attrs in page.found if "id" in attrs}
        links = [attrs["href"] or "" for tag, attrs in page.found if tag == "a"]
        assert {link[1:] for link in links if link.startswith("#")} <= anchors
        assert not [link for link in links if not link.startswith(("#", "https://"))]


def test_no_name_turns_the_line_around(hostile_book: Book) -> None:
    """U+202E in a name would turn what the press prints behind it; in a text it ends with its paragraph."""
    names = [author.name for author in hostile_book.authors]
    assert any("mirrored" in name for name in names)
    turns = re.compile("[\u202a-\u202e\u2066-\u2069]")
    assert not [name for name in [*names, hostile_book.title, hostile_book.host] if turns.search(name)]
