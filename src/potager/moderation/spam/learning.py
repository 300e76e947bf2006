"""The hour of learning: once a minute, what moderators decided since."""

from datetime import datetime, timedelta

from potager.jobs.worker import Clock, register_clock
from potager.moderation.spam.actions import learn_from_decisions

EVERY = timedelta(minutes=1)


class Minute:
    """Says yes once a minute."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether a minute has passed since it last said so."""
        if self._last is not None and self._last <= now < self._last + EVERY:
            return False
        self._last = now
        return True


_minute = Minute()


def run_due(now: datetime) -> int:
    """Learn, if a minute has passed."""
    return learn_from_decisions() if _minute.is_over(now) else 0


register_clock(Clock("moderation.spam", run_due))
