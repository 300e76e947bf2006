"""How an author wants to be named: each press of the page is one of these."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.authorship.links import LONGEST, LinkRefused, clean_link
from potager.authorship.models import Choice
from potager.authorship.queries import Byline
from potager.members.forms import NameField
from potager.members.names import NameRefused, clean_line


class NamingForm(forms.Form):
    """As signed, or no name: a button each."""

    naming = forms.ChoiceField(
        choices=[(Choice.Naming.AS_SIGNED, ""), (Choice.Naming.ANONYMOUS, "")], widget=forms.HiddenInput
    )

    def wanted(self, choice: Choice | None) -> tuple[str, Byline]:
        """The naming, and what goes with it: link and presentation stay where there is a name."""
        return self.cleaned_data["naming"], _said(choice, name="")


class NameForm(forms.Form):
    """Another name."""

    naming = forms.CharField(widget=forms.HiddenInput, initial=Choice.Naming.ANOTHER)
    name = NameField(label=_("Another name"))

    def wanted(self, choice: Choice | None) -> tuple[str, Byline]:
        """The naming, and what goes with it."""
        return Choice.Naming.ANOTHER, _said(choice, name=self.cleaned_data["name"])


class AboutForm(forms.Form):
    """A link and a line, under whatever name."""

    naming = forms.CharField(widget=forms.HiddenInput, initial="about")
    presentation = forms.CharField(
        label=_("A line about you"),
        required=False,
        max_length=1000,
        help_text=_("Such as: keeps bees in Nantes."),
        widget=forms.TextInput({"maxlength": 200, "autocomplete": "off"}),
    )
    link = forms.CharField(
        label=_("A link"),
        required=False,
        max_length=2000,
        help_text=_("A page of yours, with https://. Empty: none."),
        widget=forms.TextInput({"inputmode": "url", "maxlength": LONGEST, "autocomplete": "url"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both are said as the book can print them."""
        found: dict[str, Any] = super().clean() or {}
        try:
            found["presentation"] = clean_line(found.get("presentation", ""), longest=200)
        except NameRefused as refusal:
            self.add_error("presentation", str(refusal.message))
        try:
            found["link"] = clean_link(found.get("link", ""))
        except LinkRefused as refusal:
            self.add_error("link", str(refusal.message))
        return found

    def wanted(self, choice: Choice | None) -> tuple[str, Byline]:
        """The naming that they have, with the link and the line."""
        named = choice.naming if choice else Choice.Naming.AS_SIGNED
        said = self.cleaned_data
        return named, Byline(choice.name if choice else "", said["link"], said["presentation"])


def _said(choice: Choice | None, *, name: str) -> Byline:
    return Byline(name, choice.link, choice.presentation) if choice else Byline(name)
