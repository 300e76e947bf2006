"""What people type, made safe to store and kept to the letter otherwise."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n?")
# NUL and its neighbours, which no database or page can carry, and halves of surrogate pairs.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me", "Cn"})


def cleaned(text: str) -> str:
    """`text` with line ends as \\n, without control characters and without white space around."""
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """`text`, cleaned, on one line with single spaces."""
    return " ".join(cleaned(text).split())


def is_blank(text: str) -> bool:
    """Whether nothing in `text` can be seen (spaces, zero-width characters, marks without a letter)."""
    return all(unicodedata.category(character) in _UNSEEN for character in text)


def paragraphs(text: str) -> list[str]:
    """The lines of `text` that hold something."""
    return [line.strip() for line in text.split("\n") if line.strip()]
