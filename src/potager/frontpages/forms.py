"""Forms of front pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.front import Placed
from potager.frontpages.actions import LONGEST, Look
from potager.frontpages.colours import of_hex
from potager.frontpages.models import Theme

DEEDS = ("up", "down", "to", "remove", "add", "choose", "usual")


class DeedForm(forms.Form):
    """One thing that is done to a front page: a block goes up, down, to a place, away, comes, or gets its choice."""

    do = forms.ChoiceField(choices=[(name, name) for name in DEEDS])
    place = forms.IntegerField(min_value=1, required=False)
    to = forms.IntegerField(min_value=1, required=False)
    name = forms.CharField(max_length=40, required=False)
    text = forms.CharField(max_length=LONGEST, required=False, strip=False)

    def done_to(self, blocks: Sequence[Placed], chosen: Sequence[str]) -> list[Placed]:
        """The blocks after it; what makes no sense changes nothing."""
        do, place = self.cleaned_data["do"], (self.cleaned_data["place"] or 0) - 1
        changed = list(blocks)
        if do == "usual":
            return []
        if do == "add":
            return [*changed, Placed(self.cleaned_data["name"])]
        if not 0 <= place < len(changed):
            return changed
        block = changed.pop(place)
        if do == "choose":
            text = self.cleaned_data["text"]
            changed.insert(place, Placed(block.name, (text,) if text else tuple(chosen)))
        elif do != "remove":
            changed.insert(self._target(do, place), block)
        return changed

    def _target(self, do: str, place: int) -> int:
        if do == "to":
            return max(0, (self.cleaned_data["to"] or 1) - 1)
        return max(0, place - 1) if do == "up" else place + 1


class LookForm(forms.Form):
    """How the pages look."""

    colour = forms.CharField(
        label=_("Colour"),
        max_length=7,
        widget=forms.TextInput({"type": "color"}),
        help_text=_("Of links and buttons. It is made darker or lighter where it could not be read."),
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=Theme.Paper.choices, widget=forms.RadioSelect)
    face = forms.ChoiceField(label=_("Letters"), choices=Theme.Face.choices, widget=forms.RadioSelect)
    ornament = forms.ChoiceField(
        label=_("Ornament"), choices=Theme.Ornament.choices, widget=forms.RadioSelect, required=False
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG, PNG, WebP, AVIF or GIF. It stands beside the name at the top of each page."),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    without_logo = forms.BooleanField(label=_("No logo any more"), required=False)

    def clean_colour(self) -> str:
        """Refuse what is no colour."""
        typed: str = self.cleaned_data["colour"].lower()
        try:
            of_hex(typed)
        except ValueError:
            raise forms.ValidationError(_("A colour is written like #2f6b3c.")) from None
        return typed

    def look(self) -> Look:
        """What was chosen, once the form is valid."""
        typed: dict[str, Any] = dict(self.cleaned_data)
        file = typed.pop("logo")
        is_away = typed.pop("without_logo")
        logo = file.read() if file else (b"" if is_away else None)
        return Look(logo=logo, **typed)

    def theme(self) -> Theme:
        """The same, to be looked at before it is kept."""
        return Theme(**{name: self.cleaned_data[name] for name in ("colour", "paper", "face", "ornament")})
