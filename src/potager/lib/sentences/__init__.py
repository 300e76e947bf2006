"""Where sentences end in informal French and English: hand-written rules, in linear time.

What is counted, where readers may differ (doubt goes to the writer, so to the lower number):

- an ellipsis ends a sentence before a capital, and nothing before a lower-case letter or a figure;
- an abbreviation, an initial, a figure that opens a list end nothing ("M. Roy", "J. R. R.", "1. Semer");
- a full stop without a space ends one before a capital ("virtuel.Il"), and between two plain words
  ("monde.il"), but not in addresses, file names and numbers;
- « Oui ! » dit-il is one: a closing quote followed by a lower-case letter goes on;
  « Oui ! Non ! » dit-il is two: sentences inside quotes are counted like any others;
- nothing ends inside parentheses opened in the middle of a sentence;
- one word with "!" or "?" before a lower-case letter goes on ("Hélas ! il pleut"), and so does a verb
  of speech ("Tu viens ? demanda-t-elle");
- a new line ends one when it begins with a capital, a dash, a bullet or a list number; not after a
  comma, a semicolon or a colon, unless a dialogue opens there. A blank line ends one, with the same
  exception;
- an emoticon, an emoji or a link ends nothing and, alone, is no sentence (a link is one if there is
  nothing else).
"""

from dataclasses import dataclass

from potager.lib.sentences.boundaries import boundaries
from potager.lib.sentences.masks import LINK, mask

MAX_CHARACTERS = 100_000


class TextTooLong(ValueError):
    """The text has more than MAX_CHARACTERS code points."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: code-point offsets into the text, `end` exclusive, without white space around."""

    start: int
    end: int


def split(text: str, *, language: str = "fr") -> list[Sentence]:
    """The sentences of `text`, in order, disjoint; raises TextTooLong beyond MAX_CHARACTERS."""
    if len(text) > MAX_CHARACTERS:
        raise TextTooLong(len(text))
    masked = mask(text)
    pieces = _pieces(masked, boundaries(masked, language=language))
    return [_trimmed(text, start, end) for start, end in pieces]


def count(text: str, *, language: str = "fr") -> int:
    """How many sentences `text` holds; raises TextTooLong beyond MAX_CHARACTERS."""
    return len(split(text, language=language))


def _pieces(masked: str, beginnings: list[int]) -> list[tuple[int, int]]:
    # What holds no word joins the sentence before it, or the first one, so that everything is covered.
    pieces: list[tuple[int, int]] = []
    start = 0
    for end in (*beginnings, len(masked)):
        if any(map(str.isalnum, masked[start:end])):
            pieces.append((start if pieces else 0, end))
        elif pieces:
            pieces[-1] = (pieces[-1][0], end)
        start = end
    if not pieces and LINK in masked:
        return [(0, len(masked))]
    return pieces


def _trimmed(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    return Sentence(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
