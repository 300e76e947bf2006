"""Housekeeping: what expired is forgotten, once an hour."""

from datetime import datetime, timedelta

from potager.jobs.worker import Clock, register_clock
from potager.members import actions

EVERY = timedelta(hours=1)
_next: datetime | None = None


def _tidy(now: datetime) -> int:
    global _next
    if _next is None or now >= _next:
        actions.forget_old_codes(now)
        actions.forget_old_sessions(now)
        actions.forget_old_exports(now)
        actions.forget_old_challenges()
        _next = now + EVERY
    return 0


register_clock(Clock(name="members: tidy", run_due=_tidy))
