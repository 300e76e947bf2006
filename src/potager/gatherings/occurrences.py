"""At which moments an event takes place."""

from datetime import datetime

from potager.gatherings import rules
from potager.gatherings.models import Event


def moments_of(event: Event, *, until: datetime) -> list[datetime]:
    """The moments (UTC) at which it begins, up to `until`, the earliest first; raises NoSuchHour, NoSuchZone."""
    first = rules.moment_of(event.starts, event.time_zone)
    return [first]
