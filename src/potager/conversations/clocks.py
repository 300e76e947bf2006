"""Polls that end by themselves, and pictures that no message shows."""

from datetime import datetime

from potager.conversations import queries
from potager.conversations.actions import close_poll, forget_pictures
from potager.conversations.models import Poll
from potager.conversations.polling import PollClosed
from potager.jobs.worker import Clock, register_clock


def run_polls(now: datetime) -> int:
    """Close the polls whose hour has come, once each, also long after it; returns how many that was."""
    return sum(_closed(poll) for poll in queries.polls_over(now))


# Refused: another worker, or its author, was faster.
def _closed(poll: Poll) -> bool:
    try:
        close_poll(by=None, poll=poll)
    except PollClosed:
        return False
    return True


register_clock(Clock(name="conversations: pictures", run_due=forget_pictures))
register_clock(Clock(name="conversations: polls", run_due=run_polls))
