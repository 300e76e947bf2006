"""PDF and cover, set by typst in a process of its own that is short of time and memory on purpose."""

import base64
import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import Any

from potager.press import cover
from potager.press.book import Book
from potager.press.sheet import book_data

CHILD = Path(__file__).with_name("typeset.py")
COVER_WIDTH = 400  # points, as in cover-page.typ


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
    """What came out: the PDF and the cover as PNG and as SVG."""

    pdf: bytes
    cover_png: bytes
    cover_svg: str


def print_book(book: Book, *, limits: Limits | None = None, cover_width: int = 1600) -> Printed:
    """PDF (A5, tagged, PDF/A-2a and PDF/UA-1) and cover (`cover_width` pixels, 5:8); raises PressFailed."""
    order = {"book": book_data(book), "formats": ["pdf", "png", "svg"], "ppi": 72 * cover_width / COVER_WIDTH}
    made = run(order, limits=limits or Limits())
    letters = made["svg"].decode()
    return Printed(pdf=made["pdf"], cover_png=made["png"], cover_svg=cover.framed(book, letters))


def run(order: dict[str, Any], *, limits: Limits) -> dict[str, bytes]:
    """Have an order set in type by the process of typeset.py; raises PressFailed."""
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
    return {form: base64.b64decode(made) for form, made in json.loads(done.stdout).items()}


def failure(code: int, words: str) -> PressFailed:
    """What a process that ended badly died of."""
    if code == -signal.SIGXCPU:
        return PressFailed(Reason.OUT_OF_TIME, words)
    starved = "memory allocation" in words or "MemoryError" in words
    if starved or code in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV):
        return PressFailed(Reason.OUT_OF_MEMORY, words)
    return PressFailed(Reason.REFUSED, words)
