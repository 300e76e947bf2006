"""The letters of iCalendar (RFC 5545): properties, escaped and folded; components of them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

LONGEST = 75  # octets of a line (3.1)
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # what TEXT may not hold (3.3.11)


def escaped(text: str) -> str:
    """A value of type TEXT (3.3.11); its lines stay lines."""
    plain = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def parameter(text: str) -> str:
    """The value of a parameter in its quotation marks, which it cannot hold itself (3.2)."""
    plain = CONTROLS.sub(" ", text.replace("\n", " "))
    return '"' + plain.replace('"', "’") + '"'


def moment(when: datetime) -> str:
    """A moment in UTC (3.3.5)."""
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def clock(name: str, local: datetime, zone: str) -> str:
    """A property that says an hour on the clock of a zone."""
    told = local.strftime("%Y%m%dT%H%M%S")
    return f"{name}:{told}Z" if zone == "UTC" else f"{name};TZID={zone}:{told}"


def folded(line: str) -> str:
    """Lines of at most 75 octets; no character is cut in two."""
    pieces, piece, length = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST:
            pieces.append(piece)
            piece, length = " ", 1
        piece, length = piece + sign, length + size
    return "\r\n".join([*pieces, piece])


def component(name: str, lines: Iterable[str]) -> list[str]:
    """Lines between BEGIN and END."""
    return [f"BEGIN:{name}", *lines, f"END:{name}"]


def written(lines: Iterable[str]) -> bytes:
    """The file: folded lines that end as the RFC wants."""
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


@lru_cache(maxsize=64)
def clocks_of(zone: str, first: int, last: int) -> tuple[str, ...]:
    """The VTIMEZONE of a zone between two years; nothing for UTC, whose moments need none."""
    if zone == "UTC":
        return ()
    from icalendar import Timezone  # it takes a while to load, and few processes need it

    made = Timezone.from_tzid(zone, first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    text = re.sub(r"\r?\n[ \t]", "", made.to_ical().decode())
    return tuple(line for line in text.splitlines() if line and not line.startswith("COMMENT"))
