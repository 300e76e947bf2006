"""Where the links of pasted HTML lead: to notes and back, or out into the world."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

NOTE = re.compile(
    r"#(?:(?:_ftn|ftnt)(?P<foot>\d{1,4})|_edn(?P<end>\d{1,4})|sd(?P<sd>foot|end)note(?P<number>\d{1,4})sym)"
)
BACK = re.compile(
    r"#(?:(?:_ftnref|ftnt_ref)(?P<foot>\d{1,4})|_ednref(?P<end>\d{1,4})|sd(?P<sd>foot|end)note(?P<number>\d{1,4})anc)"
)


def label_of(hit: re.Match[str]) -> str:
    """What a note is called in Markdown: its number, "e" before that of an endnote."""
    is_end = hit["end"] or hit["sd"] == "end"
    return ("e" if is_end else "") + (hit["foot"] or hit["end"] or hit["number"])


def start_of(told: dict[str, str]) -> int:
    """The first number of a list."""
    start = told.get("start", "")
    return int(start) if start.isdecimal() and len(start) < 6 else 1


def unwrapped(href: str) -> str:
    """Where a link leads, without the detour through a search engine that some add."""
    try:
        found = urlsplit(href)
    except ValueError:
        return ""
    if found.hostname == "www.google.com" and found.path == "/url":
        return next(iter(_led(found.query)), href)
    return href if found.scheme in {"http", "https", "mailto"} else ""


def _led(query: str) -> Iterator[str]:
    try:
        yield from (one for one in parse_qs(query).get("q", []) if one.startswith(("http://", "https://")))
    except ValueError:
        return
