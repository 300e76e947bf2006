"""When people are reminded, on their own clock: at nine in the morning a week or a day before, or two hours before."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from potager.gatherings.models import Registration, Session

MORNING = time(9)
TWO_HOURS = timedelta(hours=2)
DAYS = {Registration.Reminder.WEEK: 7, Registration.Reminder.DAY: 1}


def moment_to_remind(reminder: str, session: Session, *, zone: str, after: datetime) -> datetime | None:
    """The moment (UTC) at which somebody on the clock of `zone` is reminded; None if not, or if it passed already."""
    if reminder == Registration.Reminder.NONE:
        return None
    if reminder == Registration.Reminder.HOUR:
        moment = session.starts_at - TWO_HOURS
    else:
        there = session.starts_at.astimezone(ZoneInfo(zone))
        day = there.date() - timedelta(days=DAYS[Registration.Reminder(reminder)])
        moment = datetime.combine(day, MORNING, there.tzinfo).astimezone(UTC)
    return moment if moment > after else None
