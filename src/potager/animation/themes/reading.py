"""From texts to arrays: the words of each as numbers, and what the places of words tell of them.

Bounds: the first LETTERS letters and TOKENS words of a text, ALL_TOKENS of all texts together (those that come first:
give the newest first), FORMS ways of writing words, STEMS stems. Time and memory grow with the texts up to there:
4,000,000 words take 8 s of processor time and 400 MB, 20,000 messages of 80 words 3 s and 120 MB.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from potager.animation.themes.dull import before_things, before_verbs
from potager.animation.themes.values import Text
from potager.lib.stemming import LONGEST, folded, is_empty, stems

LETTERS, TOKENS, ALL_TOKENS, FORMS, STEMS = 12_000, 500, 4_000_000, 200_000, 50_000
TOKEN = re.compile(rf"[^\W_]{{1,{LONGEST}}}|[.!?…:;\n•]")
ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}|@\S{1,80}")  # nobody's subject; @ also calls somebody
BREAKS = frozenset(".!?…:;\n•")
OF, INFINITIVES = frozenset({"d", "de"}), ("er", "ir")  # "de semer": no article before a thing
OTHER, BREAK = 0, 1  # numbers of forms: one that found no place any more, and the end of a sentence
Floats: TypeAlias = NDArray[np.float32]
Numbers: TypeAlias = NDArray[np.int32]
Counts: TypeAlias = NDArray[np.intp]


class Forms(dict[str, int]):
    """Words as they are written in a language, with their numbers among all forms."""

    def __init__(self, known: list[tuple[str, str]], language: str) -> None:
        super().__init__(dict.fromkeys(BREAKS, BREAK))
        self._known, self._language = known, language

    def __missing__(self, form: str) -> int:
        """Give the next number to a form; nothing is kept of it once there are too many."""
        if len(self._known) >= FORMS:
            return OTHER
        self[form] = len(self._known)
        self._known.append((form, self._language))
        return self[form]


@dataclass(frozen=True)
class Read:
    """Tokens of all texts one after another; text i has those from bounds[i] to bounds[i + 1]."""

    tokens: Numbers
    bounds: Numbers
    forms: list[tuple[str, str]]  # as written, and in which language; by number


def tokens_of(words: str) -> list[str]:
    """The first words of a text as they are written, and the ends of its sentences."""
    plain = ADDRESS.sub(" ", unicodedata.normalize("NFC", words[:LETTERS]))
    return TOKEN.findall(plain)[:TOKENS]


def read(texts: Iterable[Text]) -> Read:
    """Read each text once."""
    known: list[tuple[str, str]] = [("", ""), (".", "")]
    by_language: dict[str, Forms] = {}
    tokens, bounds = array("i"), array("i", [0])
    for text in texts:
        language = text.language[:2].lower()
        forms = by_language.get(language)
        if forms is None:
            forms = by_language[language] = Forms(known, language)
        left = ALL_TOKENS - len(tokens)
        tokens.extend([forms[token] for token in tokens_of(text.words)[:left]])
        bounds.append(len(tokens))
    return Read(np.array(tokens, dtype=np.int32), np.array(bounds, dtype=np.int32), known)


def stem_of(form: str, language: str) -> str:
    """What a form is compared by; "" for what says nothing: one sign, and empty words."""
    plain = folded(form)
    if len(plain) < 2 or is_empty(plain, language) or (not language and is_empty(plain, "fr")):
        return ""
    found = stems(plain, language)
    return found[0] if found else ""


@dataclass(frozen=True)
class Stems:
    """The stems of all texts: their numbers, which one each form has (-1: none), and which texts hold them."""

    numbers: dict[str, int]
    names: list[str]
    of_form: Numbers
    counts: sparse.csr_matrix  # texts x stems: how often


def stems_in(read: Read) -> Stems:
    """Find the stems; where there are too many, those that most texts hold."""
    numbers: dict[str, int] = {}
    found = [stem_of(*form) for form in read.forms]
    of_form = np.array(
        [numbers.setdefault(one, len(numbers)) if one else -1 for one in found], dtype=np.int32
    )
    counts = _counts(read, of_form, len(numbers))
    if len(numbers) <= STEMS:
        return Stems(numbers, list(numbers), of_form, counts)
    held = np.bincount(counts.indices, minlength=len(numbers))
    kept = np.sort(np.argsort(-held, kind="stable")[:STEMS])
    moved = np.full(len(numbers) + 1, -1, dtype=np.int32)  # the last one stands for -1
    moved[kept] = np.arange(STEMS)
    names = [name for name, place in zip(numbers, moved, strict=False) if place >= 0]
    return Stems(dict(zip(names, range(STEMS), strict=True)), names, moved[of_form], counts[:, kept])


def _counts(read: Read, of_form: Numbers, many: int) -> sparse.csr_matrix:
    """Texts x stems, with how often each stands there."""
    texts = np.repeat(np.arange(len(read.bounds) - 1, dtype=np.int32), np.diff(read.bounds))
    stem = of_form[read.tokens]
    said = stem >= 0
    shape = (len(read.bounds) - 1, many)
    matrix = sparse.coo_matrix(
        (np.ones(said.sum(), dtype=np.float32), (texts[said], stem[said])), shape=shape
    )
    return matrix.tocsr()  # adds up what stands twice


@dataclass(frozen=True)
class Places:
    """How often each form stands somewhere, inside a sentence, and before it an article, or what comes before verbs."""

    often: Counts
    inside: Counts
    as_thing: Counts
    as_verb: Counts


def places_in(read: Read, texts: Iterable[Text]) -> Places:
    """Where forms stand in texts that are sentences: what people declare is mere lists."""
    many = len(read.forms)
    before = np.roll(read.tokens, 1)
    begins = read.bounds[:-1]
    before[begins[begins < len(read.tokens)]] = BREAK
    written = np.array([not text.is_declared for text in texts], dtype=bool)
    chosen = np.repeat(written, np.diff(read.bounds))
    tokens, before = read.tokens[chosen], before[chosen]
    things, verbs = _standing(read, before_things), _standing(read, before_verbs)
    is_of, is_verb = _standing(read, lambda _language: OF), _ending(read, INFINITIVES)
    return Places(
        often=np.bincount(tokens, minlength=many),
        inside=np.bincount(tokens[before != BREAK], minlength=many),
        as_thing=np.bincount(tokens[things[before] & ~(is_of[before] & is_verb[tokens])], minlength=many),
        as_verb=np.bincount(tokens[verbs[before]], minlength=many),
    )


def _ending(read: Read, endings: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.array([form.endswith(endings) for form, _language in read.forms], dtype=bool)


def _standing(read: Read, words: Callable[[str], Container[str]]) -> NDArray[np.bool_]:
    """Which forms are among the words of their language."""
    return np.array([folded(form) in words(language) for form, language in read.forms], dtype=bool)
