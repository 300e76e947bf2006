"""The EPUB as DAISY Ace reads it: no violation, in a book with everything as in one of hostile strings."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from potager.press import epub, pdf
from potager.press.book import Book

ACE = Path(__file__).parents[4] / "scripts/checks/node_modules/.bin/ace-cli"
BROWSER = shutil.which("chromium")


@pytest.mark.skipif(
    not (ACE.exists() and BROWSER), reason="scripts/system.sh installs DAISY Ace and a browser"
)
@pytest.mark.parametrize("name", ["french_book", "english_book", "whole_book", "hostile_whole_book"])
def test_ace_finds_no_violation(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    book: Book = request.getfixturevalue(name)
    plates = request.getfixturevalue("plates")
    printed = pdf.print_book(book, plates=plates, cover_width=160)
    file = tmp_path / "book.epub"
    file.write_bytes(epub.bind(book, cover_png=printed.cover_png, plates=plates, breaks=printed.breaks))
    report = _checked(file, tmp_path)
    assert _violations(report) == []
    assert report["earl:result"]["earl:outcome"] == "pass"


def _checked(file: Path, folder: Path) -> dict[str, object]:
    browser = {"PUPPETEER_EXECUTABLE_PATH": BROWSER or "", "HOME": str(folder)}
    subprocess.run(
        [ACE, "--silent", "--outdir", folder / "ace", "--tempdir", folder / "tmp", file],
        env=os.environ | browser, check=True, timeout=120, capture_output=True,
    )  # fmt: skip
    report: dict[str, object] = json.loads((folder / "ace/report.json").read_text())
    return report


def _violations(report: dict[str, object]) -> list[tuple[str, str]]:
    pages: list[dict[str, object]] = report["assertions"]  # type: ignore[assignment]
    return [
        (page["earl:testSubject"]["url"], one["earl:test"]["dct:title"])  # type: ignore[index]
        for page in pages
        for one in page["assertions"]  # type: ignore[attr-defined]
        if one["earl:result"]["earl:outcome"] != "pass"
    ]
