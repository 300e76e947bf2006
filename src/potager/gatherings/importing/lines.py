"""The lines of a calendar file as programs really write them: doubled line endings, byte order marks, wrong folding.

Knows nothing of Django: it runs in the process that reads what strangers wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

NAMED = re.compile(r"[A-Za-z][A-Za-z0-9-]*[:;]")
DATE, DATES = re.compile(r"\d{8}(T\d{6}Z?)?$"), re.compile(r"\d{8}")
ODD = {"DTEND": DATE, "EXDATE": DATES, "RDATE": DATES, "DURATION": re.compile(r"P[0-9WDTHMS]{1,12}$")}
ONCE = {"DTSTART", "DTEND", "DURATION", "UID", "RECURRENCE-ID", "SUMMARY", "LOCATION", "STATUS", "URL"}
MOST_EVENTS = 10_000
LONGEST = 100_000  # characters of one line, unfolded: more of it is left


class NoCalendar(Exception):
    """What came is no calendar."""


class TooManyEvents(Exception):
    """More events than are read."""


@dataclass
class Parts:
    """A calendar in pieces: lines of its head, and of each event and time zone; what stands inside those is left."""

    head: dict[str, str] = field(default_factory=dict)
    events: list[list[str]] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)


def decoded(data: bytes) -> str:
    """The text, whatever wrote it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def unfolded(text: str) -> Iterator[str]:
    """Whole lines. Empty ones mean nothing; one that begins with no name goes on with what was before it."""
    pieces: list[str] = []
    for line in re.split(r"[\r\n]+", text.replace("\x00", "")):
        is_folded = line[:1] in {" ", "\t", "\ufeff"} and bool(pieces)
        if is_folded or (pieces and line and not NAMED.match(line)):
            pieces.append(line[1:] if is_folded else "\\n" + line)
        elif line.strip():
            if pieces:
                yield "".join(pieces)[:LONGEST]
            pieces = [line.strip("\ufeff ")]
    if pieces:
        yield "".join(pieces)[:LONGEST]


def parts_of(data: bytes) -> Parts:
    """The pieces of a calendar; raises NoCalendar, TooManyEvents."""
    parts, around, lines, is_calendar = Parts(), [], list[str](), False
    for line in unfolded(decoded(data)):
        name, _, value = line.partition(":")
        mark = (name.strip().upper(), value.strip().upper())
        if mark[0] == "BEGIN":
            around.append(mark[1])
            is_calendar = is_calendar or mark[1] in {"VCALENDAR", "VEVENT"}
            lines = [] if around[1:] in (["VEVENT"], ["VTIMEZONE"]) else lines
        if around[1:2] == ["VTIMEZONE"] or around[1:] == ["VEVENT"]:
            lines.append(line)
        elif len(around) == 1 and mark[0] not in {"BEGIN", "END"}:
            parts.head.setdefault(name.partition(";")[0].upper(), value)
        if mark[0] == "END" and around:
            _close(parts, around, lines)
    if not is_calendar:
        raise NoCalendar
    return parts


def _close(parts: Parts, around: list[str], lines: list[str]) -> None:
    closed = around.pop()
    if around[1:] or closed not in {"VEVENT", "VTIMEZONE"}:
        return
    if closed == "VTIMEZONE":
        name = next((line.partition(":")[2].strip() for line in lines if line.upper().startswith("TZID")), "")
        parts.zones[name] = lines[:]
        return
    parts.events.append(lines[:])
    if len(parts.events) > MOST_EVENTS:
        raise TooManyEvents


def mended(lines: list[str]) -> Iterator[str]:
    """The lines of an event without those that only break it: an end that is none, a second one of what is once."""
    seen: set[str] = set()
    for line in lines:
        name, value = re.split("[;:]", line, maxsplit=1)[0].upper(), line.rpartition(":")[2].strip()
        is_odd = not ODD[name].match(value) if name in ODD else False
        if is_odd or (name in ONCE and name in seen):
            continue
        seen.add(name)
        yield line.replace("\\;", ";").replace("\\,", ",") if name == "RRULE" else line
