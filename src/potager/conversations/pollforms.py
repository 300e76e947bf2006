"""The form that asks everybody something."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.conversations.models import Poll
from potager.conversations.polling import LONGEST_OPTION, LONGEST_QUESTION, MOST_OPTIONS, Question
from potager.lib.ids import uuid7
from potager.ui.forms import DateTimeLocal

ROOM = MOST_OPTIONS * (LONGEST_OPTION + 1) * 2  # what is longer is refused before it is counted


class PollForm(forms.Form):
    """A question, its answers one per line, and when the counts are read."""

    question = Line(label=_("Question"), max_length=LONGEST_QUESTION)
    options = Prose(
        label=_("Answers to choose from"),
        max_length=ROOM,
        help_text=_("One per line, between two and twelve."),
    )
    is_several = forms.ChoiceField(
        label=_("On one ballot"),
        choices=[("one", _("One choice")), ("several", _("Several choices"))],
        widget=forms.RadioSelect,
        initial="one",
    )
    results = forms.ChoiceField(
        label=_("Who reads the counts"),
        choices=Poll.Results.choices,
        widget=forms.RadioSelect,
        initial=Poll.Results.AFTER,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    closes_at = forms.DateTimeField(
        label=_("Ends"),
        required=False,
        widget=DateTimeLocal,
        help_text=_("Empty: whenever somebody closes it."),
    )

    @property
    def asked(self) -> Question:
        """What was asked (of a valid form)."""
        data: dict[str, Any] = self.cleaned_data
        return Question(
            question=data["question"],
            options=data["options"].split("\n"),
            is_several=data["is_several"] == "several",
            results=data["results"],
            closes_at=data["closes_at"],
        )
