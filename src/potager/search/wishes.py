"""What somebody looks for: words, "quoted phrases", -without, and filters. Any text is a wish; none is an error."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from potager.lib.stemming import folded, is_empty, stems, words_of

MOST_LETTERS, MOST_TERMS = 300, 12
PART = re.compile(r'(-?)(?:"([^"]*)(?:"|$)|([^\s"]+))')
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
SHORTEST_BEGINNING = 3  # letters of a word that is being typed, so that it is looked for as a beginning


@dataclass(frozen=True)
class Term:
    """A word in all its forms, or a phrase to the letter. `beginning`: words that begin so are meant too."""

    stems: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    beginning: str = ""


@dataclass(frozen=True)
class Wish:
    """What must be there and what must not; `marks` are filters, each of them alternatives."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing of what should be there."""
        return not self.terms and not self.marks


@dataclass
class _Parts:
    words: list[str] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)


def wish_of(
    text: str, *, languages: Iterable[str], marks: Iterable[tuple[str, ...]] = (), is_typing: bool = False
) -> Wish:
    """The wish behind what was typed. A word is meant in all forms that any of these languages gives it."""
    spoken = tuple(dict.fromkeys(languages))
    wanted, unwanted = _parts(text[:MOST_LETTERS].translate(QUOTES))
    last = wanted.words[-1] if is_typing and wanted.words and text[-1:].isalnum() else ""
    terms = [*_terms(wanted, spoken, last)][:MOST_TERMS]
    without = [*_terms(unwanted, spoken, "")][:MOST_TERMS]
    return Wish(terms=tuple(terms), without=tuple(without), marks=tuple(marks))


def _parts(text: str) -> tuple[_Parts, _Parts]:
    wanted, unwanted = _Parts(), _Parts()
    for minus, quoted, bare in PART.findall(text):
        parts = unwanted if minus else wanted
        words = words_of(bare or quoted)
        if not bare or (minus and len(words) > 1):  # -arc-en-ciel
            parts.phrases.append(tuple(map(folded, words)))
        else:
            parts.words += words
    return wanted, unwanted


def _terms(parts: _Parts, languages: tuple[str, ...], last: str) -> Iterable[Term]:
    yield from (Term(phrase=phrase) for phrase in dict.fromkeys(parts.phrases) if any(phrase))
    words = list(dict.fromkeys(parts.words))
    telling = [word for word in words if not any(is_empty(folded(word), one) for one in languages)]
    for word in telling:
        yield _term(word, languages, is_last=word == last)
    if (
        words and not telling
    ):  # "the who": nothing but words that say nothing, so they are meant to the letter
        yield from (Term(phrase=(folded(word),)) for word in words)


def _term(word: str, languages: tuple[str, ...], *, is_last: bool) -> Term:
    forms = [stem for language in (*languages, "") for stem in stems(word, language)]
    plain = folded(word)
    beginning = plain if is_last and len(plain) >= SHORTEST_BEGINNING else ""
    return Term(stems=tuple(dict.fromkeys(forms)), beginning=beginning)
