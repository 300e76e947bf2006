"""The PDF: set in a process of its own, within limits, from data that never becomes source."""

import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from potager.press import pdf, typeset
from potager.press.book import Book
from potager.press.sheet import book_data, breakable, region

SIGNS = {"french_book": "Quelques signes", "hostile_book": "A few signs"}


def read(printed: bytes, tmp_path: Path) -> str:
    """The text of a PDF."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    file = tmp_path / "book.pdf"
    file.write_bytes(printed)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("name", ["french_book", "english_book", "book_2013", "hostile_book"])
def test_every_book_is_printed(name: str, request: pytest.FixtureRequest) -> None:
    printed = pdf.print_book(request.getfixturevalue(name), cover_width=160)
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
