"""An article as the press can set it: prose with few marks (lib/prose), cut where its pictures stand.

Tables become lists, notes stand at the end under their numbers, code is set as lines. What only a screen can do
(recordings, films) is named and counted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from markdown_it.token import Token

from potager.editorial import marking
from potager.editorial.entries import as_text
from potager.editorial.models import Article

_MARKS = re.compile(r"([\\*_\[\]`<>])")
_OPENS = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|\d{1,9}(?=[.)](\s|$)))")
SIGNS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**"}


@dataclass
class Printed:
    """What the press sets of a text: passages of prose, each with the pictures that stand after it.

    `tables` and `notes` were set otherwise; `screens` are recordings and films, which no paper shows.
    """

    passages: list[tuple[str, list[UUID]]] = field(default_factory=list)
    tables: int = 0
    notes: int = 0
    screens: int = 0

    def add(self, text: str) -> None:
        """Go on with a block; behind a picture begins a new passage."""
        if not self.passages or self.passages[-1][1]:
            self.passages.append(("", []))
        before, pictures = self.passages[-1]
        self.passages[-1] = (f"{before}\n\n{text}".strip("\n"), pictures)

    def show(self, pictures: Sequence[UUID]) -> None:
        """Put pictures after what was said last."""
        if not self.passages:
            self.passages.append(("", []))
        self.passages[-1][1].extend(pictures)


def printed(article: Article) -> Printed:
    """The standfirst, the text and the entries of an article that is out, as its newest version says them."""
    parts = [f"*{_escaped(article.standfirst)}*"] if article.standfirst else []
    made = Printed()
    for part in parts:
        made.add(part)
    body = "\n\n".join(filter(None, (article.body, as_text(article.entries))))
    _blocks(iter(marking.parsed(body)), made, "")
    return made


def _blocks(tokens: Iterator[Token], made: Printed, until: str) -> None:
    for token in tokens:
        if token.type == until:
            return
        _block(token, tokens, made)


def _block(token: Token, tokens: Iterator[Token], made: Printed) -> None:
    if token.type in {"held", "gallery"}:
        _hold(token, made)
    elif token.type == "table_open":
        made.tables += 1
        made.add("\n".join(_table(tokens)))
    elif token.type == "footnote_block_open":
        made.add("\n\n".join(_notes(tokens, made)))
    elif token.type in {"bullet_list_open", "ordered_list_open", "blockquote_open"}:
        inner = Printed()
        lines = _nested(token, tokens, inner)
        made.add("\n".join(lines))
        made.screens, made.tables = made.screens + inner.screens, made.tables + inner.tables
        made.show([one for _text, pictures in inner.passages for one in pictures])
    elif text := _leaf(token, tokens):
        made.add(text)


def _hold(token: Token, made: Printed) -> None:
    marks = token.meta["marks"]
    pictures = [one.identifier for one in marks if one.kind == "picture"]
    made.screens += len(marks) - len(pictures)
    for one in marks:
        if one.kind != "picture" and one.words:
            made.add(f"*{_escaped(one.words)}*")
    made.show(pictures)


def _leaf(token: Token, tokens: Iterator[Token]) -> str:
    """A paragraph, a heading, lines of code; "" for what says nothing."""
    if token.type in {"paragraph_open", "heading_open"}:
        text = _inline(next(tokens).children or [])
        next(tokens)
        rank = "## " if token.tag in {"h1", "h2"} else "### "
        return rank + text.replace("\n", " ") if token.type == "heading_open" else _opened(text)
    if token.type in {"fence", "code_block"}:
        return "\n".join(_opened(_escaped(line)) for line in token.content.split("\n") if line.strip())
    return ""


def _nested(token: Token, tokens: Iterator[Token], inner: Printed) -> list[str]:
    """A list or a quotation, its lines marked and set in."""
    if token.type == "blockquote_open":
        _blocks(tokens, inner, "blockquote_close")
        return [f"> {line}".rstrip() for line in _lines(inner)]
    lines, number = [], int(token.attrs.get("start", 1))
    for one in tokens:
        if one.type in {"bullet_list_close", "ordered_list_close"}:
            break
        item = Printed()
        _blocks(tokens, item, "list_item_close")
        mark = "- " if token.type == "bullet_list_open" else f"{number}. "
        number += 1
        first, *rest = _lines(item) or [""]
        lines += [mark + first, *(" " * len(mark) + line if line else "" for line in rest)]
        inner.show([picture for _text, pictures in item.passages for picture in pictures])
        inner.screens, inner.tables = inner.screens + item.screens, inner.tables + item.tables
    return lines


def _lines(made: Printed) -> list[str]:
    return "\n\n".join(text for text, _pictures in made.passages if text).split("\n")


def _table(tokens: Iterator[Token]) -> Iterator[str]:
    """Each row as an item of a list, each cell after the name of its column."""
    names: list[str] = []
    row: list[str] = []
    is_head = False
    for token in tokens:
        if token.type == "table_close":
            return
        if token.type in {"thead_open", "thead_close"}:
            is_head = token.type == "thead_open"
        elif token.type == "inline":
            row.append(_inline(token.children or []))
        elif token.type == "tr_close":
            if is_head:
                names = row
            else:
                yield f"- {_told(names, row)}"
            row = []


def _told(names: Sequence[str], row: Sequence[str]) -> str:
    pairs = zip([*names, *[""] * len(row)], row, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)


def _notes(tokens: Iterator[Token], made: Printed) -> Iterator[str]:
    for token in tokens:
        if token.type == "footnote_block_close":
            return
        if token.type == "footnote_open":
            note = Printed()
            _blocks(tokens, note, "footnote_close")
            made.notes += 1
            yield f"\\[{token.meta['id'] + 1}\\] " + " ".join(" ".join(_lines(note)).split())


def _inline(tokens: Sequence[Token]) -> str:
    said: list[str] = []
    addresses: list[str] = []
    for token in tokens:
        if token.type in SIGNS:
            said.append(SIGNS[token.type])
        elif token.type == "link_open":
            addresses.append(str(token.attrGet("href") or ""))
            said.append("[" if addresses[-1].startswith("http") else "")
        elif token.type == "link_close":
            address = addresses.pop() if addresses else ""
            said.append(f"]({address})" if address.startswith("http") else "")
        elif token.type == "footnote_ref":
            said.append(f" \\[{token.meta['id'] + 1}\\]")
        elif token.type in {"softbreak", "hardbreak"}:
            said.append(" " if token.type == "softbreak" else "\n")
        else:
            said.append(_escaped(token.content))
    return "".join(said).strip()


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)


def _opened(text: str) -> str:
    """A paragraph none of whose lines begins like a heading, a list or a quotation."""
    return "\n".join(_OPENS.sub(_marked, line) for line in text.split("\n"))


def _marked(hit: re.Match[str]) -> str:
    return f"{hit[1]}{hit[2]}\\" if hit[2][0].isdigit() else f"{hit[1]}\\{hit[2]}"
