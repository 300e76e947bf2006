"""Finds every place where a sentence may end and asks the rules; one pass from left to right."""

import re
from bisect import bisect_right

from potager.lib.sentences.rules import Place, line_ends, stop_ends
from potager.lib.sentences.words import Abbreviations, abbreviations

MAX_ASIDE = 300  # longer parentheses are read like any text

# Possessive quantifiers stand on single characters only: on groups, Python 3.11.2 (Debian 12) matches too little.
_CANDIDATE = re.compile(r"\n\s*+|[.!?…]{1,40}+(?:[^\S\n]{1,3}+[.!?…]{1,40}+){0,20}|[。！？]{1,40}+")
_PARENTHESIS = re.compile(r"[()]|\n\s{0,40}?\n")
# Closing signs and emoji stay with the sentence; straight quotes close when they touch it or stand alone.
_AFTER = re.compile(
    r"""
    (?P<tail>(?:
        [^\S\n]{0,3}[»›)\]}”\ue000\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]
      | ["*_`~]
      | ['’](?!\w)
      | [^\S\n]{1,3}"(?=[\s,.;:!?)]|\Z)
    ){0,30})
    (?P<gap>[\s\x00\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*+)
    (?P<lead>[^\w\s.!?…,;:\ue000\ue001]{0,12}+[^\S\n]{0,3}+[^\w\s.!?…,;:\ue000\ue001]{0,3}+)
    """,
    re.VERBOSE,
)


def boundaries(masked: str, *, language: str) -> list[int]:
    """Offsets where a new sentence of a masked text begins, in order; what lies between may hold no word."""
    known = abbreviations(language)
    asides = _asides(masked)
    beginnings: list[int] = []
    start = len(masked) - len(masked.lstrip())
    listing = False
    for found in _CANDIDATE.finditer(masked):
        if found.start() < start:
            continue
        place = _place(masked, start, found)
        listing = listing or (place.is_new_line and place.before == ":")
        if _ends(place, known, asides, listing):
            start = place.tail + len(place.gap)
            listing = False
            beginnings.append(start)
    return beginnings


def _ends(place: Place, known: Abbreviations, asides: list[tuple[int, int]], listing: bool) -> bool:
    if _is_aside(place, asides):
        return False
    return line_ends(place, listing=listing) if place.is_new_line else stop_ends(place, known)


def _place(masked: str, start: int, found: re.Match[str]) -> Place:
    after = _AFTER.match(masked, found.start() if found[0][0] == "\n" else found.end())
    assert after  # noqa: S101 every part of the pattern may be empty
    return Place(
        text=masked,
        start=start,
        left=found.start(),
        right=found.end(),
        tail=after.end("tail"),
        gap=after["gap"],
        lead=after["lead"].rstrip(),
        next=after.end(),
    )


def _is_aside(place: Place, asides: list[tuple[int, int]]) -> bool:
    # A parenthesis that opens the sentence holds sentences of its own; any other is part of one.
    rank = bisect_right(asides, (place.left, place.left)) - 1
    return rank >= 0 and place.start < asides[rank][0] and place.left < asides[rank][1]


def _asides(masked: str) -> list[tuple[int, int]]:
    """Offsets of the outermost pairs of parentheses, inside one paragraph, of at most MAX_ASIDE."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    if "(" not in masked:
        return pairs
    for found in _PARENTHESIS.finditer(masked):
        if found[0] == "(":
            opened.append(found.start())
        elif found[0] != ")":
            opened.clear()
        elif opened:
            _keep_outermost(pairs, (opened.pop(), found.start()))
    return pairs


def _keep_outermost(pairs: list[tuple[int, int]], pair: tuple[int, int]) -> None:
    if pair[1] - pair[0] > MAX_ASIDE:
        return
    while pairs and pairs[-1][0] > pair[0]:
        pairs.pop()
    pairs.append(pair)
