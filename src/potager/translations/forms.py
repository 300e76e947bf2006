"""What translators type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.lib.ids import uuid7
from potager.lib.tongues import LANGUAGES, name_in, own_name, primary
from potager.translations.texts import MOST


class OpenForm(forms.Form):
    """Into which language."""

    language = forms.ChoiceField(label=_("Into which language"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def __init__(self, data: Any = None, *, source: str, taken: set[str], spoken: str) -> None:
        super().__init__(data)
        free = [tag for tag in LANGUAGES if tag != primary(source) and tag not in taken]
        named = sorted((name_in(tag, spoken), tag) for tag in free)
        self.fields["language"].choices = [  # type: ignore[attr-defined]
            (tag, f"{name} · {own_name(tag)}") for name, tag in named
        ]


class PassageForm(forms.Form):
    """One passage, and the version that its translator started from."""

    text = Prose(required=False, max_length=MOST)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)


class NameForm(forms.Form):
    """How a translator is thanked."""

    name = Line(
        label=_("Your name in this book"),
        required=False,
        max_length=80,
        help_text=_("Leave it empty if you prefer not to be named: you are counted all the same."),
    )


class ReleaseForm(forms.Form):
    """Nothing to type: the key makes of two clicks one release."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
