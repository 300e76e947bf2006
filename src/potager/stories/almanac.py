"""A community's stories by the days on which they are written: a month at a time, and as a feed for calendars."""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from potager.stories.models import Story
from potager.stories.texts import one_line

FIRST, LAST = 2000, 2100  # years between which one may leaf
MOST = 200  # stories of one month that are shown
IN_FEED = 300  # the newest ones
LONGEST_LINE = 75  # octets (RFC 5545, 3.1)
STATES = {"open": "running", "paused": "running", "announced": "announced", "scheduled": "scheduled"}


@dataclass(frozen=True)
class Entry:
    """One story in a calendar: between which moments, on the clock of whoever looks."""

    story: Story
    begins: datetime
    ends: datetime
    state: str  # "scheduled", "announced", "running" or "finished"

    def is_on(self, day: date) -> bool:
        """Whether it is written on that day."""
        return self.begins.date() <= day <= self.ends.date()

    def is_told_on(self, day: date) -> bool:
        """Whether that day tells its name: its first, its last, and each Monday between them."""
        return day in {self.begins.date(), self.ends.date()} or day.weekday() == 0


@dataclass(frozen=True)
class Day:
    """One day of the sheet: with the names it tells, and how many stories only pass through it."""

    date: date
    is_inside: bool
    is_today: bool
    told: list[Entry] = field(default_factory=list)
    passing: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """A month as a sheet of weeks, and its stories as a list."""

    first: date
    weeks: list[list[Day]]
    entries: list[Entry]

    @property
    def before(self) -> date | None:
        """The first day of the month before, None where one may leaf no further."""
        return _first_of(self.first - timedelta(days=1)) if self.first > date(FIRST, 1, 1) else None

    @property
    def after(self) -> date | None:
        """The first day of the month after."""
        return _first_of(self.first + timedelta(days=31)) if self.first < date(LAST, 12, 1) else None


def month_asked(text: str, today: date) -> date:
    """The first day of a month written "2026-11"; of this month for anything else."""
    year, _, month = text.partition("-")
    is_month = len(text) == 7 and text.isascii() and year.isdecimal() and month.isdecimal()
    if is_month and FIRST <= int(year) <= LAST and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return _first_of(today)


def month_of(stories: QuerySet[Story], first: date, *, zone: ZoneInfo, now: datetime) -> Month:
    """The sheet of a month. One query."""
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    start = datetime.combine(days[0][0], datetime.min.time(), zone)
    end = datetime.combine(days[-1][-1] + timedelta(days=1), datetime.min.time(), zone)
    lasting = Q(closes_at__gte=start) & (Q(closed_at=None) | Q(closed_at__gte=start))
    near = stories.filter(lasting, opens_at__lt=end).order_by("opens_at", "pk")[:MOST]
    entries = [_entry(story, zone, now) for story in near]
    today = now.astimezone(zone).date()
    weeks = [[_day(day, first, today, entries) for day in week] for week in days]
    last = _first_of(first + timedelta(days=31))
    inside = [one for one in entries if one.begins.date() < last and one.ends.date() >= first]
    return Month(first=first, weeks=weeks, entries=inside)


def _entry(story: Story, zone: ZoneInfo, now: datetime) -> Entry:
    ends = max(min(story.closed_at or story.closes_at, story.closes_at), story.opens_at)
    state = STATES.get(story.state_at(now), "finished")
    return Entry(story, story.opens_at.astimezone(zone), ends.astimezone(zone), state)


def _day(day: date, first: date, today: date, entries: list[Entry]) -> Day:
    found = [one for one in entries if one.is_on(day)]
    told = [one for one in found if one.is_told_on(day)]
    passing = [one for one in found if not one.is_told_on(day)]
    return Day(day, day.month == first.month, day == today, told, passing)


def _first_of(day: date) -> date:
    return day.replace(day=1)


def feed(stories: QuerySet[Story], *, name: str, address: Callable[[str], str]) -> bytes:
    """The stories as iCalendar (RFC 5545); `address` makes a whole address of a path of ours."""
    newest = stories.filter(is_scheduled=False).order_by("-opens_at", "pk")[:IN_FEED]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Potager//Stories//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}"]
    lines += [line for story in newest for line in _event(story, address)]
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR")).encode()


def _event(story: Story, address: Callable[[str], str]) -> Iterable[str]:
    ends = max(min(story.closed_at or story.closes_at, story.closes_at), story.opens_at)
    return (
        "BEGIN:VEVENT",
        f"UID:{story.pk}@potager",
        f"DTSTAMP:{_moment(story.created_at)}",
        f"DTSTART:{_moment(story.opens_at)}",
        f"DTEND:{_moment(ends)}",
        f"SUMMARY:{_escaped(story.title)}",
        f"DESCRIPTION:{_escaped(story.opening[:500])}",
        f"URL:{address(story.get_absolute_url())}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _escaped(text: str) -> str:
    """A value of type TEXT, on one line (RFC 5545, 3.3.11)."""
    plain = one_line(text).replace("\\", "\\\\").replace(";", "\\;")
    return "".join(sign for sign in plain.replace(",", "\\,") if sign.isprintable())


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; no character is cut in two."""
    pieces, piece, length = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST_LINE:
            pieces.append(piece)
            piece, length = " ", 1
        piece, length = piece + sign, length + size
    return "\r\n".join([*pieces, piece])
