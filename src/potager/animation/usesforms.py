"""What members switch on and off, and animateurs show."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.animation.models import Switch


class UsesForm(forms.Form):
    """One box for each use: ticked where the member lets it be."""

    uses = forms.MultipleChoiceField(
        label=_("What the desk may do here"),
        choices=Switch.Use.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, off: Collection[str]) -> None:
        on = [use for use in Switch.Use.values if use not in off]
        super().__init__(data, initial={"uses": on})

    @property
    def off(self) -> list[str]:
        """The uses that are switched off."""
        return [use for use in Switch.Use.values if use not in self.cleaned_data["uses"]]


class NetworkForm(forms.Form):
    """Who sees the pictures."""

    shows_pictures = forms.BooleanField(
        label=_("Members see the map and the other pictures"),
        help_text=_(
            "Without it, only whoever animates the community sees them. The map leaves out who wishes so."
        ),
        required=False,
    )
