"""The rules: does a sentence end here? Each looks at a bounded window around one place."""

import re
from typing import NamedTuple

from potager.lib.sentences.words import (
    ELIDED,
    FOLLOWERS,
    INTERJECTIONS,
    SPEECH,
    STARTERS,
    SUFFIXES,
    Abbreviations,
)

_WORD = re.compile(r"[^\W_]{1,40}")
_CHAIN = re.compile(r"(?:[^\W_]{1,40}\.){0,4}([^\W_]{1,40})")
_SPEECH = re.compile(r"(?:(?:me|te|se|lui|leur|nous|vous)\s|[mts]['’])?([^\W\d_]{2,12})")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?){0,6}[^\W\d_a-zß-ÿ]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.-?){1,6}[^\W\d_]")
_LIST_NUMBER = re.compile(r"\d{1,3}[.)]\s")
_OPENING = "«‹“„‘\"'([{*_`#@—–¿¡"
_DASHES = "-–—―•‣·*"


class Place(NamedTuple):
    """A place where a sentence may end: offsets into the masked text, and what follows."""

    text: str
    start: int  # where the sentence began
    left: int  # first character of the punctuation or of the new line
    right: int  # after it
    tail: int  # after the closing quotes, emoticons and emoji that belong to it
    gap: str  # white space before what follows
    lead: str  # dashes, opening quotes and other signs before the next word
    next: int  # offset of the next word, comma, stop, or end of the text

    @property
    def mark(self) -> str:
        return self.text[self.left : self.right]

    @property
    def is_new_line(self) -> bool:
        return self.text[self.left] == "\n"

    @property
    def following(self) -> str:
        return self.text[self.next : self.next + 1]

    @property
    def before(self) -> str:
        return self.text[max(self.start, self.left - 40) : self.left].rstrip()[-1:]

    @property
    def is_joined(self) -> bool:
        return self.next == self.right

    @property
    def next_word(self) -> str:
        found = _WORD.match(self.text, self.next)
        return found[0] if found else ""


def line_ends(place: Place, *, listing: bool) -> bool:
    """Whether the new line at `place` ends a sentence; `listing`: a colon opened a list before it."""
    dashed = place.lead[:1] in _DASHES and place.lead != ""
    following = place.following
    if place.before in (",", ";", ":"):
        return dashed and following.isupper()
    if place.gap.count("\n") > 1:
        return not (listing and dashed and following.islower())
    if dashed or _LIST_NUMBER.match(place.text, place.next):
        return not (listing and following.islower())
    return following.isalpha() and not following.islower()


def stop_ends(place: Place, known: Abbreviations) -> bool:
    """Whether the stop at `place` (full stop, "!", "?", ellipsis) ends a sentence."""
    following = place.following
    if not following or place.gap.count("\n") > 1:
        return True
    if following in ",;:" or _is_part_of_sign(place):
        return False
    if _is_ellipsis(place.mark):
        return following.isalpha() and not following.islower()
    if following.islower() and _carries_on(place):
        return False
    if place.is_joined:
        return _joined_ends(place, known)
    return place.mark != "." or not _is_abbreviation(place, known)


def _is_part_of_sign(place: Place) -> bool:
    # "J.-C.", "a.&b", "?=": no white space, and not the opening of anything.
    if place.gap or place.tail != place.right:
        return False
    if place.lead:
        return place.lead[0] not in _OPENING
    return not place.following.isalpha() and place.mark not in ("。", "！", "？")


def _is_ellipsis(mark: str) -> bool:
    if "!" in mark or "?" in mark:
        return False
    return "…" in mark or mark.count(".") > 1


def _carries_on(place: Place) -> bool:
    """A lower-case letter follows: does it go on after a quote, an incise, an interjection?"""
    if "\n" not in place.gap and place.lead[:1] in ("-", "–", "—"):
        return True
    if place.tail != place.right and _closes(place.text[place.right : place.tail]):
        return True
    return place.mark != "." and (_is_interjection(place) or _is_speech(place))


