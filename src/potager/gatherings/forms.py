"""Forms of gatherings."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.gatherings.actions import Plan
from potager.gatherings.ruleforms import RuleFields
from potager.lib.ids import uuid7


class Keyed(forms.Form):
    """A form that makes something: sent twice, it makes it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid7(), **(initial or {})})

    @property
    def key_or_new(self) -> UUID:
        """The key that came with the form, a new one if it came without."""
        return self.cleaned_data.get("key") or uuid7()


class PlanForm(RuleFields, Keyed):
    """What people meet for, when and where."""

    title = Line(label=_("Title"), max_length=160)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("How long, in minutes"), min_value=1, max_value=20160, initial=120)
    place = Line(label=_("Place"), max_length=200, required=False)
    about = Prose(label=_("What it is about"), max_length=20_000, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def plan(self, *, zone: str) -> Plan:
        """What was typed, once the form is valid."""
        others = {"key", "day", "hour", *self.OF_RULES}
        typed = {name: value for name, value in self.cleaned_data.items() if name not in others}
        typed["rule"] = self.rule_typed(self.cleaned_data["day"], zone=zone)
        starts = datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])
        return Plan(starts=starts, time_zone=zone, **typed)
