"""PDF and cover, set by typst in a process of its own that is short of time and memory on purpose."""

import base64
import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import Any

from potager.press import cover
from potager.press.book import Book
from potager.press.sheet import book_data, spread_data

CHILD = Path(__file__).with_name("typeset.py")
FIRST_PAGES = 14  # contributions that a preview sets
COVER_WIDTH = 400  # points, as in cover-page.typ


Plates = Mapping[str, tuple[bytes, str]]  # a picture's bytes and media type, by its name


class Reason(StrEnum):
    """Why no pages came out."""

    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    REFUSED = "refused"


class PressFailed(Exception):
    """The pages could not be made; `reason` says why, `detail` is for the operator's log."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail[:500]}" if detail else reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True)
class Limits:
    """What the process may use: seconds of clock and of processor, bytes of address space."""

    seconds: float = 60
    memory: int = 2 * 1024**3


@dataclass(frozen=True)
class Printed:
    """What came out: the PDF with its cover and without, the cover as PNG, SVG and sheet for a printer.

    `breaks` tells on which page each mark of the book stands; `pages` how many there are; `spine` millimetres.
    """

    pdf: bytes
    inside_pdf: bytes
    cover_png: bytes
    cover_svg: str
    cover_pdf: bytes
    pages: int
    spine: float
    breaks: tuple[tuple[str, int], ...]


def print_book(
    book: Book,
    *,
    plates: Plates | None = None,
    bulk: str = "usual",
    limits: Limits | None = None,
    cover_width: int = 1600,
) -> Printed:
    """PDF (tagged, PDF/A-2a and PDF/UA-1) and covers (`cover_width` pixels, 5:8); raises PressFailed."""
    held = _drawn(plates)
    data = book_data(book, held)
    inside = {"book": data, "plates": _plates(book, held)}
    limits = limits or Limits()
    # A process for each: what typst remembers of one would stay in memory during the others.
    bound, places = run(inside | {"formats": ["pdf"]}, limits=limits)
    loose, _ = run(inside | {"formats": ["inside"]}, limits=limits)
    outside = {
        "book": data | {"chapters": []},
        "formats": ["png", "svg", "spread"],
        "ppi": 72 * cover_width / COVER_WIDTH,
        "spread": spread_data(book, bulk),
        "positions": places,
    }
    covers, places = run(outside, limits=limits)
    return Printed(
        pdf=bound["pdf"],
        inside_pdf=loose["inside"],
        cover_png=covers["png"],
        cover_svg=cover.framed(book, covers["svg"].decode(), held),
        cover_pdf=covers["spread"],
        pages=places["pages"],
        spine=places["spine"],
        breaks=tuple((mark, page) for mark, page in places["marks"]),
    )


def preview(book: Book, *, plates: Plates | None = None, limits: Limits | None = None) -> bytes:
    """The cover and the first pages side by side, as PNG; raises PressFailed."""
    held = _drawn(plates)
    data = book_data(shortened(book), held)
    order = {"book": data, "plates": _plates(book, held), "formats": ["preview"]}
    return run(order, limits=limits or Limits(seconds=10))[0]["preview"]


def shortened(book: Book) -> Book:
    """As much of a book as its first pages show."""
    chapters, left = [], FIRST_PAGES
    for chapter in book.parts:
        some = chapter.contributions[:left]
        left -= len(some)
        chapters.append(replace(chapter, contributions=some))
    return replace(book, chapters=tuple(chapters))


def data_address(data: bytes, media_type: str) -> str:
    """A picture's bytes as a data address."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def _drawn(plates: Plates | None) -> dict[str, str]:
    """The data addresses of what can be seen on paper."""
    return {
        name: data_address(*plate) for name, plate in (plates or {}).items() if plate[1].startswith("image/")
    }


def _plates(book: Book, held: Mapping[str, str]) -> dict[str, str]:
    """The pictures of the inside, each as an SVG that holds it."""
    seen = [one for one in book.pictures if not one.is_sound]
    return {one.name: _shown(held[one.name], one.width, one.height) for one in seen}


def _shown(address: str, width: int, height: int) -> str:
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{address}"/></svg>'


def run(order: dict[str, Any], *, limits: Limits) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Have an order set in type by the process of typeset.py: files and places; raises PressFailed."""
    sheet = json.dumps(order | {"memory": limits.memory, "seconds": ceil(limits.seconds)})
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no shell, no argument from outside)
            [sys.executable, "-I", str(CHILD)],
            input=sheet.encode(),
            capture_output=True,
            timeout=limits.seconds,
            env={"MALLOC_ARENA_MAX": "2"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PressFailed(Reason.OUT_OF_TIME, f"{limits.seconds} s") from error
    if done.returncode:
        raise failure(done.returncode, done.stderr.decode(errors="replace"))
    told = json.loads(done.stdout)
    places = told.pop("positions")
    return {form: base64.b64decode(made) for form, made in told.items()}, places


def failure(code: int, words: str) -> PressFailed:
    """What a process that ended badly died of."""
    if code == -signal.SIGXCPU:
        return PressFailed(Reason.OUT_OF_TIME, words)
    starved = "memory allocation" in words or "MemoryError" in words
    if starved or code in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV):
        return PressFailed(Reason.OUT_OF_MEMORY, words)
    return PressFailed(Reason.REFUSED, words)