def _closes(tail: str) -> bool:
    return any(sign in "»›)]}”’'\"*_`~" for sign in tail)


def _is_interjection(place: Place) -> bool:
    if place.left - place.start > 40:
        return False
    words = place.text[place.start : place.left].strip(" \t\n\u00a0\u202f«“\"'—–-¿¡(").casefold().split()
    return len(words) == 1 or "_".join(words) in INTERJECTIONS


def _is_speech(place: Place) -> bool:
    found = _SPEECH.match(place.text, place.next)
    return found is not None and found[1] in SPEECH


def _token(place: Place) -> str:
    # The word before the stop, with its own full stops: "J.-C", "p.ex", "2.0".
    window = place.text[max(place.start, place.left - 24) : place.left]
    if not window or window[-1].isspace():
        return ""
    return window.rsplit(None, 1)[-1].lstrip("«“‘\"'([{*_¿¡—–-")


def _is_abbreviation(place: Place, known: Abbreviations) -> bool:
    token = _token(place)
    if not token:
        return False
    if token.isdecimal():
        return _opens_list(place, token)
    token = token.replace("’", "'").rsplit("'", 1)[-1]
    following = place.following
    word = token.casefold()
    if word in known.always or _is_example(place, word):
        return True
    if word in known.numbered and following.isdecimal():
        return True
    if word in known.closing:
        return not following.isupper()
    if token in known.titles:
        return not _opens_sentence(place)
    return _is_initial(place, token)


def _opens_list(place: Place, number: str) -> bool:
    # "1." opens a sentence or a line.
    before = place.text[max(place.start, place.left - 12) : place.left - len(number)].rstrip(' \t«“"(—–-*•')
    return len(number) <= 3 and (before == "" or before[-1] == "\n")


def _is_example(place: Place, word: str) -> bool:
    # "p. ex.", "par ex.", "(ex. ", ", ex. ", "et al.": what stands before decides.
    if word not in ("ex", "al"):
        return False
    words = place.text[max(place.start, place.left - 12) : place.left].split()
    return (
        words[-1][:1] == "("
        or words[-2:-1] == ["et"]
        or any(previous.endswith((",", "p.", "par", ":")) for previous in words[-2:-1])
    )


def _is_initial(place: Place, token: str) -> bool:
    if _INITIALS.fullmatch(token):
        return not _opens_sentence(place)
    return bool(_DOTTED.fullmatch(token)) and not place.following.isupper()


def _opens_sentence(place: Place) -> bool:
    # After a title or an initial, a name is expected: "M. Roy", "J. Doe"; a pronoun is none.
    word = place.next_word
    elided = place.text[place.next + len(word) : place.next + len(word) + 1] in ("'", "’")
    return word in (ELIDED if elided else STARTERS)


def _joined_ends(place: Place, known: Abbreviations) -> bool:
    """A letter follows without a space: a forgotten space, or an address, a file name, a number?"""
    word = place.next_word
    after = place.text[place.next + len(word) : place.next + len(word) + 2]
    token = _token(place)
    chain = _CHAIN.match(place.text, place.next)
    if (chain and chain[1].casefold() in SUFFIXES) or after[:1] in ("(", "/", "@", "_", "\\", "="):
        return False
    if "." in place.mark and (_is_abbreviation(place, known) or len(token) == 1):
        return False
    if not place.following.islower():
        return not (len(word) == 1 and after[:1] == ".")
    return _joined_lower_ends(token, word, after)


def _joined_lower_ends(token: str, word: str, after: str) -> bool:
    if not token:
        return True
    if "." in token or (after[:1] == "." and after[1:2].isalnum()):
        return False
    if word in FOLLOWERS:
        return True
    return len(token) >= 3 and len(word) >= 3 and token.isalpha() and word.isalpha()
