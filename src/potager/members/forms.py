"""What members type."""

from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from potager.lib.languages import DEFAULT
from potager.members.models import Member
from potager.members.names import LONGEST, NameRefused, clean_name
from potager.members.queries import time_zones
from potager.ui.forms import CodeInput


class NameField(forms.CharField):
    """A name that others can read; see names.py."""

    def __init__(self, **options: Any) -> None:
        given = {"label": _("Name"), "max_length": LONGEST * 8, "required": True}
        super().__init__(**{**given, **options})
        self.error_messages["required"] = NameRefused.message
        self.widget.attrs |= {"autocomplete": "nickname", "maxlength": LONGEST}

    def clean(self, value: Any) -> str:
        """The name as it is kept."""
        try:
            return clean_name(super().clean(value))
        except NameRefused as refusal:
            raise ValidationError(str(refusal.message)) from refusal


class AddressField(forms.EmailField):
    """An e-mail address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("E-mail address"), "max_length": 254, **options})
        self.widget.attrs |= {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}


class ZoneSelect(forms.Select):
    """A select of 430 time zones, written at once: Django renders one template per option, 50 ms a page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """See forms.Widget."""
        given = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, given, _zone_options(str(value)))


@lru_cache(maxsize=64)
def _zone_options(chosen: str) -> SafeString:
    named = (
        (flatatt({"value": zone, "selected": zone == chosen}), zone.replace("_", " "))
        for zone in time_zones()
    )
    return format_html_join("", "<option{}>{}</option>", named)


class ZoneField(forms.CharField):
    """One of the time zones."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Time zone"), "max_length": 64, "widget": ZoneSelect, **options})

    def validate(self, value: Any) -> None:
        """Refuse what is no time zone."""
        super().validate(value)
        if value not in time_zones():
            raise ValidationError(_("Please choose a time zone of the list."))


class EmailForm(forms.Form):
    """Where the code goes."""

    email = AddressField(help_text=_("A six-digit code arrives there: no password is needed."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email webauthn"  # passkeys are offered there too


class CodeForm(forms.Form):
    """The code that arrived."""

    email = AddressField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("The code you received"), max_length=40, widget=CodeInput({"autofocus": True})
    )
    name = forms.CharField(required=False, max_length=LONGEST * 8, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self["name"].value():  # a name typed earlier is carried along
            del self.fields["name"]


class NameForm(forms.Form):
    """The last thing asked of someone new."""

    email = AddressField(widget=forms.HiddenInput)
    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    name = NameField(
        label=_("Your name here"),
        help_text=_("As others see it. You can change it, and sign each text otherwise."),
        widget=forms.TextInput({"autofocus": True}),
    )
    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput({"data-own-zone": ""})
    )


class PasswordSignInForm(forms.Form):
    """For those who chose a password."""

    email = AddressField()
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class LanguageAndZone(forms.Form):
    """What the pages and the mails need to know of a person."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=DEFAULT)
    time_zone = ZoneField()


class ProfileForm(LanguageAndZone):
    """One's own name, language and time zone."""

    name = NameField(
        label=_("Your name here"), help_text=_("As others see it. You can sign each text otherwise.")
    )
    field_order = ["name", "language", "time_zone"]


class FirstRunForm(LanguageAndZone):
    """Who the owner is."""

    code = forms.CharField(
        label=_("Code of the first run"),
        max_length=40,
        help_text=_("Twelve signs that the server shows in its terminal."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    name = NameField(label=_("Your name here"))
    email = AddressField(help_text=_("Your codes to sign in arrive there."))
    field_order = ["code", "name", "email", "language", "time_zone"]


class PasskeyForm(forms.Form):
    """A passkey that the browser has just made, and what to call it."""

    name = forms.CharField(
        label=_("A name for the new passkey"),
        max_length=60,
        help_text=_("So that you know it again in the list: the device, for instance."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    credential = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class KeyForm(forms.Form):
    """A press on a button: its key makes two of them one act."""

    key = forms.UUIDField(required=False)


class PortraitForm(forms.Form):
    """A picture of oneself. What it is called and what it says it is are not asked: see lib.images."""

    picture = forms.FileField(
        label=_("A picture of you"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF, 8 MB at most. Its middle is shown; where and when it was taken is "
            "removed from it."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )


class PasswordForm(forms.Form):
    """A new password; the present one is asked for unless a code was typed just before."""

    current = forms.CharField(
        label=_("Present password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=1000,
        strip=False,
        help_text=_("Ten signs or more; a short sentence is easy to keep in mind."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, member: Member, asks_current: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if not asks_current:
            del self.fields["current"]

    def clean_password(self) -> str:
        """A password that is not easily guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.member)
        return password
