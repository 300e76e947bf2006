"""Letters leave at their hour and at their rate; what nobody confirmed is forgotten."""

from datetime import datetime, timedelta

from potager.jobs.worker import Clock, register_clock
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.newsletters import queries
from potager.newsletters.actions import (
    forget_old,
    hand_over_letters,
    send_issue,
    unschedule_issue,
)
from potager.newsletters.models import Issue

EVERY = timedelta(hours=1)
FOR_LETTERS = 0.7  # seconds of a worker's turn: other clocks wait meanwhile
_next: datetime | None = None


def _due(now: datetime) -> int:
    return sum(_leaves(issue) for issue in queries.due_to_leave(now))


def _leaves(issue: Issue) -> bool:
    """In the name of whoever chose the hour; if they may not any more, or nothing is left in it, it goes back."""
    try:
        if issue.due_by is None:
            raise NotAllowed
        send_issue(by=issue.due_by, issue=issue)
    except Refusal:
        return _goes_back(issue)
    return True


def _goes_back(issue: Issue) -> bool:
    """To the desk, where its editors find it; another worker may have been faster."""
    try:
        unschedule_issue(by=None, issue=issue)
    except Refusal:
        return False
    return True


def _hand_over(now: datetime) -> int:
    return hand_over_letters(now, seconds=FOR_LETTERS)


def _tidy(now: datetime) -> int:
    global _next
    if _next is None or now >= _next:
        forget_old(now)
        _next = now + EVERY
    return 0


register_clock(Clock(name="letters: due", run_due=_due))
register_clock(Clock(name="letters: on their way", run_due=_hand_over))
register_clock(Clock(name="letters: tidy", run_due=_tidy))
