"""The one form of the press."""

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.lib.ids import uuid7


class ReleaseForm(forms.Form):
    """How the book is called."""

    title = forms.CharField(label=_("Title of the book"), max_length=120)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=160, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
