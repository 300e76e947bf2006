"""Forms of the door, of thanks, of subjects and of dates that are sought."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.gatherings import attending, rules
from potager.gatherings.actions.wishes import Question
from potager.gatherings.forms import Keyed
from potager.gatherings.wishing import MOST_DATES

SHOWN_DATES = 8  # rows of an empty form


class MarkForm(forms.Form):
    """How many of a registration came; `at` is when it was said, in milliseconds since 1970."""

    registration = forms.UUIDField()
    came = forms.IntegerField(min_value=0, max_value=1000, required=False)
    at = forms.IntegerField(min_value=0, max_value=2**53, required=False)
    key = forms.UUIDField(required=False)

    def moment(self) -> datetime | None:
        """When it was said, None: now."""
        at = self.cleaned_data["at"]
        return datetime.fromtimestamp(at / 1000, UTC) if at and at < 4_000_000_000_000 else None


class CountForm(forms.Form):
    """How many came unannounced."""

    heads = forms.IntegerField(
        label=_("Came without registering"), min_value=0, max_value=attending.MOST_UNANNOUNCED
    )


class ThanksForm(Keyed):
    """Words of thanks."""

    thanks = Prose(
        label=_("Your words"),
        max_length=attending.LONGEST_THANKS,
        widget=forms.Textarea({"rows": 6}),
        help_text=_(
            "They are sent to everyone who came, as you write them. Under them stands where each says whether "
            "they may be named."
        ),
    )


class SubjectForm(Keyed):
    """A subject."""

    title = Line(label=_("A subject"), max_length=160)
    words = Line(label=_("In a few words"), max_length=500, required=False)


class SoundingForm(Keyed):
    """A meeting that looks for its date."""

    title = Line(label=_("What for"), max_length=160)
    about = Prose(
        label=_("In a few words"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    place = Line(label=_("Place"), max_length=200, required=False)
    minutes = forms.IntegerField(
        label=_("How long, in minutes"), min_value=1, max_value=rules.MOST_MINUTES, initial=120
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.typed = list(data.getlist("date"))[:MOST_DATES] if data is not None else []

    @property
    def rows(self) -> list[str]:
        """The dates as they were typed, and empty rows."""
        empty = max(SHOWN_DATES - len(self.typed), 2)
        return [*self.typed, *[""] * empty][:MOST_DATES]

    def clean(self) -> dict[str, Any]:
        """Read the dates."""
        typed = super().clean() or {}
        try:
            typed["dates"] = [datetime.strptime(one, "%Y-%m-%dT%H:%M") for one in self.typed if one]  # noqa: DTZ007
        except ValueError:
            self.add_error(None, _("One of the dates could not be read."))
        return typed

    def question(self, *, zone: str) -> Question:
        """What was typed, once the form is valid."""
        asked = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Question(time_zone=zone, **asked)


def answers_in(typed: Any) -> dict[UUID, str]:
    """What a form says of dates: fields "date-<uuid>"."""
    found: dict[UUID, str] = {}
    for name in typed:
        sort, _dash, identifier = name.partition("-")
        if sort == "date" and len(identifier) == 36:
            try:
                found[UUID(identifier)] = typed[name]
            except ValueError:
                continue
    return found
