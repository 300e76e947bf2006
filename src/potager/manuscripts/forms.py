"""Forms of collective books."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.lib.ids import uuid7
from potager.lib.licences import Licence
from potager.manuscripts.actions import Brief, Outline, Passage
from potager.manuscripts.models import Manuscript
from potager.manuscripts.rules import MOST_CHARACTERS
from potager.members.models import Member

LAST_YEAR = 9000


class Day(forms.DateField):
    """A day of the calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)

    def validate(self, value: Any) -> None:
        """Refuse days after which no calendar goes on."""
        super().validate(value)
        if value and value.year > LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class Keyed(forms.Form):
    """A form that makes something: sent twice, it makes it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid7(), **(initial or {})})

    @property
    def key_or_new(self) -> UUID:
        """The key that came with the form, a new one if it came without."""
        return self.cleaned_data.get("key") or uuid7()


class OutlineForm(Keyed):
    """What the book is; a title and an intention are enough."""

    title = Line(label=_("Title"), max_length=120)
    subtitle = Line(label=_("Subtitle"), max_length=160, required=False)
    intention = Prose(
        label=_("Intention"),
        max_length=4000,
        help_text=_("What the book is about, and for whom. Authors read it before they write."),
    )
    pledges = forms.ChoiceField(
        label=_("Who may offer to write a chapter"),
        choices=Manuscript.Pledges.choices,
        widget=forms.RadioSelect,
        initial=Manuscript.Pledges.ASK,
    )
    due_on = Day(label=_("Finished on"), required=False)
    language = forms.ChoiceField(label=_("Language of the book"), choices=settings.LANGUAGES)
    licence = forms.ChoiceField(
        label=_("What readers may do with it"), choices=Licence.choices, initial=Licence.CC_BY_SA
    )

    def outline(self, *, zone: str) -> Outline:
        """The decisions, once the form is valid."""
        decided = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Outline(time_zone=zone, **decided)


class BriefForm(Keyed):
    """What the plan says of a chapter."""

    title = Line(label=_("Title of the chapter"), max_length=120)
    brief = Prose(
        label=_("What it should say"),
        max_length=2000,
        required=False,
        help_text=_("What its author should know: the subject, the length, whom to ask."),
    )
    due_on = Day(label=_("Expected on"), required=False)

    def as_brief(self) -> Brief:
        """The decisions, once the form is valid."""
        data = self.cleaned_data
        return Brief(title=data["title"], brief=data["brief"], due_on=data["due_on"])


class MoveForm(forms.Form):
    """Where a chapter goes."""

    to = forms.IntegerField(min_value=1, max_value=10**6)


class MemberSelect(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A member, by name."""

    def label_from_instance(self, obj: Member) -> str:
        """See ModelChoiceField."""
        return obj.display_name


class AssignForm(forms.Form):
    """Whom to ask."""

    member = MemberSelect(
        label=_("Whom to ask"), queryset=Member.objects.none(), empty_label=_("Choose a member")
    )

    def __init__(self, data: Any = None, *, members: Any) -> None:
        super().__init__(data)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class PledgeForm(Keyed):
    """I would like to write this one."""

    note = Prose(
        label=_("A word to the editor"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Why you, or how you would go about it."),
    )


class WordForm(forms.Form):
    """A word that goes with an answer."""

    word = Prose(
        label=_("A word to the authors"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it as you write it."),
    )


class WritingForm(Keyed):
    """The text of a chapter; how long it is, the action judges."""

    text = forms.CharField(
        required=False, strip=False, widget=forms.Textarea(attrs={"maxlength": MOST_CHARACTERS})
    )
    base = forms.IntegerField(min_value=0, max_value=10**9)
    agrees = forms.BooleanField(required=False)
    then = forms.ChoiceField(choices=[("go_on", ""), ("lay_down", "")], required=False)

    text.validators = []  # NUL is left out by the action, not refused with the whole text

    @property
    def lays_down(self) -> bool:
        """Whether the person stops writing for now."""
        return self.cleaned_data.get("then") == "lay_down"


class CommentForm(Keyed):
    """A remark in the margin."""

    text = Prose(label=_("Your remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    quote = Line(label=_("The passage"), max_length=2000, required=False)
    before = Line(max_length=2000, required=False, widget=forms.HiddenInput)
    after = Line(max_length=2000, required=False, widget=forms.HiddenInput)

    def passage(self) -> Passage:
        """What it is about."""
        data = self.cleaned_data
        return Passage(quote=data["quote"], before=data["before"], after=data["after"])


class ReplyForm(Keyed):
    """An answer to a remark."""

    text = Prose(label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class CompareForm(forms.Form):
    """Which two versions to lay side by side; 0 is the empty page before the first."""

    a = forms.IntegerField(min_value=0, max_value=10**9)
    b = forms.IntegerField(min_value=0, max_value=10**9)
