"""At which moments an event takes place."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice, takewhile

from potager.gatherings import recurring, rules
from potager.gatherings.models import Event

MOST = 1200  # of one event at once: every day of the time that is laid ahead, twice


def moments_of(event: Event, *, until: datetime, since: datetime | None = None) -> list[datetime]:
    """The moments (UTC) at which it begins, from `since` up to `until`, the earliest first and MOST of them at most.

    An hour that is skipped when summer time begins moves forward; of a doubled hour it is the first.
    Raises NoSuchZone; NoSuchHour for what takes place once; what recurring.read raises.
    """
    if not event.rule:
        return [rules.moment_of(event.starts, event.time_zone)]
    found = _moments(event.rule, event.starts, event.time_zone)
    wanted = (moment for moment in takewhile(lambda one: one <= until, found) if not since or moment >= since)
    return list(islice(wanted, MOST))


def next_dates(rule: str, starts: datetime, zone: str, *, number: int) -> list[datetime]:
    """The first moments of a rule on the clock of its zone, for whoever is choosing it. `starts` is naive."""
    there = rules.zone_of(zone)
    if not rule:
        return [rules.moment_of(starts, zone).astimezone(there)]
    return [one.astimezone(there) for one in islice(_moments(rule, starts, zone), number)]


def is_shifted(event: Event, moment: datetime) -> bool:
    """Whether the clocks made this date of the rule begin at another hour than the others."""
    clock = rules.on_the_clock(moment, event.time_zone)
    return clock.time() != event.starts.time() and _would_be(event, clock) == moment


def _would_be(event: Event, clock: datetime) -> datetime:
    there = rules.zone_of(event.time_zone)
    asked = datetime.combine(clock.date(), event.starts.time())
    return rules.moment_forward(asked, there)


def _moments(rule: str, starts: datetime, zone: str) -> Iterator[datetime]:
    there = rules.zone_of(zone)
    clocks = recurring.iterated(recurring.read(rule, zone=zone), starts.replace(tzinfo=None), zone=zone)
    for clock in clocks:
        if clock.year > 9998:
            return
        yield rules.moment_forward(clock, there)
