"""Forms for what waits for a moderator, and for private conversations."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.communities.models import Community
from potager.conversations.rules import LONGEST_TITLE
from potager.lib.ids import uuid7


class DeclineForm(forms.Form):
    """Why a held post does not appear."""

    reason = Prose(
        label=_("A kind word to its author"),
        max_length=500,
        help_text=_(
            "They receive it with their text: say what would make it welcome, or why it does not belong here."
        ),
    )


class PeopleForm(forms.Form):
    """Members of a community, chosen and looked for; nothing is lost while one looks."""

    community = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    find = Line(label=_("Look for a member by name"), required=False, max_length=80)

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        given = data.getlist("to")[:60] if data is not None else []
        self.chosen = [found for one in given if (found := _identifier(one))]


class ConversationForm(PeopleForm):
    """A private conversation: with whom, about what, and what is said first."""

    title = Line(label=_("What is it about?"), required=False, max_length=LONGEST_TITLE)
    text = Prose(label=_("Your message"), required=False, max_length=None)
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    def shown(self) -> "ConversationForm":
        """The form as its page shows it: looking for people asks for no words, sending does."""
        for name in ("title", "text"):
            self.fields[name].required = True
        return self

    @property
    def key_or_new(self) -> UUID:
        """The key of the form; one that comes without gets a new one."""
        return self.cleaned_data.get("key") or uuid7()


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def community_in(communities: list[Community], address: str) -> Community | None:
    """The community with that address among those offered; the only one there is."""
    if len(communities) == 1 and not address:
        return communities[0]
    return next((one for one in communities if one.address == address), None)
