"""What somebody says who registers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line
from potager.gatherings.actions.registrations import Coming
from potager.gatherings.forms import Keyed
from potager.gatherings.models import Registration, Session
from potager.gatherings.registering import LONGEST_ANSWER, LONGEST_NAME


class RegistrationForm(Keyed):
    """With how many, what they answer, when they are reminded; passers-by say who they are besides."""

    companions = forms.IntegerField(
        label=_("People who come with you"), min_value=0, initial=0, required=False
    )
    reminder = forms.ChoiceField(label=_("Reminder by mail"), choices=Registration.Reminder)
    is_listed = forms.BooleanField(
        label=_("Members of the community may see that I come"),
        required=False,
        help_text=_("Those who welcome you always see it."),
    )
    name = Line(required=False, max_length=LONGEST_NAME)
    email = forms.EmailField(required=False, max_length=254)
    code = forms.CharField(required=False, max_length=12)
    website = Line(required=False)  # nobody types here: people do not see it

    def __init__(self, session: Session, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"reminder": Registration.Reminder.DAY, **(initial or {})})
        self.event = session.event
        if self.event.most_companions:
            self.fields["companions"].widget.attrs["max"] = self.event.most_companions
        else:
            del self.fields["companions"]
        for name, question in self._asked():
            self.fields[name] = Line(
                label=question["label"], max_length=LONGEST_ANSWER, required=bool(question.get("is_needed"))
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the event's own questions."""
        return [self[name] for name, _question in self._asked()]

    def coming(self) -> Coming:
        """What was said, once the form is valid."""
        said = self.cleaned_data
        return Coming(
            name=said.get("name") or "",
            companions=said.get("companions") or 0,
            answers=[said.get(name, "") for name, _question in self._asked()],
            reminder=said["reminder"],
            is_listed=said["is_listed"],
        )

    def _asked(self) -> list[tuple[str, dict[str, Any]]]:
        return [(f"answer_{number}", one) for number, one in enumerate(self.event.questions)]


def said_before(mine: Registration) -> dict[str, Any]:
    """What they said, for the form that changes it."""
    answers = {f"answer_{number}": one["answer"] for number, one in enumerate(mine.answers)}
    return {"companions": mine.companions, "reminder": mine.reminder, "is_listed": mine.is_listed, **answers}
