"""Words by which talents and wishes find one another: French and English stems, without accents."""

import Stemmer

from potager.lib.folding import WORD, plain

MOST = 12  # words of a wish that count
SHORTEST = 3  # letters


def stems_of(text: str) -> str:
    """The stems of a text in both languages, each once, between spaces: " compost taill "; "" for none.

    A word stands there as a French and as an English reader would cut it, so either finds it.
    """
    words = [word for word in WORD.findall(text.casefold()) if len(word) >= SHORTEST]
    french, english = Stemmer.Stemmer("french", 0), Stemmer.Stemmer("english", 0)
    found = dict.fromkeys(
        plain(stem) for word in words[:MOST] for stem in (french.stemWord(word), english.stemWord(word))
    )
    kept = [stem for stem in found if len(stem) >= SHORTEST and stem not in _EMPTY]
    return f" {' '.join(kept)} " if kept else ""


# Words of three letters and more that say nothing by themselves.
_EMPTY = frozenset(
    {
        "avec",
        "pour",
        "dans",
        "chez",
        "sans",
        "sous",
        "entre",
        "une",
        "des",
        "les",
        "mes",
        "ses",
        "nos",
        "vos",
        "leur",
    }
    | {"qui", "que", "and", "for", "the", "with", "who", "from"}
)
