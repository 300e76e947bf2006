"""What people type to report, to decide, to answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.moderation.actions import Complaint, Ruling
from potager.moderation.models import Decision, Report
from potager.moderation.rules import LONGEST_WORDS, MEANS, USUAL_RULES, NothingSaid, passages_of, usual_rule
from potager.ui.forms import RadioCards

DAYS = [(days, ngettext_lazy("%(n)s day", "%(n)s days", "n") % {"n": days}) for days in (1, 3, 7, 14, 30, 90)]
MINUTES = [
    (10, _("once in ten minutes")),
    (30, _("once in half an hour")),
    (60, _("once an hour")),
    (240, _("once in four hours")),
    (1440, _("once a day")),
]


class Words(forms.CharField):
    """A few paragraphs."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 4)
        given = {"max_length": LONGEST_WORDS, "required": False, "widget": forms.Textarea({"rows": rows})}
        super().__init__(**{**given, **options})


class ReportForm(forms.Form):
    """Why something needs care. `website` is a field that people do not see, and do not fill."""

    reason = forms.ChoiceField(
        label=_("What is the matter?"),
        choices=Report.Reason.choices,
        widget=RadioCards(about=USUAL_RULES),
    )
    words = Words(
        label=_("In your words"),
        help_text=_("What should those who look at it know? Nobody else reads this."),
    )
    with_context = forms.BooleanField(
        label=_("Show also what was said just before, as it stands here"), required=False
    )
    website = forms.CharField(
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"}),
    )
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    @property
    def complaint(self) -> Complaint:
        """What was said."""
        given = {name: self.cleaned_data[name] for name in ("reason", "words", "with_context")}
        return Complaint(**given)

    @property
    def is_trapped(self) -> bool:
        """Whether a machine filled what nobody sees."""
        return bool(self.cleaned_data.get("website"))


class NoteForm(forms.Form):
    """A word to the others who look after the place."""

    text = Words(label=_("A note to the others who look after this place"), required=True, rows=2)


class WordsForm(forms.Form):
    """An appeal, an answer to one, other words for a text."""

    words = Words(label=_("Your words"), required=True, rows=6)

    def __init__(self, *args: Any, label: Any = None, longest: int = LONGEST_WORDS, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["words"]
        field.label = label or field.label
        field.max_length = longest  # type: ignore[attr-defined]
        field.widget.attrs["maxlength"] = longest


class DecisionForm(forms.Form):
    """A measure, its rule, and words that only who decides can complete."""

    measure = forms.ChoiceField(label=_("What happens"), widget=RadioCards(about=MEANS))
    rule = forms.ChoiceField(label=_("The rule of the charter"))
    days = forms.TypedChoiceField(
        label=_("For how long"), choices=DAYS, coerce=int, initial=3, required=False
    )
    minutes = forms.TypedChoiceField(
        label=_("Who is slowed down writes"), choices=MINUTES, coerce=int, initial=60, required=False
    )
    words = Words(
        label=_("To the person, in your words"),
        rows=9,
        help_text=_(
            "They read this with the rule. You may begin with words from the list, and complete them."
        ),
    )
    charter_number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, initial=uuid7, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        community: Community,
        measures: list[str],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"charter_number": community.charter_version, **(initial or {})})
        self.community, self._passages = community, passages_of(community)
        labels = dict(Decision.Measure.choices)
        self.fields["measure"].choices = [(one, labels[one]) for one in measures]  # type: ignore[attr-defined]
        self.fields["rule"].choices = self._rules()  # type: ignore[attr-defined]
        self.fields["words"].required = self.data.get("measure") != Decision.Measure.NOTHING
        self.fields["words"].error_messages["required"] = NothingSaid.message
        if not {"slow", "suspend"} & set(measures):
            del self.fields["days"], self.fields["minutes"]

    def _rules(self) -> list[Any]:
        usual = [(usual_rule(reason), text) for reason, text in USUAL_RULES.items()]
        if not self._passages:
            return usual
        charter = [(f"charter:{place}", text) for place, text in enumerate(self._passages)]
        return [(_("The charter"), charter), (_("Where the charter is silent"), usual)]

    def clean(self) -> dict[str, Any]:
        """The charter may have changed since the page was made."""
        found: dict[str, Any] = super().clean() or {}
        moved = found.get("charter_number") != self.community.charter_version
        if moved and str(found.get("rule", "")).startswith("charter:"):
            self.add_error("rule", _("The charter has changed meanwhile. Choose its rule again."))
        return found

    @property
    def ruling(self) -> Ruling:
        """What was decided."""
        data = self.cleaned_data
        kind, _colon, place = data["rule"].partition(":")
        is_of_charter = kind == "charter"
        return Ruling(
            measure=data["measure"],
            rule=self._passages[int(place)] if is_of_charter else data["rule"],
            charter_number=self.community.charter_version if is_of_charter else 0,
            words=data["words"],
            days=data.get("days") or 3,
            minutes=data.get("minutes") or 60,
        )


class CareForm(forms.Form):
    """How a community looks after itself."""

    shows_log = forms.BooleanField(
        label=_("Show the log to everyone who reads the community"),
        required=False,
        help_text=_(
            "Only its outline: the month, the rule, the decision, whether it was overturned. Never who, never what."
        ),
    )
    draws_lots = forms.BooleanField(
        label=_("Three members drawn by lot may decide a report"),
        required=False,
        help_text=_(
            "Whoever looks after the place can hand a report to the lot. The three do not know of one another, and "
            "have two days."
        ),
    )
