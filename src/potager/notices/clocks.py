"""Letters leave at their hour; mail and notices that are old are forgotten."""

from datetime import datetime, timedelta

from potager.jobs.worker import Clock, register_clock
from potager.notices.actions import (
    expect_letters,
    forget_old_mail,
    forget_old_notices,
    send_letters,
)

EVERY = timedelta(hours=1)
NEWCOMERS_EVERY = timedelta(minutes=5)
FOR_LETTERS = 0.7  # seconds of a worker's turn: other clocks wait meanwhile
_next: datetime | None = None
_next_newcomers: datetime | None = None


def _tidy(now: datetime) -> int:
    global _next
    if _next is None or now >= _next:
        forget_old_mail(now)
        forget_old_notices(now)
        _next = now + EVERY
    return 0


def _letters(now: datetime) -> int:
    global _next_newcomers
    if _next_newcomers is None or now >= _next_newcomers:
        some = expect_letters(now)
        _next_newcomers = now if some else now + NEWCOMERS_EVERY
    return send_letters(now, seconds=FOR_LETTERS)


register_clock(Clock(name="notices: letters", run_due=_letters))
register_clock(Clock(name="notices: tidy", run_due=_tidy))
