"""When a letter leaves: at the person's hour, by the clock on their wall."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from potager.notices.models import Wishes

STEP = timedelta(minutes=15)  # every time zone's hours begin at one of these


def next_letter_at(wishes: Wishes, *, zone: str, after: datetime) -> datetime | None:
    """The first hour of a letter after a moment; None if no letter is wished.

    An hour that summer time skips is told right after the gap, one that comes twice the first time.
    """
    if wishes.letter == Wishes.Letter.NEVER:
        return None
    here = _zone(zone)
    day = after.astimezone(here).date()
    for number in range(-1, 9):
        one = day + timedelta(days=number)
        is_day = wishes.letter == Wishes.Letter.DAILY or one.weekday() == wishes.weekday
        at = datetime.combine(one, time(wishes.hour), tzinfo=here).astimezone(UTC)  # fold 0: the first of two
        if is_day and at > after:
            return at
    raise AssertionError("a week has seven days")


def quarter(now: datetime) -> datetime:
    """The last quarter of an hour that began."""
    return now - (now - datetime(2000, 1, 1, tzinfo=UTC)) % STEP


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("Europe/Paris")
