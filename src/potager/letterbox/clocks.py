"""The hour of forgetting what came in long ago."""

from datetime import datetime, timedelta

from potager.jobs.worker import Clock, register_clock
from potager.letterbox.actions import forget_old_letters

EVERY = timedelta(hours=1)
_next: datetime | None = None


def _tidy(now: datetime) -> int:
    global _next
    if _next is None or now >= _next:
        forget_old_letters(now)
        _next = now + EVERY
    return 0


register_clock(Clock(name="letterbox: tidy", run_due=_tidy))
