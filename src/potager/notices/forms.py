"""What people may ask of notices."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from potager.notices.models import Wishes


class Before(forms.Form):
    """Which page of notices: those whose newest act stands before a position of the journal."""

    before = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)


class Moment(forms.Form):
    """The moment at which notices were marked as read."""

    at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])


class WishesForm(forms.ModelForm[Wishes]):
    """How and when a person is told, word by word."""

    hour = forms.TypedChoiceField(coerce=int, label=_("At what hour"))
    weekday = forms.TypedChoiceField(
        coerce=int,
        label=_("On what day"),
        help_text=_("For a letter every week."),
    )

    class Meta:
        model = Wishes
        fields = ["addressed", "private", "work", "followed", "letter", "weekday", "hour"]
        labels = {
            "addressed": _("When someone answers or mentions me"),
            "private": _("When someone writes to me in private"),
            "work": _("When something waits for me, in stories, books and communities that I take part in"),
            "followed": _("When something is said in a conversation that I follow"),
            "letter": _("The letter comes"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hour"].choices = [(hour, f"{hour}:00") for hour in range(24)]  # type: ignore[attr-defined]
        self.fields["weekday"].choices = list(WEEKDAYS.items())  # type: ignore[attr-defined]
