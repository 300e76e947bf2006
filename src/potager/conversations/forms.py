"""What people type in conversations."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.communities.models import Community
from potager.conversations.models import Room, Rules
from potager.conversations.reactions import CHOICES, HELP
from potager.conversations.rules import LONGEST_ROOM, LONGEST_TITLE, NothingSaid
from potager.conversations.tagging import words_in
from potager.lib.ids import uuid7


class PasserByForm(forms.Form):
    """Who a passer-by is, and what tells them from a machine."""

    name = Line(label=_("Name"), required=False, max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    code = forms.CharField(label=_("Code"), required=False, max_length=12)
    website = Line(required=False)  # nobody types here: people do not see it
    seconds = forms.FloatField(required=False, min_value=0, max_value=10**9)  # from the page to the sending


class ComposerForm(PasserByForm):
    """What is said, as it was typed: the action says what is wrong with it. A passer-by says who they are."""

    text = forms.CharField(required=False, strip=False)
    key = forms.UUIDField(required=False)
    answers = forms.UUIDField(required=False)
    charter = forms.IntegerField(required=False, min_value=1, max_value=10**9)

    text.validators = []  # NUL is left out by the action, not refused with the whole text

    @property
    def key_or_new(self) -> UUID:
        """The key of the draft; one that comes without gets a new one."""
        return self.cleaned_data.get("key") or uuid7()


class HeadForm(forms.Form):
    """The head of a topic: what it is about, and where it stands."""

    title = Line(label=_("What is it about?"), max_length=LONGEST_TITLE)
    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("No room in particular")
    )
    tags = Line(
        label=_("Tags"),
        required=False,
        max_length=300,
        help_text=_("A few words under which it is found, between commas."),
    )
    is_question = forms.BooleanField(label=_("It is a question"), required=False)
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, community: Community, is_private: bool = False, **more: Any
    ) -> None:
        super().__init__(data, **more)
        rooms: Any = self.fields["room"]
        rooms.queryset = Room.objects.filter(community=community, closed_at=None)
        if is_private or not rooms.queryset.exists():
            del self.fields["room"]
        if is_private:
            del self.fields["tags"]  # everybody reads the tags

    @property
    def head(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        head = {name: data.get(name) for name in ("title", "room", "is_question", "key")}
        return {**head, "tags": words_in(data.get("tags", ""))}


class TopicForm(HeadForm, PasserByForm):
    """A new topic, with what is said first. A passer-by says who they are."""

    text = Prose(label=_("Your message"), max_length=None, error_messages={"required": NothingSaid.message})
    charter = forms.IntegerField(required=False, min_value=1, max_value=10**9, widget=forms.HiddenInput)
    field_order = ["title", "text", "room", "tags", "is_question"]


class RoomForm(forms.Form):
    """A room."""

    name = Line(label=_("Name"), max_length=LONGEST_ROOM)
    about = Prose(
        label=_("What it is for"), required=False, max_length=500, help_text=_("A sentence is enough.")
    )
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)


class RulesForm(forms.Form):
    """How a community wants its conversations."""

    passers_by = forms.ChoiceField(
        label=_("Who answers"), choices=Rules.PassersBy.choices, widget=forms.RadioSelect
    )
    reactions = forms.MultipleChoiceField(
        label=_("Reactions to messages"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=HELP,
    )
    has_private = forms.BooleanField(label=_("Members may talk in small groups, in private"), required=False)
    has_previews = forms.BooleanField(
        label=_("Messages show where their links lead"),
        required=False,
        help_text=_(
            "The server reads the page once, for everyone: its site learns that somebody here links to it. Never "
            "for private conversations. What is shown already stays."
        ),
    )
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)
