"""Marks of our own in an article's text, each on a line of its own, as people can read and write them:

![What it shows](picture:<uuid>)         a picture
![Its title](media:<uuid>)               a recording, a film, or what stands elsewhere
::: gallery Caption of all               several pictures side by side, up to a line of :::
+++  or  <!-- more -->                   where the excerpt ends ("read on")
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

HELD = re.compile(r"!\[([^\]\n]{0,600})\]\((picture|media):([0-9a-fA-F-]{36})\)[ \t]*")
GALLERY = re.compile(r":{3,9}[ \t]*(?:gallery|galerie)\b[ \t]*([^\n]{0,500})", re.I)
GALLERY_END = re.compile(r":{3,9}[ \t]*")
READ_ON = re.compile(r"(?:<!--[ \t]{0,9}(?:more|suite)[ \t]{0,9}-->|\+{3})[ \t]*")
REFERENCE = re.compile(r"\[\^[^\]\s]{1,64}\]")
SCHEME = re.compile(r"(?<![A-Za-z0-9])https?\Z", re.I)
ADDRESS = re.compile(r"://[^\s<>\"«»`\[\]{}|\\^]{1,2000}")
AFTER_ADDRESS = ".,;:!?'’…*_~"  # what ends a sentence ends no address
MOST_IN_GALLERY = 60
INTERRUPTS = {"alt": ["paragraph", "reference", "blockquote", "list"]}


@dataclass(frozen=True)
class Mark:
    """What a line asks for: a "picture" or "media", and the words between its brackets."""

    kind: str
    identifier: UUID
    words: str = ""


def mark_in(line: str) -> Mark | None:
    """The mark that a line is, if it is one."""
    hit = HELD.fullmatch(line.strip())
    if hit is None:
        return None
    try:
        return Mark(hit[2], UUID(hit[3]), hit[1].strip())
    except ValueError:
        return None


def marks_in(body: str) -> Iterator[Mark]:
    """All marks of a text that stand on lines of their own, also where they are shown as code."""
    for line in body.split("\n"):
        if "](" in line and (found := mark_in(line)):
            yield found


def install(markdown: MarkdownIt) -> None:
    """Teach the marks to a parser."""
    ruler = markdown.block.ruler
    ruler.before("fence", "held", _held, INTERRUPTS)  # type: ignore[arg-type]
    ruler.before("fence", "gallery", _gallery, INTERRUPTS)  # type: ignore[arg-type]
    ruler.before("list", "read_on", _read_on, INTERRUPTS)  # type: ignore[arg-type]
    markdown.inline.ruler.before("footnote_ref", "no_reference", _no_reference)
    markdown.inline.ruler.after("text", "bare_link", _bare_link)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _held(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if state.is_code_block(line) or not (found := mark_in(_line(state, line))):
        return False
    if not silent:
        _push(state, "held", (line, line + 1), [found])
    return True


def _gallery(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    hit = None if state.is_code_block(line) else GALLERY.fullmatch(_line(state, line))
    if hit is None:
        return False
    if silent:
        return True
    found, after = [], line + 1
    while after < end and not GALLERY_END.fullmatch(text := _line(state, after)):
        mark = mark_in(text)
        if text.strip() and not mark:
            break  # it was never closed: what follows is text again
        found += [mark] if mark and mark.kind == "picture" else []
        after += 1
    is_closed = after < end and bool(GALLERY_END.fullmatch(_line(state, after)))
    _push(state, "gallery", (line, after + is_closed), found[:MOST_IN_GALLERY], caption=hit[1].strip())
    return True


def _read_on(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if state.is_code_block(line) or not READ_ON.fullmatch(_line(state, line)):
        return False
    if not silent:
        _push(state, "read_on", (line, line + 1), [])
    return True


def _push(
    state: StateBlock, kind: str, lines: tuple[int, int], marks: list[Mark], *, caption: str = ""
) -> None:
    token = state.push(kind, "", 0)
    token.block, token.map = True, list(lines)
    token.meta = {"marks": marks, "caption": caption}
    state.line = lines[1]


def _no_reference(state: StateInline, silent: bool) -> bool:
    """Take "[^" as text where no reference stands, so that nobody looks through the whole line for its end."""
    if not state.src.startswith("[^", state.pos) or REFERENCE.match(state.src, state.pos):
        return False
    if not silent:
        state.pending += "[^"
    state.pos += 2
    return True


def _bare_link(state: StateInline, silent: bool) -> bool:
    """An address that stands in the text by itself is a link."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme, rest = SCHEME.search(state.pending[-6:]), ADDRESS.match(state.src, state.pos)
    if not scheme or not rest:
        return False
    tail = _without_tail(rest[0])
    address = state.md.normalizeLink(scheme[0] + tail)
    if len(tail) < len("://a") or not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        _push_link(state, address, scheme[0] + tail)
    state.pos += len(tail)
    return True


def _without_tail(address: str) -> str:
    """An address without the punctuation of its sentence; a bracket that it opened it may close."""
    closing = address.count(")") - address.count("(")
    while address and (address[-1] in AFTER_ADDRESS or (address[-1] == ")" and closing > 0)):
        closing -= address[-1] == ")"
        address = address[:-1]
    return address


def _push_link(state: StateInline, address: str, words: str) -> None:
    opening: Token = state.push("link_open", "a", 1)
    opening.attrs, opening.markup, opening.info = {"href": address}, "linkify", "auto"
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1).markup = "linkify"
