"""The PDF: set in a process of its own, within limits, from data that never becomes source."""

import re
import shutil
import signal
import subprocess
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from potager.press import pdf, typeset
from potager.press.barcode import ean13
from potager.press.book import ATTRIBUTIONS, LAYOUTS, PAPERS, Book
from potager.press.design import BOARD, BULKS
from potager.press.sheet import book_data, breakable, region

SIZES = {"a5": (148, 210), "a4": (210, 297), "pocket": (110, 180)}
SIGNS = {"french_book": "Quelques signes", "hostile_book": "A few signs"}


def objects(printed: bytes) -> bytes:
    """The objects of a PDF, those in compressed streams too."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", printed, re.S)
    return b"\n".join([printed, *(_unpacked(stream) for stream in streams)])


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def read(printed: bytes, tmp_path: Path) -> str:
    """The text of a PDF."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    file = tmp_path / "book.pdf"
    file.write_bytes(printed)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize(
    "name", ["french_book", "english_book", "book_2013", "hostile_book", "whole_book", "hostile_whole_book"]
)
def test_every_book_is_printed(
    name: str, request: pytest.FixtureRequest, plates: pdf.Plates, tmp_path: Path
) -> None:
    printed = pdf.print_book(request.getfixturevalue(name), plates=plates, cover_width=160)
    assert "root:" not in read(printed.pdf, tmp_path)
    assert printed.cover_pdf.startswith(b"%PDF")
    assert printed.inside_pdf.startswith(b"%PDF")
    assert printed.pdf.startswith(b"%PDF-1.7")
    assert b"pdfuaid:part" in printed.pdf
    assert b"pdfaid:conformance" in printed.pdf
    assert printed.cover_png.startswith(b"\x89PNG")


def test_the_same_book_gives_the_same_pages(french_book: Book) -> None:
    assert pdf.print_book(french_book, cover_width=160) == pdf.print_book(
        replace(french_book), cover_width=160
    )


def test_the_text_is_there_with_its_authors_and_its_colophon(french_book: Book, tmp_path: Path) -> None:
    text = read(pdf.print_book(french_book, cover_width=160).pdf, tmp_path)
    for words in (
        "Le conseil des légumes",
        "Côme & Alix",
        "12 mains, 60 doigts",
        "CC BY-SA 4.0",
        "Achevé d’écrire le",
    ):
        assert words in text


def test_readers_words_never_become_source(french_book: Book, tmp_path: Path) -> None:
    attack = (
        'A #import "@preview/x:1.0.0" #read("/etc/passwd") $ x^2 $ \\ = B #{panic()} <c> @d *e* _f_ `g` // h'
    )
    part = replace(french_book.contributions[0], text=attack, signature="#panic()")
    book = replace(french_book, title="#panic() $", opening=attack, contributions=(part,), host=attack)
    text = read(pdf.print_book(book, cover_width=160).pdf, tmp_path)
    assert "#panic()" in text
    assert "_f_ `g` // h" in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "source", ['#read("/etc/passwd")', '#read("../pdf.py")', '#import "@preview/cetz:0.3.0"']
)
def test_even_source_reaches_no_file_and_no_package(source: str) -> None:
    import typst

    press = typeset.Press()
    with pytest.raises(typst.TypstError):
        press._compiler.compile(source.encode(), format="pdf")


def test_signs_without_a_glyph_become_squares_and_the_colophon_says_so(
    french_book: Book, tmp_path: Path
) -> None:
    part = replace(french_book.contributions[0], text="Un radis 🌱👩‍🌾 et du riz 米 pour 👩🏽 et moi.")
    text = read(pdf.print_book(replace(french_book, contributions=(part,)), cover_width=160).pdf, tmp_path)
    assert "Un radis □ et du riz □ pour □ et moi." in text
    assert SIGNS["french_book"] in text
    assert SIGNS["french_book"] not in read(pdf.print_book(french_book, cover_width=160).pdf, tmp_path)


def test_a_mix_of_scripts_that_breaks_the_typesetter_still_gives_a_book(french_book: Book) -> None:
    every = "".join(chr(code) for code in range(0x20, 0x3100))
    texts = [every[at : at + 60] for at in range(0, len(every), 60)]
    part = french_book.contributions[0]
    book = replace(
        french_book, contributions=tuple(replace(part, number=i, text=t) for i, t in enumerate(texts, 1))
    )
    assert pdf.print_book(book, cover_width=160).pdf.startswith(b"%PDF")


def test_a_book_without_contributions_or_opening_is_printed(english_book: Book) -> None:
    bare = replace(english_book, title="", opening="", contributions=(), authors=(), community="")
    assert pdf.print_book(bare, cover_width=160).pdf.startswith(b"%PDF")


def test_running_out_of_time_is_said(french_book: Book) -> None:
    with pytest.raises(pdf.PressFailed) as caught:
        pdf.print_book(french_book, limits=pdf.Limits(seconds=0.01))
    assert caught.value.reason is pdf.Reason.OUT_OF_TIME


