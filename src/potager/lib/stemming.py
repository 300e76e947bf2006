"""From what people write to what is compared: words without accents and capitals, and their stems."""

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

LONGEST = 40  # letters of a word; a longer one is cut into pieces
WORD = re.compile(rf"[^\W_]{{1,{LONGEST}}}")
MOST, MOST_LETTERS = 16_000, 120_000  # words and letters of a text that count: PostgreSQL takes a megabyte
REMEMBERED = 200_000  # words of a language
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": "'"})
# Snowball's stemmers by the language of a text; one that is not here is found as it is written.
STEMMERS = {"da": "danish", "de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian"} | {
    "nl": "dutch", "pt": "portuguese", "sv": "swedish"
}  # fmt: skip
# Words that say nothing by themselves: nobody looks for them, but in a quoted phrase.
FRENCH = (
    "a ai as au aux avec c ce ces cet cette d dans de des du elle elles en est et eu ils il j je l la le les leur"
    " leurs lui m ma mais me mes moi mon n ne nos notre nous on ont ou par pas pour qu que qui s sa se ses son"
    " sont sur t ta te tes toi ton tu un une vos votre vous y"
)
ENGLISH = (
    "a an and are as at be but by d for from had has have he her him his i if in is it its ll m me my of on or our"
    " re s she so t that the their them they this to us ve was we were with you your"
)
EMPTY = {"fr": frozenset(FRENCH.split()), "en": frozenset(ENGLISH.split())}


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word in small letters, without accents; no longer than twice the longest, whatever its signs stand for."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower().translate(LETTERS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "".join(WORD.findall(letters))[: 2 * LONGEST]


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, in small letters."""
    found = WORD.findall(unicodedata.normalize("NFC", text[:MOST_LETTERS]).lower())
    return found[:MOST] if len(found) > MOST else found


@cache
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = STEMMERS.get(language[:2])
    return Stemmer.Stemmer(name, 0) if name else None


@lru_cache(maxsize=20_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """What stands for a word in that language: its stem with its accents, and without; one or two, folded."""
    plain = folded(word)
    stemmer = _stemmer(language)
    if stemmer is None:
        return (plain,) if plain else ()
    found = {_ending(folded(stemmer.stemWord(word))), _ending(stemmer.stemWord(plain))}
    return tuple(sorted(one for one in found if one))


def _ending(stem: str) -> str:
    """Without the e's that an accent would have made a part of the ending."""
    return stem.rstrip("e") if len(stem) > 4 else stem


def is_empty(word: str, language: str) -> bool:
    """Whether a folded word says nothing by itself in that language."""
    return word in EMPTY.get(language[:2], ())


class Vocabulary(dict[str, tuple[str, str]]):
    """The words of a language that were met: each folded, and its stems side by side, none if it says nothing."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> tuple[str, str]:
        """Look at a word that was not met before."""
        if len(self) >= REMEMBERED:
            self.clear()
        plain = folded(word)
        self[word] = plain, "" if is_empty(plain, self._language) else " ".join(stems(word, self._language))
        return self[word]


@lru_cache(maxsize=8)
def vocabulary(language: str) -> Vocabulary:
    """The words of a language, the same for everybody."""
    return Vocabulary(language)
