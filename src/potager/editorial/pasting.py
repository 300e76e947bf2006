"""What a word processor or a page puts on the clipboard, as the Markdown that an article is written in.

The HTML is nobody's friend: nh3 parses it as browsers do and leaves a small tree of known elements; that tree is read
once, from left to right, into runs of text with their marks. Nothing of it is ever shown as HTML.
"""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import nh3
from django.utils.html import escape

from potager.editorial.pastedlinks import BACK, NOTE, label_of, start_of, unwrapped
from potager.editorial.pastedwords import Run, Table, line_of, unmarked

MOST = 1_000_000  # characters of HTML
MOST_MADE = 200_000
MOST_TAGS, DEEPEST = 40_000, 250  # beyond that nobody wrote it by hand, and trees take long to grow
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
ANY_TAG = re.compile(r"<[^<>]{0,3000}>")
SHALLOW = {
    "p",
    "br",
    "hr",
    "img",
    "meta",
    "link",
    "input",
    "col",
    "o",
    "li",
    "td",
    "tr",
    "th",
    "wbr",
    "body",
    "html",
}
KEPT = {
    *("p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "table"),
    *("tr", "td", "th", "b", "strong", "i", "em", "s", "strike", "del", "code", "tt", "kbd", "span", "font", "a"),
}  # fmt: skip
DROPPED = {
    "script",
    "style",
    "title",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
    "head",
    "xml",
}
READ = {"*": {"style", "class"}, "a": {"href"}, "ol": {"start"}}
BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)")
NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)")
ITALIC, NOT_ITALIC = (
    re.compile(r"(?<![\w-])font-style:\s*italic"),
    re.compile(r"(?<![\w-])font-style:\s*normal"),
)
STRUCK = re.compile(r"text-decoration[\w-]*:[^;]*line-through")
WORD_LIST = re.compile(r"mso-list:\s*\w+ level(\d)")
IGNORED = re.compile(r"mso-list:\s*ignore", re.I)
HEADINGS = {"h1": "## ", "h2": "## ", "h3": "### ", "h4": "### ", "h5": "#### ", "h6": "#### "}
NUMBERED = re.compile(r"\s*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")


@dataclass(frozen=True)
class _Look:
    """How the text at hand looks, as the elements around it say; `is_unread` hides it."""

    tag: str = ""
    marks: frozenset[str] = frozenset()
    href: str = ""
    is_unread: bool = False
    is_bullet: bool = False


@dataclass
class _Block:
    """What is being read: its runs, what stands before its first line."""

    lead: str = ""
    runs: list[Run] = field(default_factory=list)


