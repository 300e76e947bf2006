"""The part of a form that says how often people meet, in plain words."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS as NAMES
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from potager.communities.fields import Line
from potager.gatherings import recurring, rules
from potager.gatherings.recurring import DAYS, Recurrence
from potager.lib.refusals import Refusal

REPEATS = (
    ("once", _("Once")),
    ("weekly", _("By the week")),
    ("monthly", _("By the month, on a weekday (the last Thursday)")),
    ("dated", _("By the month, on the same date (the 26th)")),
    ("yearly", _("Every year on that day")),
    ("typed", _("By a rule of your own")),
)
WHICH = (
    ("1", pgettext_lazy("of a month", "first")),
    ("2", pgettext_lazy("of a month", "second")),
    ("3", pgettext_lazy("of a month", "third")),
    ("4", pgettext_lazy("of a month", "fourth")),
    ("-1", pgettext_lazy("of a month", "last")),
)
ENDS = (("never", _("It goes on")), ("until", _("Until a day")), ("times", _("After some dates")))
WEEKDAYS = tuple(zip(DAYS, NAMES.values(), strict=True))
MOST_EVERY = 12


class RuleFields(forms.Form):
    """How often; needs a `day` beside it. Once the form is valid, `rule_typed` says it as RFC 5545 does.

    What is left open is taken from the day: its weekday, its date.
    """

    repeats = forms.ChoiceField(
        label=_("How often"), choices=REPEATS, widget=forms.RadioSelect, required=False, initial="once"
    )
    every = forms.IntegerField(
        label=_("Every how many weeks or months"),
        min_value=1,
        max_value=MOST_EVERY,
        required=False,
        initial=1,
    )
    weekdays = forms.MultipleChoiceField(
        label=_("On these days"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, required=False
    )
    which = forms.ChoiceField(label=_("Which of the month"), choices=WHICH, required=False, initial="-1")
    weekday = forms.ChoiceField(label=_("Weekday"), choices=WEEKDAYS, required=False, initial="TH")
    typed_rule = Line(
        label=_("Rule"),
        max_length=recurring.LONGEST,
        required=False,
        help_text=_("As calendars write it, for example FREQ=MONTHLY;BYDAY=-1TH."),
    )
    ends = forms.ChoiceField(
        label=_("Until when"), choices=ENDS, widget=forms.RadioSelect, required=False, initial="never"
    )
    until = forms.DateField(
        label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), required=False
    )
    times = forms.IntegerField(
        label=_("How many dates"), min_value=1, max_value=recurring.MOST_TIMES, required=False
    )
    is_itinerant = forms.BooleanField(
        label=_("The place and the host change each time"),
        required=False,
        help_text=_("An itinerant café: members offer their place for each date, and you choose."),
    )
    call_weeks = forms.IntegerField(
        label=_("Call for a host so many weeks before"),
        min_value=1,
        max_value=rules.MOST_CALL_WEEKS,
        required=False,
        help_text=_("Left empty, you open each call yourself."),
    )

    OF_RULES = (
        "repeats",
        "every",
        "weekdays",
        "which",
        "weekday",
        "typed_rule",
        "ends",
        "until",
        "times",
    )

    def clean(self) -> dict[str, Any]:
        """Say on which field a rule lacks something."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("repeats") == "typed" and not cleaned.get("typed_rule"):
            self.add_error("typed_rule", _("Write the rule, or choose another way."))
        if self.is_again and cleaned.get("repeats") != "typed":
            for end in ("until", "times"):
                if cleaned.get("ends") == end and end not in self.errors and not cleaned.get(end):
                    self.add_error(end, _("Say when it ends, or let it go on."))
        return cleaned

    @property
    def is_again(self) -> bool:
        """Whether more than one date was asked for."""
        return self.cleaned_data.get("repeats") not in {None, "", "once"}

    def rule_typed(self, day: date, *, zone: str) -> str:
        """The rule that was chosen, for a series from `day` on; "" for once. Raises what recurring.read raises."""
        typed = self.cleaned_data
        if not self.is_again:
            return ""
        if typed["repeats"] == "typed":
            return recurring.read(typed["typed_rule"], zone=zone).written()
        return self._chosen(day, zone).written()

    def _chosen(self, day: date, zone: str) -> Recurrence:
        typed = self.cleaned_data
        every = typed.get("every") or 1
        end: dict[str, Any] = {}
        if typed.get("ends") == "until":
            last = datetime.combine(typed["until"], datetime.max.time().replace(microsecond=0))
            end["until"] = last.replace(tzinfo=rules.zone_of(zone))
        elif typed.get("ends") == "times":
            end["count"] = typed["times"]
        if typed["repeats"] == "weekly":
            days = tuple((0, DAYS.index(one)) for one in typed["weekdays"]) or ((0, day.weekday()),)
            return Recurrence("WEEKLY", interval=every, days=days, **end)
        if typed["repeats"] == "monthly":
            nth = (int(typed.get("which") or -1), DAYS.index(typed.get("weekday") or DAYS[day.weekday()]))
            return Recurrence("MONTHLY", interval=every, days=(nth,), **end)
        if typed["repeats"] == "dated":
            return Recurrence("MONTHLY", interval=every, month_days=(day.day,), **end)
        return Recurrence("YEARLY", **end)


def typed_again(rule: str, starts: datetime, *, zone: str) -> dict[str, Any]:
    """What to show in a form for a rule that stands; what the plain ways cannot say is shown as it is written."""
    if not rule:
        return {"repeats": "once"}
    read = recurring.read(rule, zone=zone)
    end: dict[str, Any] = {"ends": "never"}
    if read.count:
        end = {"ends": "times", "times": read.count}
    if read.until:
        end = {"ends": "until", "until": read.until.astimezone(rules.zone_of(zone)).date()}
    found = _way(read, starts)
    return {**found, **end} if found else {"repeats": "typed", "typed_rule": rule}


def _way(read: Recurrence, starts: datetime) -> dict[str, Any]:
    every = {"every": read.interval}
    plain = Recurrence(read.freq, interval=read.interval, count=read.count, until=read.until)
    same = {name: getattr(plain, name) for name in ("interval", "count", "until")}
    if read == Recurrence("WEEKLY", days=read.days, **same):
        days = read.days or ((0, starts.weekday()),)
        return {"repeats": "weekly", "weekdays": [DAYS[day] for _n, day in days], **every}
    if len(read.days) == 1 and read == Recurrence("MONTHLY", days=read.days, **same):
        n, day = read.days[0]
        is_listed = str(n) in dict(WHICH)
        return {"repeats": "monthly", "which": str(n), "weekday": DAYS[day], **every} if is_listed else {}
    if read == Recurrence("MONTHLY", month_days=(starts.day,), **same):
        return {"repeats": "dated", **every}
    return {"repeats": "yearly"} if plain == read and read.freq == "YEARLY" and read.interval == 1 else {}


def refused(form: forms.Form, refusal: Refusal, field: str | None = None) -> None:
    """Write a refusal on a form, on the field that it is about."""
    form.add_error(field, str(refusal.message))
