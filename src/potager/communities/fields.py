"""Form fields for what people type: NUL and its kin are left out rather than refused."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from potager.lib.texts import cleaned, is_blank, one_line
from potager.ui.forms import DateTimeLocal

LAST_YEAR = 9000  # so that a day, or a year, can be added to any moment


class Line(forms.CharField):
    """One line."""

    def to_python(self, value: Any) -> str:
        """See forms.Field."""
        return one_line(str(value or ""))

    def validate(self, value: str) -> None:
        """Refuse, where something is required, what cannot be seen."""
        super().validate("" if is_blank(value) else value)


class Prose(Line):
    """Several lines, to the letter."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """See forms.Field."""
        return cleaned(str(value or ""))


class LocalMoment(forms.Field):
    """A date and time of the wall clock in `zone`, where clocks are put forward and back.

    An hour that comes twice means its second time (nobody is cut off early); one that does not exist is
    refused.
    """

    widget = DateTimeLocal
    default_error_messages = {
        "invalid": _("Write a date and a time, such as 2030-05-31 18:00."),
        "missing": _("This hour does not exist: the clocks are put forward then. Choose another."),
    }

    zone = ZoneInfo("UTC")

    def to_python(self, value: Any) -> datetime | None:
        """See forms.Field; the answer knows its time zone."""
        if not value:
            return None
        try:
            naive = datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if naive.year > LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self._in_zone(naive.replace(tzinfo=None))

    def prepare_value(self, value: Any) -> Any:
        """Aware moments are shown by the clock of the zone."""
        return value.astimezone(self.zone).replace(tzinfo=None) if isinstance(value, datetime) else value

    def _in_zone(self, naive: datetime) -> datetime:
        try:
            local = naive.replace(tzinfo=self.zone, fold=1)
            back = local.astimezone(ZoneInfo("UTC")).astimezone(self.zone)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if back.replace(tzinfo=None) != naive:
            raise ValidationError(self.error_messages["missing"], code="missing")
        return local