def test_running_out_of_memory_is_said(french_book: Book) -> None:
    with pytest.raises(pdf.PressFailed) as caught:
        pdf.print_book(french_book, limits=pdf.Limits(memory=120 * 1024**2))
    assert caught.value.reason is pdf.Reason.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [
        (-signal.SIGXCPU, "", pdf.Reason.OUT_OF_TIME),
        (-signal.SIGKILL, "", pdf.Reason.OUT_OF_MEMORY),
        (-signal.SIGABRT, "memory allocation of 8 bytes failed", pdf.Reason.OUT_OF_MEMORY),
        (typeset.REFUSED, "error: no", pdf.Reason.REFUSED),
    ],
)
def test_the_way_a_process_ends_has_a_name(code: int, words: str, reason: pdf.Reason) -> None:
    assert pdf.failure(code, words).reason is reason


def test_refusal_is_said(french_book: Book) -> None:
    order = {"book": book_data(french_book) | {"lang": "much too long"}, "formats": ["pdf"], "ppi": 72}
    with pytest.raises(pdf.PressFailed) as caught:
        pdf.run(order, limits=pdf.Limits())
    assert caught.value.reason is pdf.Reason.REFUSED


def test_long_words_may_break_and_regions_follow_the_language() -> None:
    assert breakable("ab cdefgh", 5) == "ab cd\u200bef\u200bgh"
    assert breakable("court", 5) == "court"
    assert [region(tag) for tag in ("fr", "fr-CA", "en", "und", "zh-Hant-TW")] == [
        "FR",
        "CA",
        "GB",
        None,
        "TW",
    ]


def test_each_layout_fits_each_paper_with_names_wherever_they_stand(
    whole_book: Book, plates: pdf.Plates
) -> None:
    """Every combination comes out, in the size of its paper, and no two look alike."""
    seen = set()
    for layout, paper, attribution in product(LAYOUTS, PAPERS, ATTRIBUTIONS):
        book = replace(whole_book, layout=layout, paper=paper, attribution=attribution)
        data = book_data(book, {name: pdf.data_address(*plate) for name, plate in plates.items()})
        order = {"book": data, "plates": {}, "formats": ["pdf"]} | {
            "plates": pdf._plates(book, _held(plates))
        }
        made, places = pdf.run(order, limits=pdf.Limits())
        box = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", objects(made["pdf"]))
        assert {tuple(round(float(side) / 72 * 25.4) for side in one) for one in box} == {SIZES[paper]}
        assert places["pages"] == len(box) - 1
        seen.add(made["pdf"])
    assert len(seen) == 27


def _held(plates: pdf.Plates) -> dict[str, str]:
    return {name: pdf.data_address(*plate) for name, plate in plates.items()}


def test_the_language_has_its_region_and_passages_have_theirs(whole_book: Book, plates: pdf.Plates) -> None:
    printed = pdf.print_book(whole_book, plates=plates, cover_width=160)
    languages = set(re.findall(rb"/Lang ?\(([A-Za-z-]+)\)", objects(printed.pdf)))
    assert b"fr-CA" in languages
    assert any(language.startswith(b"en") for language in languages)


def test_the_spine_is_as_wide_as_the_pages_need(french_book: Book) -> None:
    """pages / 2 leaves of the paper's bulk, and two boards; the sheet is two covers, a spine and the bleed."""
    parts = french_book.contributions
    many = tuple(replace(parts[i % len(parts)], number=i + 1) for i in range(900))
    book = replace(french_book, contributions=many)
    for bulk, leaf in BULKS.items():
        printed = pdf.print_book(book, bulk=bulk, cover_width=160)
        assert printed.spine == round(-(-printed.pages // 2) * leaf + 2 * BOARD, 1)
        [(width, height)] = re.findall(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", objects(printed.cover_pdf))
        assert float(width) / 72 * 25.4 == pytest.approx(2 * 148 + printed.spine + 6, abs=0.1)
        assert float(height) / 72 * 25.4 == pytest.approx(216, abs=0.1)
        assert objects(printed.inside_pdf).count(b"/MediaBox") == printed.pages


def test_fonts_come_from_nowhere_but_typst(french_book: Book, tmp_path: Path) -> None:
    """No font of the system, of a folder or of a book is ever opened: those inside typst are all there are."""
    assert not [
        file for file in typeset.LAYOUTS.rglob("*") if file.suffix in {".ttf", ".otf", ".woff", ".woff2"}
    ]
    printed = pdf.print_book(french_book, cover_width=160)
    names = set(re.findall(rb"/FontName ?/[A-Z]{6}\+([A-Za-z]+)", objects(printed.pdf + printed.cover_pdf)))
    assert names
    assert all(name.startswith((b"Libertinus", b"NewCM", b"NewComputer", b"DejaVu")) for name in names)


def test_a_preview_shows_cover_and_first_pages_in_one_picture(whole_book: Book, plates: pdf.Plates) -> None:
    picture = Image.open(BytesIO(pdf.preview(whole_book, plates=plates)))
    assert picture.height == pytest.approx(2 * 495, abs=16)
    assert picture.width > 3 * 300


def test_isbn_bars_are_those_of_the_standard() -> None:
    """Modules of 978-2-07-036822-8 written out by hand from the tables."""
    places = [int(x) - 7 for x in re.findall(r'<rect x="(\d+)" width="1"', ean13("978-2-07-036822-8"))]
    modules = "".join("1" if place in places else "0" for place in range(95))
    assert modules == (
        "101" "0111011" "0001001" "0011011" "0001101" "0010001" "0001101"
        "01010" "1000010" "1010000" "1001000" "1101100" "1101100" "1001000" "101"
    )  # fmt: skip
    assert ean13("978-2-07-036822-9") == ""
    assert ean13("<script>") == ""
