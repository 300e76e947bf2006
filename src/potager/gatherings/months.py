"""What happens on which day: the sheet of a month, and one day. A bounded number of rows per day, read by index."""

import calendar
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db.models import Func, IntegerField, QuerySet
from django.utils.formats import get_format

from potager.gatherings.models import CalendarDate, Event, Session
from potager.gatherings.models.events import LONG_MINUTES

FIRST, LAST = 2000, 2100  # years between which one may leaf
SHOWN = 3  # of one day of the sheet; a fourth where there are just four
READ = 21  # of one day: beyond them, they are no longer counted
MOST_LONG = 100  # that last for days, on one sheet
ON_A_DAY = 200  # on the page of one day
AS_INDEXED = Func(
    template=str(LONG_MINUTES), output_field=IntegerField()
)  # a partial index answers to no parameter
M = TypeVar("M", Session, CalendarDate)
WITHIN = timedelta(days=15)  # nothing lasts longer (rules.MOST_MINUTES)


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar, between two moments on the clock of whoever looks.

    `source` is the calendar of others that it comes from, "" for a meeting of ours.
    """

    title: str
    url: str
    starts: datetime
    ends: datetime
    place: str = ""
    is_all_day: bool = False
    is_cancelled: bool = False
    comes: bool = False
    source: str = ""
    language: str = ""
    community: str = ""
    there: datetime | None = None  # when it starts on the event's own clock, where that differs
    zone: str = ""

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day; what ends in the night belongs to the evening it began."""
        if self.is_all_day or self.ends - self.starts >= timedelta(minutes=LONG_MINUTES):
            return self.starts.date(), max(self.starts.date(), (self.ends - timedelta(microseconds=1)).date())
        return self.starts.date(), self.starts.date()

    @property
    def month(self) -> date:
        """The first day of the month in which it begins."""
        return self.starts.date().replace(day=1)

    @property
    def is_long(self) -> bool:
        """Whether it stands on several days."""
        return self.days[0] != self.days[1]

    def is_on(self, day: date) -> bool:
        """Whether it takes place on that day."""
        first, last = self.days
        return first <= day <= last


@dataclass(frozen=True)
class Day:
    """One day of the sheet: what it shows, and how many more there are."""

    date: date
    is_inside: bool = True
    is_today: bool = False
    entries: list[Entry] = field(default_factory=list)
    more: int = 0
    is_counted: bool = True  # False: there are even more than `more`

    @property
    def number(self) -> int:
        """How many there are, as far as they were counted."""
        return len(self.entries) + self.more


@dataclass(frozen=True)
class Month:
    """A month as a sheet of weeks."""

    first: date
    weeks: list[list[Day]]

    @property
    def days(self) -> list[Day]:
        """Its own days that hold something."""
        return [day for week in self.weeks for day in week if day.is_inside and day.entries]

    @property
    def before(self) -> date | None:
        """The first day of the month before; None where one may leaf no further."""
        return (self.first - timedelta(days=1)).replace(day=1) if self.first > date(FIRST, 1, 1) else None

    @property
    def after(self) -> date | None:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1) if self.first < date(LAST, 12, 1) else None


@dataclass(frozen=True)
class Sources:
    """What a calendar is made of: sessions that this person may read of, dates of others, and what they come to."""

    sessions: QuerySet[Session]
    dates: QuerySet[CalendarDate]
    communities: Sequence[Any]  # their keys
    coming: frozenset[Any] = frozenset()
    names_communities: bool = False


def first_weekday(language: str) -> int:
    """The day on which weeks begin, 0 for Monday, as the formats of the language say."""
    return (int(get_format("FIRST_DAY_OF_WEEK", language)) - 1) % 7


def month_of(sources: Sources, first: date, *, zone: tzinfo, now: datetime, language: str) -> Month:
    """The sheet of a month. Seven queries, however much there is; of each day a few rows are read and some counted."""
    days = calendar.Calendar(first_weekday(language)).monthdatescalendar(first.year, first.month)
    flat = [day for week in days for day in week]
    found, besides = _entries(sources, flat, zone=zone, loaded=SHOWN + 1, counted=READ)
    today = now.astimezone(zone).date()
    made = {
        day: replace(
            _day(day, found[day], besides[day]), is_inside=day.month == first.month, is_today=day == today
        )
        for day in flat
    }
    return Month(first, [[made[day] for day in week] for week in days])


def day_of(sources: Sources, day: date, *, zone: tzinfo, now: datetime) -> Day:
    """One day with all there is, at most ON_A_DAY."""
    found, besides = _entries(sources, [day], zone=zone, loaded=ON_A_DAY, counted=ON_A_DAY + 1)
    today = now.astimezone(zone).date()
    return Day(day, is_today=day == today, entries=found[day], is_counted=not besides[day])


def _day(day: date, entries: list[Entry], besides: int) -> Day:
    number = len(entries) + besides
    shown = number if number <= SHOWN + 1 else SHOWN
    is_counted = besides < READ - SHOWN - 1
    return Day(day, entries=entries[:shown], more=number - shown, is_counted=is_counted)


