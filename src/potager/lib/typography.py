"""Real typography for texts as they were typed: applied when rendering, never to what is stored.

Idempotent, in linear time; letters, digits and line breaks stay as they are. Addresses, code between
backticks, emoticons, entities and whatever is joined on both sides (12:30, a;b, 16:9) are untouched.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Literal

Medium = Literal["web", "pdf", "epub"]

NO_BREAK = "\u00a0"
FINE = "\u202f"
_FINE_IN: dict[Medium, str] = {"web": FINE, "pdf": FINE, "epub": NO_BREAK}  # readers show U+202F as a square

_SPACES = " \u00a0\u202f\u2009"
_EMOTICON = r"""(?:
    [:;]['’]?[-o^]?[()\[\]|/\\*$]{1,9}+
  | (?<!\w)[:;]['’]?[-o^]?[DPpOo3Ss](?!\w)
)"""
_SHORT_CODE = r"(?:(?<!\w):[a-z0-9_+-]{2,40}+:)"
_KEPT = rf"""(?=[`&':;])(?:
    ```[\s\S]*?``` | `[^`\n]++`
  | &\#?\w{{1,32}};
  | (?<=\d)'\d{{1,2}}"
  | {_SHORT_CODE}
  | {_EMOTICON}
)"""
_ADDRESS = r"""
    \b(?:(?:https?|ftp)://|www\.|mailto:)[^\s<>"«»`]*[^\s<>"«»`.,;:!?…'’()\[\]{}*_]
  | (?<![\w.+'-])[\w.+'-]{1,64}+@[\w-]++(?:\.[\w-]++)*
"""


class _Reader:
    """A pattern that steps over what must be kept; texts without address take a faster road."""

    def __init__(self, pattern: str) -> None:
        flags = re.VERBOSE | re.MULTILINE
        self._plain = re.compile(f"(?P<kept>{_KEPT})|{pattern}", flags)
        self._full = re.compile(f"(?P<kept>{_ADDRESS}|{_KEPT})|{pattern}", flags)

    def pattern_for(self, text: str) -> re.Pattern[str]:
        addressed = "@" in text or "://" in text or "www." in text or "mailto:" in text
        return self._full if addressed else self._plain

    def replace(self, text: str, becomes: Callable[[re.Match[str]], str]) -> str:
        def replaced(found: re.Match[str]) -> str:
            return found[0] if found.lastgroup == "kept" else becomes(found)

        return self.pattern_for(text).sub(replaced, text)


_LETTER = r"[^\W\d_]|[\u0300-\u036f]"
_ELLIPSIS = _Reader(r"(?P<dots>(?<![./])\.{3,}+(?!/))")
_ELISION = _Reader(rf"""(?<={_LETTER})'(?=[\w«“"])""")
_QUOTE = _Reader(r'(?P<quote>") | (?P<paragraph>\n[^\S\n]*+\n)')
_SINGLE = _Reader("'")
_FRENCH_SPACES = _Reader(
    rf"""
    (?P<dash>^[{_SPACES}]*+[-–—])(?P<after_dash>[{_SPACES}]*+)(?=(?P<spoken>\S))
  | (?P<opening>«)[{_SPACES}]*+(?=[^\s»])
  | (?<![{_SPACES}])(?P<before>[{_SPACES}]*+)(?P<sign>[!?]++(?!=)|(?!{_EMOTICON}|{_SHORT_CODE})[;:](?!:)|»)
    """
)
_SPACED_AFTER = "»”’)]}…%€$£°*_`~"  # besides letters and digits
_SPACED_BEFORE = "»”’\"')]}…,.;:*_~—–<"  # besides white space
_ELIDED_IN_ENGLISH = re.compile(r"(?:tis|twas|em|til|till|cause|bout|round|n)\b", re.IGNORECASE)


def typeset(text: str, *, language: str, medium: Medium = "web") -> str:
    """`text` with the typography of its language ("fr", "en-GB"; any other is returned unchanged)."""
    match language[:2].lower():
        case "fr":
            text = _french(text)
        case "en":
            text = _english(text)
        case _:
            return text
    return text.replace(FINE, _FINE_IN[medium])


def _french(text: str) -> str:
    text = _ellipses(text)
    if "'" in text:
        text = _ELISION.replace(text, lambda _: "’")
    text = _pair_quotes(text, "«", "»", may_be_spaced=True)
    return _FRENCH_SPACES.replace(text, _french_space)


def _english(text: str) -> str:
    text = _pair_quotes(_ellipses(text), "“", "”", may_be_spaced=False)
    return _SINGLE.replace(text, _english_single) if "'" in text else text


def _ellipses(text: str) -> str:
    return _ELLIPSIS.replace(text, lambda _: "…") if "..." in text else text


def _french_space(found: re.Match[str]) -> str:
    if found["dash"]:
        return found["dash"] + _after_dash(found)
    if found["opening"]:
        return "«" + FINE
    return _before_sign(found) + found["sign"]


def _after_dash(found: re.Match[str]) -> str:
    if found["after_dash"]:
        return NO_BREAK
    opens_speech = found["dash"][-1] != "-" and (found["spoken"].isalpha() or found["spoken"] == "«")
    return NO_BREAK if opens_speech else ""


def _before_sign(found: re.Match[str]) -> str:
    sign, spaces = found["sign"], found["before"]
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before.strip() in ("", "«"):
        return spaces  # the beginning of a line
    if not spaces and sign != "»" and not (_is_spaced_after(before) and _is_spaced_before(after)):
        return ""
    return NO_BREAK if sign == ":" else FINE


def _is_spaced_after(before: str) -> bool:
    return before.isalnum() or before in _SPACED_AFTER or unicodedata.combining(before) > 0


def _is_spaced_before(after: str) -> bool:
    return after.strip() == "" or after in _SPACED_BEFORE


def _pair_quotes(text: str, opening: str, closing: str, *, may_be_spaced: bool) -> str:
    """Straight double quotes become real ones in the paragraphs where every pair is beyond doubt."""
    if '"' not in text:
        return text
    parts: list[str] = []
    done = 0
    for offsets in _quotes_by_paragraph(text):
        pairs = list(zip(offsets[::2], offsets[1::2], strict=False))
        if len(offsets) % 2 or not all(_is_pair(text, *pair, may_be_spaced) for pair in pairs):
            continue
        for place, offset in enumerate(offsets):
            parts += [text[done:offset], closing if place % 2 else opening]
            done = offset + 1
    return "".join((*parts, text[done:]))


def _quotes_by_paragraph(text: str) -> Iterator[list[int]]:
    offsets: list[int] = []
    for found in _QUOTE.pattern_for(text).finditer(text):
        if found.lastgroup == "quote":
            offsets.append(found.start())
        elif found.lastgroup == "paragraph":
            yield offsets
            offsets = []
    yield offsets


def _is_pair(text: str, start: int, end: int, may_be_spaced: bool) -> bool:
    first, last = text[start + 1], text[end - 1]
    if start + 1 == end or first in "\r\n" or last in "\r\n":
        return False
    if not _opens(text, start) or text[end + 1 : end + 2].isalnum():
        return False
    if not first.isspace() and not last.isspace():
        return True
    return may_be_spaced and first.isspace() and last.isspace() and bool(text[start + 1 : end].strip())


def _opens(text: str, offset: int) -> bool:
    before = text[offset - 1] if offset else " "
    return before.isspace() or before in "([{«“‘’'—–-/*_"


def _english_single(found: re.Match[str]) -> str:
    text, offset = found.string, found.start()
    before, after = text[offset - 1] if offset else " ", text[offset + 1 : offset + 2]
    if before in "\"'‘’" or after == "'" or (before.isspace() and after.strip() == ""):
        return "'"
    if before.isdigit() and after.isdigit():
        return "'"  # feet and inches, minutes and seconds
    if not _opens(text, offset) or after.isdigit() or _ELIDED_IN_ENGLISH.match(text, offset + 1):
        return "’"
    return "‘"
