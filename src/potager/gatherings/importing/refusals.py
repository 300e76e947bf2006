"""How asking for a calendar of others is refused."""

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal


class TooManyCalendars(Refusal):
    """More than a community shows."""

    message = _("A community shows 20 other calendars at most. Remove one first.")


class CalendarTooLarge(Refusal):
    """A file of more than is read."""

    status = 413
    message = _("This file is larger than 3 MB. Save a calendar of this year only, or of one theme.")


class NoSuchAddress(Refusal):
    """An address that will never be asked."""

    status = 422
    message = _("This address is none that can be asked: it must be a public one, with http or https.")
