"""Tags are words that people type: "Tomates, semis"."""

import re
from collections.abc import Iterable

from potager.lib.folding import WORD, plain
from potager.lib.texts import is_blank, one_line

LONGEST = 40  # characters of a tag
BETWEEN = re.compile(r"[,;#\n]")


def words_in(typed: str) -> list[str]:
    """The tags in one line of them, between commas."""
    return named(BETWEEN.split(typed[:2000]))


def named(words: Iterable[str]) -> list[str]:
    """Tags as they are shown: one line each, without the empty ones and without what only looks different."""
    known: dict[str, str] = {}
    for word in (one_line(word)[:LONGEST].strip(" .") for word in words):
        fold = "" if is_blank(word) else folded(word)
        if fold:
            known.setdefault(fold, word)
    return list(known.values())


def folded(word: str) -> str:
    """A tag as it is compared, and as it stands in addresses: small letters and digits without accents, hyphens."""
    return "-".join(WORD.findall(plain(word)))[:60]
