"""Reads a calendar of others, in a process of its own that is short of time and memory; its last line is what it found.

`python -m potager.gatherings.importing.reader` gets an order and a calendar on its standard input. Each event is
read by itself, with a second of its own: one that is broken, or repeats every second, or never, takes nothing else
along, and is told.
"""

import json
import resource
import signal
import sys
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from potager.gatherings.importing.lines import NoCalendar, Parts, TooManyEvents, mended, parts_of

MOST_DATES, MOST_OF_ONE = 3000, 800
PATIENCE = 1.0  # seconds for one event
LONGEST = timedelta(days=366)


class TooSlow(Exception):
    """An event took more than its time."""


class Order:
    """What is wanted: between which moments, and on which clock hours without a zone are."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.since, self.until = (datetime.fromisoformat(told[name]) for name in ("since", "until"))
        self.home = self.zone = str(told["zone"])
        self.until_clock = monotonic() + told["seconds"] / 2
        self.notes: Counter[tuple[str, str]] = Counter()


def main() -> None:
    """Read the order, then the calendar; write what came of it, or one word that says why nothing did."""
    told = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (told["seconds"], told["seconds"] + 1))
    warnings.simplefilter("ignore")
    try:
        found = read(sys.stdin.buffer.read(), Order(told))
    except NoCalendar:
        found = {"failure": "no_calendar"}
    except TooManyEvents:
        found = {"failure": "too_many"}
    except MemoryError:
        found = {"failure": "too_hard"}
    sys.stdout.write(json.dumps(found))


def read(data: bytes, order: Order) -> dict[str, Any]:
    """The dates of a calendar, the earliest first, its name and what is to be said of it."""
    parts = parts_of(data)
    asked = parts.head.get("X-WR-TIMEZONE", "").strip()
    if asked:
        order.zone = _zone(asked) or _said(order, "zone", asked)
    dates: list[dict[str, Any]] = []
    for lines in _series(parts):
        if monotonic() > order.until_clock:
            order.notes["late", ""] += len(lines)
            continue
        dates += _dates(lines, parts, order)
    dates.sort(key=lambda one: (one["starts"], one["title"]))
    if len(dates) > MOST_DATES:
        order.notes["cut", ""] = MOST_DATES
        dates = _nearest(dates)
    name = parts.head.get("X-WR-CALNAME") or parts.head.get("NAME") or ""
    notes = [[code, what or number] for (code, what), number in sorted(order.notes.items())]
    return {"name": _plain(name), "dates": dates, "notes": notes, "events": len(parts.events)}


def _nearest(dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many as are taken: what comes first, then the newest of what was."""
    now = datetime.now(UTC).isoformat()
    coming = [one for one in dates if one["ends"] >= now][:MOST_DATES]
    past = [one for one in dates if one["ends"] < now]
    return past[len(past) - (MOST_DATES - len(coming)) :] + coming


def _said(order: Order, code: str, what: str) -> str:
    order.notes[code, what[:60]] = 1
    return order.zone


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _zone(name: str) -> str:
    """The zone of that name, as we know it: also by the names of Windows, and with a path before it."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    plain = name.strip().strip('"')
    for one in (
        plain,
        WINDOWS_TO_OLSON.get(plain, ""),
        "/".join(plain.split("/")[-2:]),
        "/".join(plain.split("/")[-3:]),
    ):
        if one in _known():
            return str(one)
    return ""


def _series(parts: Parts) -> Iterator[list[list[str]]]:
    """Events of one UID belong together: what repeats, and its dates that were changed."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for number, lines in enumerate(parts.events):
        uid = next((line.partition(":")[2] for line in lines if line.upper().startswith("UID")), "")
        found[uid or str(number)].append(lines)
    yield from found.values()


def _dates(events: list[list[str]], parts: Parts, order: Order) -> list[dict[str, Any]]:
    """The dates of one series; of what cannot be read, a note."""
    try:
        with _alarm(PATIENCE):
            return _expanded(events, parts, order)
    except TooSlow:
        order.notes["endless", ""] += 1
    except MemoryError:
        raise
    except Exception:  # whatever stumbles over what a stranger wrote: the others go on
        order.notes["broken", ""] += 1
    return []


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_signal: int, _frame: Any) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _expanded(events: list[list[str]], parts: Parts, order: Order) -> list[dict[str, Any]]:
    import recurring_ical_events  # type: ignore[import-untyped]
    from icalendar import Calendar

    zones = [line for name, lines in parts.zones.items() if not _zone(name) for line in lines]
    text = "\r\n".join(
        [
            "BEGIN:VCALENDAR",
            *zones,
            *(line for lines in events for line in mended(lines)),
            "END:VCALENDAR",
            "",
        ]
    )
    calendar = Calendar.from_ical(text)
    _look(calendar, parts, order)
    found = recurring_ical_events.of(calendar).between(order.since, order.until)
    if len(found) > MOST_OF_ONE:
        order.notes["often", _plain(found[0].get("SUMMARY", ""))[:60]] = 1
        found = found[:MOST_OF_ONE]
    return [one for event in found if (one := _date(event, order))]


def _look(calendar: Any, parts: Parts, order: Order) -> None:
    """Say which zones nobody knows: their hours are taken as they stand."""
    for event in calendar.walk("VEVENT"):
        name = getattr(event.get("DTSTART"), "params", {}).get("TZID", "")
        if name and name not in parts.zones and not _zone(name):
            _said(order, "zone", name)


def _date(event: Any, order: Order) -> dict[str, Any] | None:
    """One date as the other process wants it; None for what is out of sight."""
    first = event["DTSTART"].dt
    last = event["DTEND"].dt if "DTEND" in event else first
    is_all_day = not isinstance(first, datetime)
    starts, ends = _moment(first, order), _moment(last, order)
    if is_all_day and ends <= starts:
        ends = _moment(first + timedelta(days=1), order)
    ends = min(max(ends, starts), starts + LONGEST)
    if not order.since <= ends or not starts <= order.until:
        return None
    return {
        "starts": starts.isoformat(),
        "ends": ends.isoformat(),
        "is_all_day": is_all_day,
        "is_cancelled": str(event.get("STATUS", "")).upper() == "CANCELLED",
        "title": _plain(event.get("SUMMARY", ""))[:200],
        "place": _plain(event.get("LOCATION", ""))[:200],
        "url": _address(event),
    }


def _moment(when: date, order: Order) -> datetime:
    """The moment; a whole day begins on the installation's clock, an hour without a zone is on the calendar's."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time(), ZoneInfo(order.home)).astimezone(UTC)
    return (when if when.tzinfo else when.replace(tzinfo=ZoneInfo(order.zone))).astimezone(UTC)


def _plain(value: Any) -> str:
    """One line of text."""
    text = value[0] if isinstance(value, list) and value else value
    text = str(text).replace("\\n", " ").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(event: Any) -> str:
    found = _plain(event.get("URL", ""))
    return (
        found if found.startswith(("https://", "http://")) and len(found) <= 500 and " " not in found else ""
    )


if __name__ == "__main__":
    main()
