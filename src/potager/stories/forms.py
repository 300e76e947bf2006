"""Forms of stories: the call, the composer, the host's acts."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from potager.lib.ids import uuid7
from potager.stories.actions import DAY, Call
from potager.stories.agreements import agreement_for
from potager.stories.fields import Line, LocalMoment, Prose
from potager.stories.models import Story
from potager.stories.rules import LONGEST, LONGEST_WORD
from potager.ui.forms import CodeInput

HOURS = [("1", _("one hour more")), ("6", _("six hours more")), ("until", _("until a date and time"))]


APPEARS = [
    ("at_once", _("Contributions appear at once")),
    ("first", _("The host accepts each one first")),
]


SILENCES = [
    (0, _("It stays as it was written: silence is never a yes")),
    (1, _("After a day of silence it counts as agreed")),
    *(
        (days, format_lazy(_("After {days} days of silence it counts as agreed"), days=days))
        for days in (2, 3, 7, 14)
    ),
]


class CallForm(forms.Form):
    """Only title and opening must be filled; everything else has a sensible default."""

    title = Line(label=_("Title"), max_length=120)
    opening = Prose(
        label=_("First sentences"),
        max_length=4000,
        help_text=_("By you: they set the place, the people and the tone."),
    )
    guidance = Prose(
        label=_("Guidance"),
        required=False,
        max_length=2000,
        help_text=_("What writers should know: who the story is for, what to avoid, where it may go."),
    )
    publishes_at = LocalMoment(
        label=_("Publish the call on"),
        required=False,
        help_text=_("Empty: now. Until then only its hosts know of it, and may change it."),
    )
    opens_at = LocalMoment(label=_("Opens"), required=False, help_text=_("Empty: now."))
    closes_at = LocalMoment(label=_("Closes"), required=False, help_text=_("Empty: twenty-four hours later."))
    most_sentences = forms.IntegerField(
        label=_("Sentences at most, each time"), min_value=1, max_value=50, initial=5
    )
    most_characters = forms.IntegerField(
        label=_("Characters at most, each time"), min_value=100, max_value=20_000, initial=1200
    )
    twice_in_a_row = forms.BooleanField(label=_("One person may write twice in a row"), required=False)
    pause_minutes = forms.IntegerField(
        label=_("Minutes that one person waits between two turns"), min_value=0, max_value=1440, initial=0
    )
    accepts_first = forms.ChoiceField(
        label=_("When contributions appear"),
        choices=APPEARS,
        widget=forms.RadioSelect,
        required=False,
        initial="at_once",
    )
    pen_minutes = forms.IntegerField(
        label=_("Minutes for which one may take the pen"),
        min_value=0,
        max_value=60,
        initial=0,
        required=False,
        help_text=_("Whoever takes it writes in peace: nobody else sends meanwhile. 0: nobody takes it."),
    )
    reminds = forms.BooleanField(
        label=_("Remind those who wrote, at mid-time and before the end"),
        required=False,
        initial=True,
        help_text=_("By letter, once each. Stories of less than two hours need none."),
    )
    writers = forms.ChoiceField(
        label=_("Who writes"),
        choices=Story.Writers.choices,
        widget=forms.RadioSelect,
        initial=Story.Writers.ANYONE,
    )
    language = forms.ChoiceField(label=_("Language of the story"), choices=settings.LANGUAGES)
    licence = forms.ChoiceField(
        label=_("What readers may do with it"), choices=Story.Licence.choices, initial=Story.Licence.CC_BY_SA
    )
    agreement = Prose(
        label=_("What authors agree to"),
        required=False,
        max_length=2000,
        help_text=_("In plain words. Empty: the words that go with the licence."),
    )
    silence_days = forms.TypedChoiceField(
        label=_("If an author does not answer a correction"),
        choices=SILENCES,
        coerce=int,
        required=False,
        empty_value=3,  # type: ignore[arg-type]  # as it is coerced
        initial=3,
        help_text=_(
            "What people wrote is corrected only with their agreement. The call and the agreement tell this delay."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, zone: str, language: str, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"key": uuid7(), "language": language, **(initial or {})})
        self.zone = zone
        for name in ("publishes_at", "opens_at", "closes_at"):
            self.fields[name].zone = ZoneInfo(zone)  # type: ignore[attr-defined]
        self.fields["agreement"].widget.attrs["placeholder"] = agreement_for(Story.Licence.CC_BY_SA, language)

    def clean(self) -> dict[str, Any]:
        """The hours must make sense together."""
        found: dict[str, Any] = super().clean() or {}
        now = timezone.now()
        published = found.get("publishes_at") or now
        opens = found.get("opens_at") or published
        closes = found.get("closes_at") or opens + DAY
        if "opens_at" in found and opens < now - timedelta(minutes=2):
            self.add_error("opens_at", _("This hour has passed. Leave it empty to open now."))
        if not now - timedelta(minutes=2) <= published <= now + LONGEST:
            self.add_error("publishes_at", _("Choose an hour to come, within a year, or leave it empty."))
        elif found.get("publishes_at") and opens < published:
            self.add_error("opens_at", _("The story cannot open before its call is published."))
        if "closes_at" in found and not max(opens, now) < closes <= opens + LONGEST:
            self.add_error("closes_at", _("The story must close after it opens, and within a year."))
        return found

    def clean_accepts_first(self) -> bool:
        """Whether a host says yes to each; nothing chosen is no."""
        return bool(self.cleaned_data["accepts_first"] == "first")

    def clean_pen_minutes(self) -> int:
        """Nothing is none."""
        return self.cleaned_data["pen_minutes"] or 0

    def call(self) -> Call:
        """The decisions, once the form is valid."""
        return Call(
            time_zone=self.zone, **{name: value for name, value in self.cleaned_data.items() if name != "key"}
        )


class ComposerForm(forms.Form):
    """A contribution; name, address and code are for people who are not signed in."""

    text = forms.CharField(required=False, strip=False)
    key = forms.UUIDField(required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=10**9)
    anyway = forms.BooleanField(required=False)
    signature = Line(required=False, max_length=80)
    unsigned = forms.BooleanField(required=False)
    agreed = forms.CharField(required=False, max_length=64)
    name = Line(label=_("Name"), required=False, max_length=80)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=254)
    code = forms.CharField(label=_("Code"), required=False, max_length=12, widget=CodeInput())
    charter = forms.IntegerField(required=False, min_value=1, max_value=10**9)

    text.validators = []  # NUL is left out by the action, not refused with the whole text

    @property
    def key_or_new(self) -> UUID:
        """The key of the draft; one that comes without gets a new one."""
        return self.cleaned_data.get("key") or uuid7()

    @property
    def signed(self) -> str | None:
        """The name to appear under: None for the display name, empty for none."""
        if self.cleaned_data.get("unsigned"):
            return ""
        return self.cleaned_data.get("signature") or self.cleaned_data.get("name") or None


class MemberForm(forms.Form):
    """One person, among those whom a page shows."""

    member = forms.UUIDField()


class WordForm(forms.Form):
    """What a host says beside the story."""

    text = Prose(
        label=_("A word in the margin"),
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Everyone who reads sees it at once, beside the last sentences. It is never in the book."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid7)

    @property
    def key_or_new(self) -> UUID:
        """The key of the form; one that comes without gets a new one."""
        return self.cleaned_data.get("key") or uuid7()


class ReasonForm(forms.Form):
    """Why a contribution is not kept."""

    reason = Prose(
        label=_("A kind word to its author"),
        max_length=500,
        help_text=_("They read it as you write it: say what you liked, and why it does not fit."),
    )


class LongerForm(forms.Form):
    """How much more time a story gets."""

    more = forms.ChoiceField(label=_("More time"), choices=HOURS, widget=forms.RadioSelect, initial="1")
    until = LocalMoment(label=_("Until"), required=False)

    def __init__(self, data: Any = None, *, story: Story) -> None:
        super().__init__(data)
        self.story = story
        self.fields["until"].zone = story.zone  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A date is needed for "until"; it must come later than the present closing time."""
        found: dict[str, Any] = super().clean() or {}
        start = max(self.story.closes_at, timezone.now())
        if found.get("more") in {"1", "6"}:
            found["until"] = start + timedelta(hours=int(found["more"]))
        elif found.get("until") is None and "until" not in self.errors:
            self.add_error("until", _("Choose until when."))
        elif found.get("until") and not start < found["until"] <= timezone.now() + LONGEST:
            self.add_error(
                "until", _("The new closing time must come after the present one, and within a year.")
            )
        return found
