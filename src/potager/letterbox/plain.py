"""HTML mail as plain text: nothing of it is ever shown as HTML. Quotations are marked by "> ", as in plain mail.

Real parsers take quadratic time on elements that nest deeply (html5ever: 200 s for a megabyte of `<div>`); here no
tree is built, and every character is looked at once.
"""

import html
from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

PARAGRAPHS = frozenset(["p", "ul", "ol", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table"])
BLOCKS = PARAGRAPHS | {
    "address",
    "article",
    "body",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "header",
    "hr",
    "li",
    "main",
}
BLOCKS |= {"section", "tr"}
CELLS = frozenset(["td", "th"])
UNSEEN = frozenset(["script", "style", "title", "template", "noscript", "textarea", "select", "xml"])
DEEPEST = 20  # quotations in quotations that are told apart
LONGEST_NAME = 12
RULE = "_" * 32
LOWERED = str.maketrans(ascii_uppercase, ascii_lowercase)


def text_of_html(source: str) -> str:
    """The words of an HTML mail, in lines; time grows with its length, whatever it is."""
    reader = _Reader()
    for is_tag, piece in _pieces(source):
        if is_tag:
            reader.tag(piece)
        else:
            reader.words(html.unescape(piece))
    return reader.text()


def _pieces(source: str) -> Iterator[tuple[bool, str]]:
    """Tags ("p", "/p") and what stands between them, without comments, styles and scripts."""
    lowered = source.translate(LOWERED)
    place = 0
    while (opening := source.find("<", place)) >= 0:
        yield False, source[place:opening]
        name = _name(lowered, opening)
        if name:
            yield True, name
            place = _after(lowered, f"</{name}", opening) if name in UNSEEN else opening
            place = _after(lowered, ">", place)
        elif lowered.startswith("<!--", opening):
            place = _after(lowered, "-->", opening)
        elif lowered[opening + 1 : opening + 2] in {"!", "?"}:
            place = _after(lowered, ">", opening)
        else:
            yield False, "<"
            place = opening + 1
    yield False, source[place:]


def _after(source: str, mark: str, place: int) -> int:
    """Where it goes on after the next `mark`; the end if there is none."""
    found = source.find(mark, place)
    return len(source) if found < 0 else found + len(mark)


def _name(source: str, opening: int) -> str:
    """The name of the tag that begins there, "/p" for one that ends; "" if none begins."""
    word = source[opening + 1 : opening + 2 + LONGEST_NAME]
    slash, word = ("/", word[1:]) if word.startswith("/") else ("", word)
    length = next((place for place, letter in enumerate(word) if not letter.isalnum()), len(word))
    return slash + word[:length] if word[:1].isalpha() and word[:1].isascii() else ""


class _Reader:
    """Lines, as a browser would break them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._is_preformatted = False

    def tag(self, name: str) -> None:
        """A tag stands here."""
        bare = name.removeprefix("/")
        if bare in BLOCKS:
            self._block(bare, ends=bare != name)
        elif bare == "br":
            self._end_line()
        elif bare in CELLS:
            self._line.append(" ")

    def words(self, text: str) -> None:
        """Text stands here."""
        if self._is_preformatted:
            first, *others = text.split("\n")
            self._line.append(first)
            for other in others:
                self._end_line()
                self._line.append(other)
        elif text:
            self._line.append(" " * text[0].isspace() + " ".join(text.split()) + " " * text[-1].isspace())

    def text(self) -> str:
        """All that stood there."""
        self._break()
        return "\n".join(self._lines)

    def _block(self, name: str, *, ends: bool) -> None:
        self._break()
        if name in PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._prefix().rstrip())
        if name == "blockquote":
            self._depth = max(0, self._depth + (-1 if ends else 1))
        elif name == "pre":
            self._is_preformatted = not ends
        elif name == "li" and not ends:
            self._line.append("- ")
        elif name == "hr":
            self._lines.append(self._prefix() + RULE)

    def _prefix(self) -> str:
        return ">" * min(self._depth, DEEPEST) + " " * bool(self._depth)

    def _break(self) -> None:
        """Begin a new line unless one has just begun."""
        if "".join(self._line).strip():
            self._end_line()
        self._line = []

    def _end_line(self) -> None:
        text = "".join(self._line)
        words = text if self._is_preformatted else " ".join(part for part in text.split(" ") if part)
        self._lines.append((self._prefix() + words).rstrip())
        self._line = []