def _entries(
    sources: Sources, days: Sequence[date], *, zone: tzinfo, loaded: int, counted: int
) -> tuple[dict[date, list[Entry]], Counter[date]]:
    """What stands on each of these days (which follow one another), and how many more each of them holds."""
    limits = [datetime.combine(day, datetime.min.time(), zone).astimezone(UTC) for day in days]
    limits.append(datetime.combine(days[-1] + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC))
    sessions, more = _by_day(sources.sessions, limits, loaded, counted)
    dates, others = _by_day(sources.dates, limits, loaded, counted)
    entries = [entry_of(one, sources, zone) for one in [*sessions, *_long(sources, limits)]]
    entries += [borrowed(one, zone) for one in [*dates, *_long_dates(sources.dates, limits)]]
    found: dict[date, list[Entry]] = defaultdict(list)
    for entry in sorted(set(entries), key=lambda one: (not one.is_long, one.starts, one.title, one.url)):
        for day in _between(*entry.days, within=days):
            found[day].append(entry)
    return found, Counter({day: more[at] + others[at] for at, day in enumerate(days)})


def _between(first: date, last: date, *, within: Sequence[date]) -> Iterable[date]:
    first, last = max(first, within[0]), min(last, within[-1])
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _by_day(
    rows: QuerySet[M], limits: Sequence[datetime], loaded: int, counted: int
) -> tuple[list[M], Counter[int]]:
    """The first `loaded` rows that start between each two limits, and how many more, at most up to `counted`.

    One query of as many small ones as there are days (each ends after `counted` rows of the index), then the rows.
    """
    near = rows.select_related(None).order_by("starts_at", "pk").values("id", "starts_at")
    days = [near.filter(starts_at__gte=one, starts_at__lt=next_)[:counted] for one, next_ in pairwise(limits)]
    try:
        asked = [day.query.sql_with_params() for day in days]
    except EmptyResultSet:
        return [], Counter()
    parts = (f"SELECT * FROM ({sql}) AS day_{at}" for at, (sql, _given) in enumerate(asked))  # noqa: S608 (Django's own)
    text, given = " UNION ALL ".join(parts), [value for _sql, values in asked for value in values]
    wanted, seen = [], Counter[int]()
    for one in rows.model._default_manager.raw(text, given):
        at = bisect_right(limits, one.starts_at) - 1
        seen[at] += 1
        if seen[at] <= loaded:
            wanted.append(one.pk)
    more = Counter({at: number - loaded for at, number in seen.items() if number > loaded})
    return _loaded(rows, wanted), more


def _loaded(rows: QuerySet[M], wanted: list[Any]) -> list[M]:
    """The rows of these keys, which `rows` has just given: by key alone, so that nothing else is looked through."""
    found = rows.model._default_manager.filter(pk__in=wanted).order_by()
    found.query.select_related = rows.query.select_related
    return list(found)


def _long(sources: Sources, limits: Sequence[datetime]) -> list[Session]:
    """Those that last for days: few events do, and few dates are changed by hand; both have an index of their own."""
    near = sources.sessions.filter(
        starts_at__gt=limits[0] - WITHIN, starts_at__lt=limits[-1], ends_at__gt=limits[0]
    )
    lasting = Event.objects.filter(community__in=sources.communities, minutes__gte=AS_INDEXED)
    events = list(lasting.values_list("pk", flat=True)[:MOST_LONG])
    changed = list(near.filter(is_changed=True)[:MOST_LONG])
    return [*changed, *(near.filter(event__in=events)[:MOST_LONG] if events else [])]


def _long_dates(dates: QuerySet[CalendarDate], limits: Sequence[datetime]) -> Iterable[CalendarDate]:
    near = dates.filter(starts_at__lt=limits[-1], ends_at__gt=limits[0])
    return near.filter(is_long=True).select_related("calendar")[:MOST_LONG]


def entry_of(session: Session, sources: Sources, zone: tzinfo) -> Entry:
    """A session as a calendar shows it."""
    event, starts = session.event, session.starts_at.astimezone(zone)
    there = session.starts_at.astimezone(ZoneInfo(event.time_zone))
    differs = there.utcoffset() != starts.utcoffset()
    return Entry(
        title=session.name,
        url=session.get_absolute_url(),
        starts=starts,
        ends=session.ends_at.astimezone(zone),
        place=session.where,
        is_cancelled=not session.is_planned,
        comes=session.pk in sources.coming,
        language=event.language,
        community=event.community.name if sources.names_communities else "",
        there=there if differs else None,
        zone=event.time_zone if differs else "",
    )


def borrowed(one: CalendarDate, zone: tzinfo) -> Entry:
    """A date of another calendar as ours shows it."""
    own: tzinfo = ZoneInfo(settings.TIME_ZONE) if one.is_all_day else zone
    return Entry(
        title=one.title,
        url=one.url,
        starts=one.starts_at.astimezone(own),
        ends=one.ends_at.astimezone(own),
        place=one.place,
        is_all_day=one.is_all_day,
        is_cancelled=one.is_cancelled,
        source=one.calendar.name,
    )