def markdown_of(html: str) -> str:
    """The Markdown that says what the HTML says; never raises, whatever comes."""
    html = html[:MOST].replace("\x00", "")
    clean = nh3.clean(
        html if _is_sane(html) else escape(ANY_TAG.sub(" ", html)),
        tags=KEPT,
        clean_content_tags=DROPPED,
        attributes=READ,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(clean)
    reader.close()
    return reader.made()[:MOST_MADE]


def _is_sane(html: str) -> bool:
    """Whether a tree can be made of it in little time: not too many elements, none too deep."""
    depth = count = deepest = 0
    for hit in TAG.finditer(html):
        count += 1
        if hit[2].lower() not in SHALLOW:
            depth = max(0, depth + (-1 if hit[1] else 1))
            deepest = max(deepest, depth)
    return count <= MOST_TAGS and deepest <= DEEPEST


class _Reader(HTMLParser):
    """Reads the small tree that nh3 left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._looks: list[_Look] = [_Look()]
        self._lists: list[int | None] = []  # the next number of each open list, None for bullets
        self._quotes, self._code = 0, 0
        self._block, self._table = _Block(), Table()
        self._made: list[tuple[str, str]] = []  # a kind ("li", "p") and its lines

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        told = {name: value or "" for name, value in attrs}
        if tag in {"br", "hr"}:
            self._break(tag)
            return
        if tag not in INLINE:
            self._open(tag, told)
        self._looks.append(self._look(tag, told))

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if len(self._looks) > 1 and self._looks[-1].tag == tag:
            self._looks.pop()
        if tag not in INLINE:
            self._shut(tag)

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        look = self._looks[-1]
        if look.is_bullet:
            self._lists = [*self._lists[:-1], 1] if NUMBERED.match(data) and self._lists else self._lists
        elif not look.is_unread:
            self._block.runs.append(Run(data, look.marks, look.href, is_code=self._code > 0))

    def made(self) -> str:
        """All of it, once it was read."""
        self._end()
        parts: list[str] = []
        for number, (kind, text) in enumerate(self._made):
            before = self._made[number - 1][0] if number else ""
            parts.append((JOINTS.get((before, kind), "\n\n") if number else "") + text)
        return "".join(parts).strip()

    def _look(self, tag: str, told: dict[str, str]) -> _Look:
        now, style = replace(self._looks[-1], tag=tag), told.get("style", "").lower()
        marks = set(now.marks) | MARKS.get(tag, set())
        for mark, says, denies in STYLES:
            if denies and denies.search(style):
                marks.discard(mark)
            elif says.search(style):
                marks.add(mark)
        if tag in HEADINGS:
            marks -= {"**"}
        now = replace(now, marks=frozenset(marks))
        if IGNORED.search(style):
            return replace(now, is_bullet=True)
        return self._linked(now, told.get("href", "")) if tag == "a" else now

    def _linked(self, look: _Look, href: str) -> _Look:
        if hit := NOTE.fullmatch(href):
            self._block.runs.append(Run(f"[^{label_of(hit)}]", is_raw=True))
            return replace(look, is_unread=True)
        if hit := BACK.fullmatch(href):
            self._block.lead = f"[^{label_of(hit)}]: "
            return replace(look, is_unread=True)
        return replace(look, href=unwrapped(href))

    def _break(self, tag: str) -> None:
        if tag == "hr":
            self._end()
            self._made.append(("hr", "---"))
        else:
            self._block.runs.append(Run("\n", is_raw=True))

    def _open(self, tag: str, told: dict[str, str]) -> None:
        if tag not in {"p", "div"} or not self._holds_only_lead():
            self._end()
        if tag in {"ul", "ol"}:
            self._lists.append(start_of(told) if tag == "ol" else None)
        elif tag == "li":
            self._block.lead = self._item()
        elif tag in HEADINGS:
            self._block.lead = HEADINGS[tag]
        elif tag in {"blockquote", "pre"}:
            self._quotes += tag == "blockquote"
            self._code += tag == "pre"
        elif tag in {"table", "tr", "td", "th"}:
            self._table.opened(tag)
        elif tag == "p":
            self._word(told)

    def _shut(self, tag: str) -> None:
        self._end()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "pre":
            self._code = max(0, self._code - 1)
        elif tag == "table" and (made := self._table.shut()):
            self._made.append(("table", made))

    def _word(self, told: dict[str, str]) -> None:
        """Word's own paragraphs: lists are no lists there, and titles only a class."""
        if hit := WORD_LIST.search(told.get("style", "").lower()):
            self._block.lead = "    " * (min(int(hit[1]), 6) - 1) + "- "
        elif told.get("class", "").startswith(("MsoTitle", "MsoHeading")):
            self._block.lead = "## "

    def _item(self) -> str:
        depth = "    " * (min(max(len(self._lists), 1), 8) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{depth}- "
        number = self._lists[-1]
        self._lists[-1] = number + 1
        return f"{depth}{number}. "

    def _holds_only_lead(self) -> bool:
        return bool(self._block.lead) and not any(run.text.strip() for run in self._block.runs)

    def _end(self) -> None:
        """What was read so far is a paragraph, an item, a cell."""
        block, self._block = self._block, _Block()
        text = line_of(block.runs, is_code=self._code > 0)
        if self._table.is_open:
            self._table.add(text)
        elif text.strip():
            self._made.append((self._kind(block.lead), self._quoted(block.lead, text)))

    def _kind(self, lead: str) -> str:
        if self._quotes:
            return "quote"
        return "li" if lead.strip() and lead[:1] in " -0123456789" else "p"

    def _quoted(self, lead: str, text: str) -> str:
        if self._code:
            text = f"```\n{unmarked(text)}\n```"
        whole = lead + text.replace(
            "\n", "\n" + " " * len(lead) if lead.strip() not in {"##", "###", "####"} else " "
        )
        return "\n".join("> " * min(self._quotes, 4) + line for line in whole.split("\n"))


INLINE = {"b", "strong", "i", "em", "s", "strike", "del", "code", "tt", "kbd", "span", "font", "a"}
MARKS: dict[str, set[str]] = {
    "b": {"**"}, "strong": {"**"}, "i": {"*"}, "em": {"*"}, "s": {"~~"}, "strike": {"~~"}, "del": {"~~"},
    "code": {"`"}, "tt": {"`"}, "kbd": {"`"},
}  # fmt: skip
JOINTS = {("li", "li"): "\n", ("quote", "quote"): "\n>\n"}
STYLES = (("**", BOLD, NOT_BOLD), ("*", ITALIC, NOT_ITALIC), ("~~", STRUCK, None))
