"""Books that go to the press again by themselves."""

from datetime import datetime

from potager.jobs.worker import Clock, register_clock
from potager.press import queries
from potager.press.actions import AlreadyReleased, renew_book
from potager.press.models import Edition


def run_due(now: datetime) -> int:
    """Make a new edition of each book from which an author took words back; returns how many acts that was."""
    return sum(_renewed(edition) for edition in queries.outdated())


def _renewed(edition: Edition) -> bool:
    try:
        renew_book(edition=edition)
    except AlreadyReleased:  # another worker was faster, or the host withdrew it
        return False
    return True


register_clock(Clock(name="press: renew", run_due=run_due))
