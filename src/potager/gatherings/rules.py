"""The rules of gatherings, and the refusals that name them."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

LAID_AHEAD = timedelta(days=550)  # sessions stand in their table that far ahead
MOST_CALL_WEEKS = 26
MOST_MINUTES = 60 * 24 * 14
MOST_PLACES, MOST_COMPANIONS, MOST_HOURS_TO_ACCEPT = 100_000, 20, 24 * 14


class NotInThisState(Refusal):
    """An act that makes no sense now."""

    message = _("That is no longer as it was. Reload the page to see how it stands.")


class NoSuchZone(Refusal):
    """A time zone that no clock knows."""

    status = 422
    message = _("No clock knows this time zone. Choose one from the list.")


class NoSuchHour(Refusal):
    """The hour that is skipped when summer time begins."""

    status = 422
    message = _("This hour does not exist that night: the clocks go forward. Choose another.")


class NoAlternative(Refusal):
    """A picture that says nothing to those who do not see it."""

    status = 422
    message = _("Say what the picture shows: those who do not see it have it read aloud.")


class TooLong(Refusal):
    """Longer than two weeks."""

    status = 422
    message = _("A meeting lasts two weeks at most. For longer ones, make several dates.")


class InThePast(Refusal):
    """A moment that has passed."""

    status = 422
    message = _("That moment has passed. Choose one that comes.")


class StandsAlready(Refusal):
    """Two dates of one event at one moment."""

    message = _("There is a date at that moment already.")


class CannotWelcome(Refusal):
    """Somebody who does not belong, or left."""

    message = _("Only somebody who belongs to the community can host a date.")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


class TooFar(Refusal):
    """A year that no calendar is kept for."""

    status = 422
    message = _("No calendar reaches that year. Choose one between 1970 and 2200.")


def within_calendars(clock: datetime) -> None:
    """Raise TooFar for a year that cannot be meant."""
    if not 1970 <= clock.year <= 2200:
        raise TooFar


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; raises NoSuchZone."""
    if name not in _zones():
        raise NoSuchZone
    return ZoneInfo(name)


def moment_of(clock: datetime, zone: str) -> datetime:
    """The moment (UTC) at which the clocks of a zone show `clock`; of a doubled hour, the first.

    Raises NoSuchZone, TooFar, and NoSuchHour for an hour that is skipped.
    """
    within_calendars(clock)
    local = clock.replace(tzinfo=zone_of(zone), fold=0)
    moment = local.astimezone(UTC)
    if moment.astimezone(local.tzinfo).replace(tzinfo=None) != clock.replace(tzinfo=None):
        raise NoSuchHour
    return moment


def moment_forward(clock: datetime, zone: ZoneInfo) -> datetime:
    """The moment (UTC) for a date of a rule: a skipped hour moves forward with the clocks (RFC 5545, 3.3.5)."""
    return clock.replace(tzinfo=zone, fold=0).astimezone(UTC)


def on_the_clock(moment: datetime, zone: str) -> datetime:
    """What the clocks of a zone show at a moment, written as if it were UTC: so it is stored, so it stays."""
    return moment.astimezone(zone_of(zone)).replace(tzinfo=UTC)
