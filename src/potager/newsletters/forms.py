"""Forms of the letter."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, LocalMoment
from potager.lib.ids import uuid7
from potager.newsletters import composing


class AskForm(forms.Form):
    """An address; what a machine types into the second field is thrown away."""

    email = Line(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
    )
    nickname = Line(required=False)  # people do not see it

    @property
    def is_by_machine(self) -> bool:
        """Whether somebody filled what nobody sees."""
        return bool(self.cleaned_data.get("nickname"))


class OpenForm(forms.Form):
    """A title is enough."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = Line(label=_("Title"), max_length=160, help_text=_("It is the subject of the mail."))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *, language: str = "fr") -> None:
        super().__init__(data, initial={"key": uuid7(), "language": language})

    @property
    def key_or_new(self) -> UUID:
        """The key that came with the form, a new one if it came without."""
        return self.cleaned_data.get("key") or uuid7()


class IssueForm(forms.Form):
    """A letter: its title, its pieces in their order, and the button that was pressed."""

    title = Line(label=_("Title"), max_length=160)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def pieces(self) -> list[composing.Piece]:
        """What the form holds after the button was pressed: moved, removed, added."""
        typed: Any = self.data  # a QueryDict: fields come several times
        wish = typed.get("do", "")
        held = composing.read(typed.getlist("piece"), typed.getlist("text"))
        names = [composing.name_of(piece) for piece in held]
        if wish == "add":
            names += typed.getlist("add")
        if wish == "words":
            names.append(composing.WORDS)
        texts = [piece.get("text", "") for piece in held]
        return composing.moved(composing.read(names, texts), wish)


class WhenForm(forms.Form):
    """When a letter leaves, at the clock of whoever chooses."""

    due_at = LocalMoment(label=_("It leaves at"))

    def __init__(self, data: Any = None, *, zone: str) -> None:
        super().__init__(data)
        self.fields["due_at"].zone = ZoneInfo(zone)  # type: ignore[attr-defined]
