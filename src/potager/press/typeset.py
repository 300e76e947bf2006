"""A process of its own, started by pdf.py: a book comes in as JSON, pages go out, within limits.

It is run as a plain file, so that it imports nothing but typst and the standard library.
Readers' words never become typst source: they travel as data and are used as strings.
"""

import base64
import json
import re
import resource
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

Book = dict[str, Any]

LAYOUTS = Path(__file__).parent / "layouts"
STANDARDS = ["ua-1", "a-2a"]
EMPTY_SQUARE = "□"
REFUSED = 3
QUOTED = r'`"((?:[^"\\]|\\.)*)"`'
MISSING = re.compile(
    f"the text {QUOTED} could not be displayed|contains the (?:disallowed )?codepoint {QUOTED}"
)
NOT_PLAIN = re.compile(
    "[^\x20-\x7e\xa0-\u024f\u0386-\u0389\u038e-\u03ce\u0400-\u045f\u200b\u2010-\u2027\u202f\u20ac\u2122□]+"
)
ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def limit(*, memory: int, seconds: int) -> None:
    """No more than `memory` bytes of address space and `seconds` of processor; no file may be written."""
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))
    # The second between soft and hard lets the signal tell its parent that it was time that ran out.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


class Refused(Exception):
    """typst would not set this book; the argument is its diagnostic."""


class Press:
    """typst with its own fonts, its root on the layouts, and nowhere to take packages from."""

    def __init__(self) -> None:
        import typst  # after the limits are set

        nowhere = "/nonexistent"
        self._compiler = typst.Compiler(
            root=str(LAYOUTS), ignore_system_fonts=True, package_path=nowhere, package_cache_path=nowhere
        )

    def compile(self, layout: str, inputs: dict[str, Any], **options: Any) -> bytes:
        """One layout as bytes; `inputs` travel as JSON; raises Refused."""
        texts = {name: json.dumps(value) for name, value in inputs.items()}
        try:
            made: Any = self._compiler.compile(str(LAYOUTS / layout), sys_inputs=texts, **options)
        except BaseException as error:
            # A panic in typst (some rare mixes of scripts) is no Exception.
            if isinstance(error, (MemoryError, KeyboardInterrupt, SystemExit)):
                raise
            raise Refused(getattr(error, "diagnostic", repr(error))) from error
        return bytes(made)


def missing_in(diagnostic: str) -> set[str]:
    """The signs that typst says it has no glyph for, or that the standards forbid."""
    found = (first or second for first, second in MISSING.findall(diagnostic))
    plain = (ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], text) for text in found)
    return {sign for text in plain for sign in text if sign > "\x7f"}


def without(value: Any, signs: re.Pattern[str]) -> Any:
    """The same data with an empty square in place of `signs`."""
    if isinstance(value, str):
        return signs.sub(EMPTY_SQUARE, value)
    if isinstance(value, list):
        return [without(item, signs) for item in value]
    if isinstance(value, dict):
        return {key: without(item, signs) for key, item in value.items()}
    return value


def simpler(book: Book, signs: re.Pattern[str]) -> Book:
    """The book without `signs`, which its colophon tells."""
    told = [line for line in book["colophon"] if line != book["missing_signs"]]
    return {**without(book, signs), "colophon": [*without(told, signs), book["missing_signs"]]}


def without_missing(book: Book, refusal: Refused) -> Book:
    """The book without the signs of which typst complained, and without the marks and joiners on them."""
    missing = missing_in(str(refusal))
    if not missing:
        return book
    marks = {sign for sign in unusual(book) if unicodedata.category(sign).startswith("M")}
    first = re.escape("".join(missing))
    followers = first + re.escape("".join(marks) + "\u200d\ufe0e\ufe0f")
    return simpler(book, re.compile(f"[{first}][{followers}]*"))


def plain(book: Book, _: Refused) -> Book:
    """The book in European letters alone: the last resort, because a book always comes out."""
    return simpler(book, NOT_PLAIN)


def unusual(book: Book) -> list[str]:
    """Every sign beyond Latin-1 in the book, once."""
    return sorted({sign for sign in json.dumps(book, ensure_ascii=False) if sign > "\xff"})


def printable(press: Press, book: Book) -> Book:
    """The book with only signs that the fonts have: one page with each sign once tells which they are."""
    inputs = {"book": {"fonts": book["fonts"]}, "signs": unusual(book)}
    try:
        press.compile("probe.typ", inputs, format="pdf", pdf_standards=STANDARDS)
    except Refused as refusal:
        return without_missing(book, refusal)
    return book


def insist(make: Callable[[Book], bytes], book: Book) -> bytes:
    """`make(book)`, of a simpler book each time it is refused; raises the last Refused."""
    for simplified in (without_missing, plain):
        try:
            return make(book)
        except Refused as refusal:
            book = simplified(book, refusal)
    return make(book)


def set_in_type(order: dict[str, Any]) -> dict[str, str]:
    """Each format ordered ("pdf", "svg", "png"), as base64; raises Refused."""
    press = Press()
    book = printable(press, order["book"])
    front = {key: value for key, value in book.items() if key != "contributions"}
    dated = {"pdf_standards": STANDARDS, "timestamp": book["timestamp"]}

    def letters(book: Book) -> bytes:
        return press.compile("cover-page.typ", {"book": book, "drawn": False}, format="svg")

    def picture(book: Book) -> bytes:
        return press.compile("cover-page.typ", {"book": book, "drawn": True}, format="png", ppi=order["ppi"])

    def pages(book: Book) -> bytes:
        return press.compile("book.typ", {"book": book}, format="pdf", **dated)

    makers = {"pdf": (pages, book), "svg": (letters, front), "png": (picture, front)}
    return {form: base64.b64encode(insist(*makers[form])).decode() for form in order["formats"]}


def main() -> int:
    """Read an order on standard input and answer on standard output; 3 when typst refuses it."""
    order = json.load(sys.stdin)
    limit(memory=order["memory"], seconds=order["seconds"])
    try:
        answer = set_in_type(order)
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
