"""Words by which talents and wishes find one another, whichever of the two languages they are in."""

from potager.lib.stemming import folded, is_empty, stems, words_of

LANGUAGES = ("fr", "en")
MOST = 12  # words of a wish that count
SHORTEST = 3  # letters


def stems_of(text: str) -> str:
    """The stems of a text in both languages, each once, between spaces: " compost taill "; "" for none.

    A word stands there as a French and as an English reader would cut it, so either finds it.
    """
    words = [word for word in words_of(text) if len(word) >= SHORTEST and not _says_nothing(word)]
    found = dict.fromkeys(stem for word in words[:MOST] for code in LANGUAGES for stem in stems(word, code))
    return f" {' '.join(found)} " if found else ""


def _says_nothing(word: str) -> bool:
    return any(is_empty(folded(word), code) for code in LANGUAGES)
