"""The layouts, the papers and what they come to together: measures that book.typ follows, nothing to decide there."""

from dataclasses import asdict, dataclass
from typing import Any

from potager.press.book import Book

BLEED = 3.0  # millimetres beyond each cut edge of a printed cover
BOARD = 0.25  # millimetres: one side of a soft cover


@dataclass(frozen=True)
class Paper:
    """A page: millimetres, and the size of its text in points."""

    width: float
    height: float
    text: float
    inside: float
    outside: float
    top: float
    bottom: float
    side: float  # the column of names
    gap: float


PAPERS = {
    "a5": Paper(148, 210, 10.6, inside=19, outside=16, top=19, bottom=23, side=29, gap=4.5),
    "a4": Paper(210, 297, 11.6, inside=42, outside=36, top=30, bottom=38, side=38, gap=6),
    "pocket": Paper(110, 180, 9.6, inside=14, outside=11, top=14, bottom=18, side=19, gap=3),
}


@dataclass(frozen=True)
class Layout:
    """A character: type, lines, signs between things, colours. Sizes are parts of the text's size."""

    ink: str
    ink_2: str
    accent: str
    leading: float
    paragraph_gap: float  # between the paragraphs of a contribution, in lines
    indent: float  # of their first lines, in ems
    between: float  # between contributions, in ems
    is_justified: bool
    has_drop_cap: bool
    figures: str
    heading: float
    heading_style: str
    heading_align: str
    is_heading_small_caps: bool
    ornament: str  # "sprout", "asterism", "rule"
    folio: str  # where the page number stands: "side", "centre", "end"
    labels: str  # how names and hours are set: "serif", "mono"
    has_margin_line: bool
    drop: float  # how far down a chapter begins, in parts of the page


LAYOUTS = {
    "garden": Layout(
        ink="#152318", ink_2="#49574b", accent="#1b622d", leading=0.66, paragraph_gap=0, indent=1.2,
        between=0.5, is_justified=True, has_drop_cap=True, figures="old-style", heading=1.7,
        heading_style="italic", heading_align="left", is_heading_small_caps=False, ornament="sprout",
        folio="side", labels="serif", has_margin_line=False, drop=0.08,
    ),
    "novel": Layout(
        ink="#141414", ink_2="#4a4a4a", accent="#141414", leading=0.64, paragraph_gap=0, indent=1.5,
        between=0, is_justified=True, has_drop_cap=False, figures="old-style", heading=1.25,
        heading_style="normal", heading_align="center", is_heading_small_caps=True, ornament="asterism",
        folio="centre", labels="serif", has_margin_line=False, drop=0.2,
    ),
    "notebook": Layout(
        ink="#1c2440", ink_2="#4b5371", accent="#a83224", leading=0.72, paragraph_gap=0.35, indent=0,
        between=1.0, is_justified=False, has_drop_cap=False, figures="lining", heading=1.5,
        heading_style="normal", heading_align="left", is_heading_small_caps=False, ornament="rule",
        folio="end", labels="mono", has_margin_line=True, drop=0.05,
    ),
}  # fmt: skip

# What a printer's paper weighs in the hand: millimetres that one leaf (two pages) adds to the spine.
BULKS = {"thin": 0.10, "usual": 0.13, "bulky": 0.17}


def measures(book: Book) -> dict[str, Any]:
    """Page and layout of a book as the typst files read them: millimetres, points, ems."""
    paper, layout = PAPERS[book.paper], LAYOUTS[book.layout]
    has_side = book.attribution == "margin"
    left = 12 if book.paper == "a5" else paper.inside * 0.62
    return {
        **asdict(layout),
        **asdict(paper),
        "has_side": has_side,
        "left": left + paper.side + paper.gap,
        "attribution": book.attribution,
        "layout": book.layout,
    }


def column(book: Book) -> float:
    """The width of the text, in millimetres."""
    paper = PAPERS[book.paper]
    if book.attribution == "margin":
        return paper.width - float(measures(book)["left"]) - paper.outside
    return paper.width - paper.inside - paper.outside
