"""Forms of gatherings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line
from potager.gatherings.actions import Plan
from potager.gatherings.eventforms import DetailFields
from potager.gatherings.ruleforms import RuleFields
from potager.gatherings.rules import MOST_MINUTES
from potager.lib.ids import uuid7
from potager.members.forms import ZoneField


class Keyed(forms.Form):
    """A form that makes something: sent twice, it makes it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid7(), **(initial or {})})

    @property
    def key_or_new(self) -> UUID:
        """The key that came with the form, a new one if it came without."""
        return self.cleaned_data.get("key") or uuid7()


class PlanForm(RuleFields, DetailFields, Keyed):
    """What people meet for, when, how often and where."""

    title = Line(label=_("Title"), max_length=160)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(
        label=_("How long, in minutes"), min_value=1, max_value=MOST_MINUTES, required=False, initial=120
    )
    end_hour = forms.TimeField(
        label=_("Or until what hour"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        required=False,
        help_text=_("After midnight if it is earlier than the beginning."),
    )
    time_zone = ZoneField(required=False)

    def plan(self, *, zone: str) -> Plan:
        """What was typed, once the form is valid; on the clock of `zone` where none was chosen."""
        typed = self.cleaned_data
        zone = typed.get("time_zone") or zone
        return Plan(
            title=typed["title"],
            starts=datetime.combine(typed["day"], typed["hour"]),
            minutes=self._minutes(),
            time_zone=zone,
            rule=self.rule_typed(typed["day"], zone=zone),
            is_itinerant=typed["is_itinerant"],
            call_weeks=typed["call_weeks"],
            **self.details(),
        )

    def _minutes(self) -> int:
        typed = self.cleaned_data
        if not typed.get("end_hour"):
            return typed.get("minutes") or 120
        begins, ends = (datetime.combine(typed["day"], typed[name]) for name in ("hour", "end_hour"))
        return int((ends - begins).total_seconds() // 60 % (24 * 60)) or 24 * 60


class ChangeForm(DetailFields, Keyed):
    """What people meet for and where, of an event that stands."""

    title = Line(label=_("Title"), max_length=160)
    is_told = forms.BooleanField(
        label=_("Tell those who come what has changed"), required=False, initial=True
    )


class PictureForm(Keyed):
    """A picture of a meeting, and what it shows."""

    picture = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    alternative = Line(
        label=_("What it shows"),
        max_length=500,
        help_text=_("For those who do not see it: read aloud in its place."),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data)
        if files is not None:
            self.files = files


class NoteForm(Keyed):
    """A word to those who come."""

    note = Line(label=_("A word to those who come"), max_length=500, required=False)
