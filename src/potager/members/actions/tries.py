"""Limits that hold across restarts and processes: every use is a row, counted in sliding windows."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from potager.lib.refusals import Refusal
from potager.members.models import Attempt
from potager.members.queries import free_again_at


class TooManyTries(Refusal):
    """A limit is reached; `until` is when it ends."""

    status = 429

    def __init__(self, until: datetime) -> None:
        self.until = until
        local = timezone.localtime(until)
        pattern = "TIME_FORMAT" if local.date() == timezone.localdate() else "SHORT_DATETIME_FORMAT"
        super().__init__(
            _("That was a lot in a short time. Please try again at %(time)s; what you typed is kept.")
            % {"time": date_format(local, pattern)}
        )


def refuse_too_many(places: Iterable[tuple[str, str]], *, now: datetime) -> None:
    """Raise TooManyTries if a limit of these (scope, digest) pairs is reached."""
    if until := free_again_at(places, now=now):
        raise TooManyTries(until)


def count(places: Iterable[tuple[str, str]], *, now: datetime) -> None:
    """Remember one use in each of these (scope, digest) pairs."""
    Attempt.objects.bulk_create([Attempt(scope=scope, who=who, at=now) for scope, who in places])
