"""Housekeeping: mail that has been shown or has left is forgotten, and what people were told long ago."""

from datetime import datetime, timedelta

from potager.jobs.worker import Clock, register_clock
from potager.notices.actions import forget_old_mail, forget_old_notices

EVERY = timedelta(hours=1)
_next: datetime | None = None


def _tidy(now: datetime) -> int:
    global _next
    if _next is None or now >= _next:
        forget_old_mail(now)
        forget_old_notices(now)
        _next = now + EVERY
    return 0


register_clock(Clock(name="notices: tidy", run_due=_tidy))
