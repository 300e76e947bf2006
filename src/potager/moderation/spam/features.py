"""A text as the classifier sees it: the words in it, two that stand together, and how it is made."""

import re
from hashlib import blake2b
from itertools import pairwise

from potager.lib.folding import plain

LONGEST_TEXT = 20_000  # characters that are looked at
MOST_FEATURES = 600
LONGEST_WORD = 24
WORD = re.compile(r"[^\W\d_]{2,40}")
LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
DIGITS = re.compile(r"\d{5,}")
PHONE = re.compile(r"\+?\d(?:[ .-]?\d){8,13}")
MONEY = re.compile(r"[£$€]\s?\d|\d\s?(?:[£$€%]|eur|usd|btc)\b", re.IGNORECASE)
CRIES = re.compile(r"[!?]{2,}|!.{0,80}!", re.DOTALL)
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.", re.ASCII)
SHOUT = 0.3  # part of capitals among letters
MANY, SHORT = 3, 40


def folded(text: str) -> str:
    """Lower case, without accents."""
    return plain(text[:LONGEST_TEXT])


def features_of(text: str) -> frozenset[str]:
    """What a text consists of, each once: words, pairs of words ("free money"), and how it is made ("<link>")."""
    told = WORD.findall(folded(text))[:MOST_FEATURES]
    words = [word[:LONGEST_WORD] for word in told]
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    return frozenset([*words, *pairs, *_make(text[:LONGEST_TEXT])])


def _make(text: str) -> list[str]:
    links = len(LINK.findall(text))
    letters = [letter for letter in text if letter.isalpha()]
    shouts = len(letters) >= SHORT and sum(map(str.isupper, letters)) > SHOUT * len(letters)
    signs = {
        "<link>": links > 0,
        "<links>": links >= MANY,
        "<phone>": PHONE.search(text),
        "<digits>": DIGITS.search(text),
        "<money>": MONEY.search(text),
        "<cries>": CRIES.search(text),
        "<address>": ADDRESS.search(text),
        "<shouts>": shouts,
    }
    return [name for name, is_there in signs.items() if is_there]


def key_of(feature: str) -> int:
    """Under what a feature is counted: 63 bits, so that no word that somebody wrote stands in the table."""
    return int.from_bytes(blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest()) >> 1
