"""Forms of an article's life: given to be read, given back, scheduled, corrected, addressed."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, LocalMoment, Prose
from potager.editorial.forms import Keyed
from potager.editorial.models import Article
from potager.editorial.rules import LONGEST_CORRECTION, LONGEST_WORD
from potager.ui.forms import RadioCards


class Looked(Keyed):
    """A decision about the version that somebody has looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9, required=False)


class ReturnForm(Keyed):
    """An editor gives it back."""

    word = Prose(
        label=_("A word to the authors"),
        max_length=LONGEST_WORD,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What is good already, and what is still missing."),
    )


class ScheduleForm(Looked):
    """When it appears, by the clock of whoever says so."""

    at = LocalMoment(label=_("Appears on"))

    def __init__(self, data: Any = None, *, zone: str, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["at"].zone = ZoneInfo(zone)  # type: ignore[attr-defined]


class CorrectForm(Looked):
    """What readers are told of a correction."""

    correction = Line(
        label=_("What was put right"),
        max_length=LONGEST_CORRECTION,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Readers find it with the date at the foot of the article. Leave it empty for a slip of the pen."
        ),
    )


class SettingsForm(Keyed):
    """For whom it is."""

    audience = forms.ChoiceField(
        label=_("Who may read it"), choices=Article.Audience.choices, widget=RadioCards()
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    takes_comments = forms.BooleanField(label=_("Readers may comment on it"), required=False)


class AddressForm(Keyed):
    """Where readers find it."""

    address = Line(
        label=_("Address"),
        max_length=80,
        help_text=_(
            "Letters, digits and hyphens. Once it is published, the old address leads here for good."
        ),
    )
