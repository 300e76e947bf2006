"""What owners, animateurs and newcomers type."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from potager.communities.actions import Terms
from potager.communities.addresses import check_address, normal
from potager.communities.models import Community, Invitation, Membership
from potager.communities.queries import Standing
from potager.communities.refusals import CharterMovedOn
from potager.lib.ids import uuid7
from potager.members.forms import AddressField, NameField
from potager.ui.forms import CodeInput, RadioCards

Visibility, Joining = Community.Visibility, Community.Joining
WHO_READS = {
    Visibility.PUBLIC.value: _("Everyone reads; the web may speak of it."),
    Visibility.MEMBERS.value: _("Everyone sees its name and its description; members read the rest."),
    Visibility.PRIVATE.value: _("Nobody but its members knows that it exists."),
}
HOW_TO_JOIN = {
    Joining.OPEN.value: _("Whoever accepts the charter is in."),
    Joining.REQUEST.value: _("A person asks, someone who animates says yes."),
    Joining.INVITATION.value: _("A link, or its QR code on paper, opens the door."),
}


def key_in(data: QueryDict) -> UUID | None:
    """The key of a form that has no other field; None if it is missing or spoilt."""
    try:
        return UUID(data.get("key", ""))
    except ValueError:
        return None


class KeyedForm(forms.Form):
    """A form that, sent twice, is answered once."""

    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)


class CommunityForm(KeyedForm):
    """What an owner decides."""

    name = NameField(label=_("Name"))
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=40,
        help_text=_("What stands at the end of its link: letters without accents, digits, hyphens."),
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    description = forms.CharField(
        label=_("What brings you together"),
        required=False,
        max_length=2000,
        help_text=_("One or two sentences that a passer-by understands."),
        widget=forms.Textarea({"rows": 3}),
    )
    visibility = forms.ChoiceField(
        label=_("Who reads"),
        choices=Visibility.choices,
        initial=Visibility.PUBLIC,
        widget=RadioCards(about=WHO_READS),
    )
    joining = forms.ChoiceField(
        label=_("How one joins"),
        choices=Joining.choices,
        initial=Joining.OPEN,
        widget=RadioCards(about=HOW_TO_JOIN),
    )
    charter = forms.CharField(
        label=_("Charter"),
        required=False,
        max_length=20_000,
        help_text=_("How one behaves here. Each person accepts it on joining."),
        widget=forms.Textarea({"rows": 8}),
    )

    def clean_address(self) -> str:
        """The address in its normal form; made of the name where it was left empty."""
        address = normal(self.cleaned_data["address"]) or slugify(self.cleaned_data.get("name", ""))[
            :40
        ].strip("-_")
        try:
            check_address(address)
        except ValidationError as error:
            if self.cleaned_data["address"] or "name" not in self.cleaned_data:
                raise
            raise ValidationError(_("The name gives no usable address: please type one.")) from error
        return address

    def terms(self) -> Terms:
        """The valid answers."""
        answers = {name: value for name, value in self.cleaned_data.items() if name != "key"}
        return Terms(**{**answers, "description": answers["description"].strip()})


class SettingsForm(CommunityForm):
    """The same for a community that has its address: leaving it empty is a slip, not a wish.

    The charter has a page of its own.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = True
        del self.fields["charter"]


class CharterForm(KeyedForm):
    """The next version of the charter; `seen` is the number of the one that is rewritten."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=10**9, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Charter"),
        required=False,
        max_length=20_000,
        help_text=_(
            "How one behaves here. Each person accepts it on joining, and what is new in it afterwards."
        ),
        widget=forms.Textarea({"rows": 14}),
    )
    is_small = forms.BooleanField(
        label=_("Only spelling: nobody is asked again"),
        required=False,
        help_text=_("For a slip of the pen that changes no rule. The history shows it, with this mark."),
    )


class CompareForm(forms.Form):
    """Which two versions of a charter to lay side by side."""

    before = forms.IntegerField(label=_("Version"), min_value=0, max_value=10**9)
    after = forms.IntegerField(label=_("and version"), min_value=0, max_value=10**9)


class AcceptForm(KeyedForm):
    """The number of the version that was shown and is accepted."""

    number = forms.IntegerField(min_value=1, max_value=10**9)


class DoorForm(KeyedForm):
    """What a member says to come in: a word where someone decides, and that the charter is accepted."""

    note = forms.CharField(
        label=_("A word to the people who animate"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )
    accepts_charter = forms.BooleanField(
        label=_("I have read the charter and accept it."),
        error_messages={"required": _("To join, read the charter and accept it.")},
    )

    def __init__(self, *args: Any, standing: Standing, invitation: Invitation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asks = standing.community.joining == Joining.REQUEST and invitation is None
        was_removed = standing.membership is not None and standing.membership.was_removed
        if not asks and not was_removed:
            del self.fields["note"]
        if not standing.community.charter:
            del self.fields["accepts_charter"]
        self.asked = standing.community.charter_asked

    def clean(self) -> dict[str, Any]:
        """What is accepted is the charter as it stands, not as it was when the page was opened."""
        found: dict[str, Any] = super().clean() or {}
        shown = self.data.get("charter", "")
        if "accepts_charter" in found and shown.isdecimal() and int(shown[:9]) < self.asked:
            self.add_error("accepts_charter", str(CharterMovedOn.message))
        return found


class GuestDoorForm(DoorForm):
    """The same from someone who has no account, or is not signed in: who they are, then the code."""

    name = NameField(label=_("Your name here"), help_text=_("As others see it. You can change it later."))
    email = AddressField(help_text=_("A six-digit code arrives there: no password is needed."))
    code = forms.CharField(label=_("The code you received"), required=False, max_length=40, widget=CodeInput)

    @property
    def awaits_code(self) -> bool:
        """Whether a code was sent and is typed now; the other button asks for another one."""
        return "code_sent" in self.data and "again" not in self.data

    def clean_code(self) -> str:
        """The code, once there is one to type."""
        code: str = self.cleaned_data["code"]
        if self.awaits_code and not code:
            raise ValidationError(_("Type the six digits that you received."))
        return code


class RoleForm(forms.Form):
    """Another role for someone."""

    role = forms.ChoiceField(choices=Membership.Role.choices)


class InvitationForm(KeyedForm):
    """How long a link lasts, and for how many people."""

    LASTS = [("1", _("one day")), ("7", _("one week")), ("31", _("one month")), ("365", _("one year"))]

    lasts = forms.TypedChoiceField(
        label=_("It opens the door for"),
        choices=LASTS,
        initial="7",
        coerce=lambda days: timedelta(days=int(days)),
    )
    most_uses = forms.IntegerField(
        label=_("For how many people"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Leave it empty for as many as come."),
    )
