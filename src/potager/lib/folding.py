"""Names and words as they are looked for: without accents, capitals and punctuation."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_SPELLED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "þ": "th"})


def folded(text: str) -> str:
    """The words of `text` in small letters without marks, one space between them.

    What has no word (a name of pictures alone) is folded to itself without white space around.
    """
    words = WORD.findall(plain(text))
    return " ".join(words) if words else unicodedata.normalize("NFKC", text).casefold().strip()


def plain(text: str) -> str:
    """`text` in small letters without marks, punctuation kept."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(_SPELLED))
    return unicodedata.normalize("NFC", "".join(sign for sign in split if unicodedata.category(sign) != "Mn"))


def key_of(text: str) -> bytes:
    """The folded text as databases order and compare it alike: by bytes."""
    return folded(text).encode()


def after(prefix: bytes) -> bytes:
    """A key behind all that begin with `prefix`: no text in UTF-8 holds that byte."""
    return prefix + b"\xff"
