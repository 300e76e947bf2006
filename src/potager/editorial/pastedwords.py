"""Runs of pasted text as a line of Markdown, and tables."""

import re
from dataclasses import dataclass, field
from itertools import groupby

ORDER = ("**", "*", "~~")
SPACES = re.compile(r"[ \t\r\n\f]+")
SIGNS = re.compile(r"([\\`*\[\]]|~~|<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)|(?<!\w)_|_(?!\w))")
BEGINS = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+>|]|:{3}|\d{1,9}(?=[.)]\s))")
LONGEST_ADDRESS = 2000
WIDEST = 20  # columns


@dataclass(frozen=True)
class Run:
    """Text that looks the same from end to end; one that `is_raw` is Markdown already."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""
    is_code: bool = False
    is_raw: bool = False


@dataclass
class Table:
    """A table that is being read; what a table inside a cell holds is part of that cell."""

    depth: int = 0
    rows: list[list[list[str]]] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether text belongs to it."""
        return self.depth > 0

    def opened(self, tag: str) -> None:
        """An element of it begins."""
        self.depth += tag == "table"
        if self.depth == 1 and tag == "tr":
            self.rows.append([])
        elif self.depth == 1 and tag in {"td", "th"}:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append([])

    def add(self, text: str) -> None:
        """Words of the cell at hand."""
        if text.strip() and self.rows and self.rows[-1]:
            self.rows[-1][-1].append(SPACES.sub(" ", text).strip())

    def shut(self) -> str:
        """The table ends; its Markdown, if it was the outermost one and holds something."""
        self.depth = max(0, self.depth - 1)
        if self.depth:
            return ""
        rows, self.rows = (
            [[" ".join(cell).replace("|", "\\|") for cell in row[:WIDEST]] for row in self.rows],
            [],
        )
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width < 2:
            return "\n\n".join(cell for row in rows for cell in row)
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])


def line_of(runs: list[Run], *, is_code: bool = False) -> str:
    """What runs say in one paragraph; a line break in it is a hard one."""
    if is_code:
        return "".join(run.text for run in runs).strip("\n")
    joined = [
        Run("".join(run.text for run in same), marks, href, is_raw=is_raw)
        for (marks, href, is_raw), same in groupby(runs, key=lambda run: (run.marks, run.href, run.is_raw))
    ]
    made = "".join(_raw(run.text) if run.is_raw else _marked(run) for run in joined)
    lines = [SPACES.sub(" ", line).strip() for line in made.split("\x00")]
    lines = [BEGINS.sub(r"\1\\\2", line) if not line.startswith("[^") else line for line in lines]
    return "\\\n".join(_number(line) for line in lines if line)


def unmarked(text: str) -> str:
    """Code that closes no block of code."""
    return text.replace("```", "'''")


def _raw(text: str) -> str:
    return text.replace("\n", "\x00")


def _number(line: str) -> str:
    """ "\\1." reads as a backslash: what is escaped of a number is its point."""
    return re.sub(r"^\\(\d{1,9})([.)])", r"\1\\\2", line)


def _marked(run: Run) -> str:
    text = SPACES.sub(" ", run.text)
    words = text.strip(" \u00a0\u202f")
    if not words:
        return text
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    is_code = "`" in run.marks
    made = f"`{words.replace('`', chr(39))}`" if is_code else SIGNS.sub(r"\\\1", words)
    for mark in ORDER[::-1]:
        if mark in run.marks:
            made = f"{mark}{made}{mark}"
    if run.href:
        made = _link(made, words, run.href)
    return before + made + after


def _link(made: str, words: str, href: str) -> str:
    if len(href) > LONGEST_ADDRESS:
        return made
    address = re.sub(r"[\s()<>\\]", lambda hit: f"%{ord(hit[0]):02X}", href)
    is_bare = words in {href, href.removesuffix("/")} and href.startswith("http")
    return href if is_bare and address == href else f"[{made}]({address})"
