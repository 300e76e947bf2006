"""Which words can be told as reasons, and how people wrote them.

A word is told if it can be a thing: long enough, not of every day, mostly behind articles where we know articles; and
never if it can be somebody's name: a member's, or what has a capital in the middle of sentences.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from potager.animation.themes.dull import ARTICLES, dull_stems, dull_words
from potager.animation.themes.reading import Places, Read, Stems
from potager.lib.stemming import folded

SHORTEST, SHORTEST_ACRONYM, LONGEST_ACRONYM = 4, 3, 6  # letters
ENOUGH, LEAST_AS_THING = 2, 0.15  # from so many uses on, that part of them is behind an article
CAPITALS = frozenset({"de"})  # languages whose things have them
MOST_TEXTS, FEW_TEXTS = 0.3, 40  # a word of more than that part of many texts is nobody's subject


@dataclass(frozen=True)
class Telling:
    """For each stem: how it is written, and whether it can be told."""

    written: list[str]
    can_be_told: NDArray[np.bool_]


@dataclass
class _Uses:
    """Of one stem, over all its forms."""

    forms: dict[str, tuple[int, int]]  # how often each stands as a thing, and at all
    inside: int = 0  # sentences
    capitals: int = 0  # there, without words in capitals throughout
    known: int = 0  # uses in languages whose articles we know
    as_thing: int = 0
    as_verb: int = 0

    def add(self, form: str, language: str, places: Places, number: int) -> None:
        """Count the form with that number."""
        often, inside = int(places.often[number]), int(places.inside[number])
        self.forms[form] = int(places.as_thing[number]), often
        if language not in CAPITALS:
            self.inside += inside
            self.capitals += inside if form[0].isupper() and not _is_acronym(form) else 0
        if language in ARTICLES:
            self.known += often
            self.as_thing += int(places.as_thing[number])
            self.as_verb += int(places.as_verb[number])


def telling(read: Read, stems: Stems, places: Places, names: Collection[str]) -> Telling:
    """Look at every form once. `names`: of members, as they are written."""
    uses: dict[int, _Uses] = {}
    for number, stem in enumerate(stems.of_form):
        if stem >= 0:
            form, language = read.forms[number]
            uses.setdefault(int(stem), _Uses({})).add(form, language, places, number)
    called = {folded(word) for name in names for word in _pieces(name)}
    written = [_written(uses[stem]) for stem in range(len(stems.names))]
    told = [
        stem not in dull_stems() and _can_be_told(word, uses[number], called)
        for number, (word, stem) in enumerate(zip(written, stems.names, strict=True))
    ]
    return Telling(written, np.array(told, dtype=bool) & _rare_enough(stems))


def _pieces(name: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in name).split()


def _rare_enough(stems: Stems) -> NDArray[np.bool_]:
    texts, many = stems.counts.shape
    held = np.bincount(stems.counts.indices, minlength=many)
    rare: NDArray[np.bool_] = held <= max(FEW_TEXTS * MOST_TEXTS, texts * MOST_TEXTS)
    return rare


def _is_acronym(form: str) -> bool:
    return len(form) > 1 and form.isupper()


def _written(uses: _Uses) -> str:
    """The way it is mostly written as a thing, without the capital of a sentence's beginning."""
    ways: dict[str, tuple[int, int]] = {}
    for form, (as_thing, often) in uses.forms.items():
        way = form if _is_acronym(form) and len(form) <= LONGEST_ACRONYM else form.lower()
        known = ways.get(way, (0, 0))
        ways[way] = known[0] + as_thing, known[1] + often
    return max(ways, key=lambda way: (*ways[way], -len(way), way))


def _can_be_told(word: str, uses: _Uses, called: Collection[str]) -> bool:
    plain = folded(word)
    least = SHORTEST_ACRONYM if _is_acronym(word) else SHORTEST
    if len(plain) < least or plain in dull_words() or not plain.isalpha():
        return False
    return not _is_a_name(plain, uses, called) and _is_a_thing(word, uses)


def _is_a_name(plain: str, uses: _Uses, called: Collection[str]) -> bool:
    """A member's name may be a thing too (a rose, an olive) where people mostly write it small."""
    if plain in called:
        return uses.inside == 0 or uses.capitals > uses.inside * 0.1
    return uses.capitals > uses.inside * 0.5


def _is_a_thing(word: str, uses: _Uses) -> bool:
    if _is_acronym(word) or uses.known < ENOUGH:
        return True
    return uses.as_thing >= max(uses.known * LEAST_AS_THING, uses.as_verb)
