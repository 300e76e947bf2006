"""Prose with a little form: paragraphs, two ranks of headings, emphasis, lists, quotations, links.

It is typed in a small part of Markdown (CommonMark) and read into a tree of plain values: no HTML goes in,
and none comes out but what `html` makes of it, with every text escaped. One line end is a line end, as on a
typewriter.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

Kind = Literal["paragraph", "heading", "bullets", "numbers", "item", "quote"]
RULES = ("heading", "list", "blockquote", "emphasis", "link", "escape", "newline")
DEEPEST = 40  # marks in marks: what lies deeper is nobody’s text
WEB_ADDRESS = re.compile(r"https?://[\w.-]+(:\d+)?(/[\w./~%+,;=&?#@!$()*:-]*)?", re.ASCII)
LONGEST_ADDRESS = 2000
_KINDS: dict[str, Kind] = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "bullet_list_open": "bullets",
    "ordered_list_open": "numbers",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
_TAGS: dict[str, str] = {
    "paragraph": "p",
    "bullets": "ul",
    "numbers": "ol",
    "item": "li",
    "quote": "blockquote",
}
_ALLOWED = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br"}
_ATTRIBUTES = {"*": {"id", "dir"}, "a": {"href"}, "ol": {"start"}}


@dataclass(frozen=True)
class Span:
    """Some words in one form; `href` is an http(s) address or empty; a line end is a span of "\\n"."""

    text: str
    emphasis: bool = False
    strong: bool = False
    href: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph or heading (`spans`), or a list, an item, a quotation (`children`).

    `number` is the rank of a heading (1 or 2), or where a numbered list begins.
    """

    kind: Kind
    spans: tuple[Span, ...] = ()
    children: tuple["Block", ...] = ()
    number: int = 1

    @property
    def text(self) -> str:
        """Its words alone."""
        own = "".join(span.text for span in self.spans)
        return own or "\n".join(child.text for child in self.children)


def parse(source: str) -> tuple[Block, ...]:
    """The blocks of a text; what is no mark of ours is text, whatever it looks like."""
    return tuple(_ranked(_blocks(iter(_markdown().parse(source)))))


def plain(source: str) -> str:
    """The words of a text without its marks: a paragraph a line."""
    return "\n".join(block.text for block in parse(source) if block.text)


def html(
    blocks: Sequence[Block],
    *,
    heading: int = 2,
    set_: Callable[[str], str] = str,
    anchor: str = "",
) -> str:
    """Blocks as HTML that is also well-formed XML, every text escaped after `set_` has set it.

    `heading` is the level of a heading of rank 1; `anchor` begins the identifiers ("p" makes p1, p2 …) that
    the outermost blocks get.
    """
    ids = [f' id="{escape(anchor)}{number}"' if anchor else "" for number in range(1, len(blocks) + 1)]
    return "\n".join(
        _element(block, mark, heading=heading, set_=set_) for block, mark in zip(blocks, ids, strict=True)
    )


def fenced(markup: str) -> str:
    """`html(…)` for a page, looked through once more: nothing but the few elements of prose comes out."""
    return nh3.clean(
        markup,
        tags=_ALLOWED,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        link_rel="nofollow noopener",
    )


def folded(text: str) -> str:
    """The letters and digits of a text alone, so that typography and spaces make no difference."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text)).strip().casefold()


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False, "maxNesting": DEEPEST}).enable(list(RULES))


def _blocks(tokens: Iterator[Token]) -> Iterator[Block]:
    """The blocks up to the token that closes their parent."""
    for token in tokens:
        if token.nesting < 0:
            return
        kind = _KINDS.get(token.type)
        if kind in {"paragraph", "heading"}:
            yield _leaf(token, tokens)
        elif kind:
            number = int(token.attrs.get("start", 1)) if kind == "numbers" else 1
            yield Block(kind, children=tuple(_blocks(tokens)), number=number)


def _leaf(opening: Token, tokens: Iterator[Token]) -> Block:
    spans = tuple(_spans(next(tokens).children or []))
    next(tokens)  # the token that closes it
    if opening.type == "heading_open":
        return Block("heading", spans, number=int(opening.tag[1:]))
    return Block("paragraph", spans)


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    now = Span("")
    for token in tokens:
        match token.type:
            case "em_open" | "em_close":
                now = replace(now, emphasis=token.nesting > 0)
            case "strong_open" | "strong_close":
                now = replace(now, strong=token.nesting > 0)
            case "link_open":
                now = replace(now, href=_address(str(token.attrs.get("href", ""))))
            case "link_close":
                now = replace(now, href="")
            case "softbreak" | "hardbreak":
                yield replace(now, text="\n")
            case _ if token.content:
                yield replace(now, text=token.content)


def _address(href: str) -> str:
    return href if len(href) <= LONGEST_ADDRESS and WEB_ADDRESS.fullmatch(href) else ""


def _ranked(blocks: Iterator[Block]) -> Iterator[Block]:
    """Headings in two ranks, the first one always of the first: a page never skips a level."""
    highest = 7
    for block in blocks:
        if block.kind == "heading":
            highest = min(highest, block.number)
            yield replace(block, number=1 if block.number == highest else 2)
        else:
            yield block


def _element(block: Block, mark: str, *, heading: int, set_: Callable[[str], str]) -> str:
    # A heading inside a list or a quotation would break the page's order: its words stand as a paragraph.
    tag = f"h{heading + block.number - 1}" if block.kind == "heading" else _TAGS[block.kind]
    start = f' start="{block.number}"' if block.kind == "numbers" and block.number != 1 else ""
    inside = "".join(_inline(span, set_) for span in block.spans) + "".join(
        _element(_calm(child), "", heading=heading, set_=set_) for child in block.children
    )
    direction = "" if block.children else ' dir="auto"'
    return f"<{tag}{mark}{start}{direction}>{inside}</{tag}>"


def _calm(block: Block) -> Block:
    return replace(block, kind="paragraph") if block.kind == "heading" else block


def _inline(span: Span, set_: Callable[[str], str]) -> str:
    if span.text == "\n":
        return "<br/>"
    made = escape(set_(span.text))
    made = f"<em>{made}</em>" if span.emphasis else made
    made = f"<strong>{made}</strong>" if span.strong else made
    return f'<a href="{escape(span.href)}">{made}</a>' if span.href else made
