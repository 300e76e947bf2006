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
from typing import Any, TypeVar

Book = dict[str, Any]
Made = TypeVar("Made")

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

    def pages(self, layout: str, inputs: dict[str, Any], **options: Any) -> list[bytes]:
        """One layout as pictures or as one file; `inputs` travel as JSON; raises Refused."""
        texts = {name: json.dumps(value) for name, value in inputs.items()}
        try:
            made: Any = self._compiler.compile(str(LAYOUTS / layout), sys_inputs=texts, **options)
        except BaseException as error:
            # A panic in typst (some rare mixes of scripts) is no Exception.
            if isinstance(error, (MemoryError, KeyboardInterrupt, SystemExit)):
                raise
            raise Refused(getattr(error, "diagnostic", repr(error))) from error
        return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]

    def compile(self, layout: str, inputs: dict[str, Any], **options: Any) -> bytes:
        """One layout as one file; raises Refused."""
        return self.pages(layout, inputs, **options)[0]

    def positions(self) -> dict[str, Any]:
        """Where things stand in the book that was compiled last: its number of pages, and each mark's page."""
        found: dict[str, Any] = json.loads(self._compiler.query("<positions>", field="value", one=True))
        return found


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


def insist(make: Callable[[Book], Made], book: Book) -> Made:
    """`make(book)`, of a simpler book each time it is refused; raises the last Refused."""
    for simplified in (without_missing, plain):
        try:
            return make(book)
        except Refused as refusal:
            book = simplified(book, refusal)
    return make(book)


def shown(png: bytes) -> str:
    """A picture as an SVG that holds it, which is how pictures travel into a layout without a file."""
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    held = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{held}"/></svg>'


class Order:
    """What was ordered, and how each format of it is made."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order, self.press = order, Press()
        self.book = printable(self.press, order["book"])
        self.front = {key: value for key, value in self.book.items() if key != "chapters"}
        self.bound = self.front | {"spread": order.get("spread")}
        self.dated = {"pdf_standards": STANDARDS, "timestamp": self.book["timestamp"]}
        self.positions: dict[str, Any] = order.get("positions", {})

    def make(self) -> dict[str, Any]:
        """Each format ordered, as base64, and where things stand in the book."""
        makers = {
            "pdf": (self.pages, self.book), "inside": (self.inside, self.book), "svg": (self.letters, self.front),
            "png": (self.picture, self.front), "spread": (self.spread, self.bound),
            "preview": (self.preview, self.book), "sheet": (self.sheet, self.book),
        }  # fmt: skip
        made = {name: insist(*makers[name]) for name in self.order["formats"]}
        told: dict[str, Any] = {name: base64.b64encode(file).decode() for name, file in made.items()}
        return told | {"positions": self.positions}

    def inputs(self, book: Book, **more: Any) -> dict[str, Any]:
        """What a layout reads."""
        return {"book": book, "plates": self.order.get("plates", {}), **more}

    def pages(self, book: Book) -> bytes:
        """The book with its cover, and where things stand in it."""
        made = self.press.compile("book.typ", self.inputs(book, bound=True), format="pdf", **self.dated)
        self.positions = self.press.positions()
        return made

    def inside(self, book: Book) -> bytes:
        """The same pages without the cover, for a printer."""
        return self.press.compile("book.typ", self.inputs(book, bound=False), format="pdf", **self.dated)

    def letters(self, book: Book) -> bytes:
        """The letters of the cover alone."""
        return self.press.compile("cover-page.typ", {"book": book, "drawn": False}, format="svg")

    def picture(self, book: Book) -> bytes:
        """The cover."""
        inputs = {"book": book, "drawn": True}
        return self.press.compile("cover-page.typ", inputs, format="png", ppi=self.order["ppi"])

    def spread(self, book: Book) -> bytes:
        """The cover for a printer, its spine as wide as the pages need."""
        asked = book["spread"]
        leaves = -(-self.positions.get("pages", 0) // 2)
        spine = round(leaves * asked["leaf"] + 2 * asked["board"], 1)
        self.positions["spine"] = spine
        inputs = {"book": book, "spread": asked | {"spine": spine}}
        dated = self.dated | {"pdf_standards": ["a-2b"]}
        return self.press.compile("spread.typ", inputs, format="pdf", **dated)

    def sheet(self, book: Book) -> bytes:
        """A few pages that are no book."""
        return self.press.compile("sheet.typ", {"book": book}, format="pdf", **self.dated)

    def preview(self, book: Book) -> bytes:
        """Cover, title and first pages side by side, small."""
        inputs = self.inputs(book, bound=True)
        pages = self.press.pages(
            "book.typ", inputs, format="png", ppi=480 / book["measures"]["height"] * 25.4
        )
        some = [shown(page) for rank, page in enumerate(pages[:7]) if rank != 2][
            :5
        ]  # behind the title: little
        return self.press.compile("contact.typ", {"pages": some}, format="png", ppi=108)


def main() -> int:
    """Read an order on standard input and answer on standard output; 3 when typst refuses it."""
    order = json.load(sys.stdin)
    limit(memory=order["memory"], seconds=order["seconds"])
    try:
        answer = Order(order).make()
    except Refused as refusal:
        sys.stderr.write(str(refusal))
        return REFUSED
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
