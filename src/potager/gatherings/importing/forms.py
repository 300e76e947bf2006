"""What is asked of whoever brings a calendar of others."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line
from potager.gatherings.actions.borrowing import Source
from potager.gatherings.forms import Keyed


class CalendarForm(Keyed):
    """An address, or a file."""

    address = Line(
        label=_("Its address"),
        max_length=2000,
        required=False,
        help_text=_("It begins with https:// or webcal://, and often ends in .ics."),
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        max_length=300,
        widget=forms.FileInput({"accept": ".ics,.ical,.ifb,text/calendar"}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data)
        self.files = files if files is not None else MultiValueDict()

    def clean(self) -> dict[str, Any]:
        """One of both."""
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("address")) == (cleaned.get("file") is not None) and not self.errors:
            raise forms.ValidationError(_("Give an address or a file: one of both."))
        return cleaned

    def source(self) -> Source:
        """Where the calendar comes from, once the form is valid."""
        file = self.cleaned_data["file"]
        return Source(address=self.cleaned_data["address"], data=file.read() if file else None)


class ShownForm(forms.Form):
    """Under which name it is shown, and whether it is followed."""

    name = Line(label=_("Name"), max_length=120)
    is_followed = forms.BooleanField(label=_("Read it anew every day"), required=False)
