"""What a meeting is about, where it is and for whom: the part of the form that stays when the dates change."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.gatherings.models import Event
from potager.gatherings.rules import MOST_COMPANIONS, MOST_HOURS_TO_ACCEPT, MOST_PLACES

AHEAD = (
    ("", _("At once")),
    ("15", _("A quarter of an hour before")),
    ("60", _("An hour before")),
    ("1440", _("A day before")),
)
MOST_QUESTIONS, LONGEST_QUESTION = 8, 200


class DetailFields(forms.Form):
    """All but the title and the dates."""

    about = Prose(label=_("What it is about"), max_length=20_000, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    audience = forms.ChoiceField(
        label=_("Who may read of it"), choices=Event.Audience, widget=forms.RadioSelect, initial="everyone"
    )
    way = forms.ChoiceField(
        label=_("How people meet"), choices=Event.Way, widget=forms.RadioSelect, initial="on_site"
    )
    place = Line(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("As people call it: “the café on the corner”, “the community garden”."),
    )
    street = Line(label=_("Street and town"), max_length=300, required=False)
    point = Line(
        label=_("Coordinates"),
        max_length=60,
        required=False,
        help_text=_("North and east, between a comma: 48.8566, 2.3522. Maps give them."),
    )
    access = Prose(
        label=_("How to get in"),
        max_length=1000,
        required=False,
        help_text=_("Steps, lift, hearing loop, quiet room, buses: whoever needs it can then come."),
    )
    link = forms.URLField(
        label=_("Address online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Nobody sees it but those who come."),
    )
    link_ahead = forms.ChoiceField(label=_("They see it"), choices=AHEAD, required=False)
    price = Line(
        label=_("Price, in words"),
        max_length=120,
        required=False,
        help_text=_("“Free”, “You pay for what you drink”, “What you can”."),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=_("Left empty, everyone may come. When all are taken there is a waiting list."),
    )
    most_companions = forms.IntegerField(
        label=_("People each may bring"), min_value=0, max_value=MOST_COMPANIONS, required=False, initial=0
    )
    takes_guests = forms.BooleanField(
        label=_("People who do not belong to the community may register"),
        required=False,
        initial=True,
        help_text=_("They confirm an e-mail address; they need no account."),
    )
    asked = Prose(
        label=_("Questions to those who register"),
        max_length=2000,
        required=False,
        help_text=_(
            "One on each line. A star at the end means that it must be answered: “What will you bring? *”"
        ),
    )
    hours_to_accept = forms.IntegerField(
        label=_("Hours for which a place that came free is held"),
        min_value=1,
        max_value=MOST_HOURS_TO_ACCEPT,
        required=False,
        initial=24,
        help_text=_("Less when the date is near."),
    )

    def clean_point(self) -> tuple[float, float] | None:
        """Degrees north and east."""
        text = self.cleaned_data["point"]
        if not text:
            return None
        try:
            north, east = (float(part) for part in text.replace(";", ",").split(","))
        except ValueError:
            north = east = float("nan")
        if not (-90 <= north <= 90 and -180 <= east <= 180):
            raise forms.ValidationError(_("Two numbers with a comma between them, such as 48.8566, 2.3522."))
        return round(north, 6), round(east, 6)

    def clean_asked(self) -> list[dict[str, Any]]:
        """The questions, and whether each wants an answer."""
        lines = [line.strip() for line in self.cleaned_data["asked"].splitlines() if line.strip()]
        if len(lines) > MOST_QUESTIONS or any(len(line) > LONGEST_QUESTION for line in lines):
            raise forms.ValidationError(_("Eight questions at most, of 200 characters each."))
        return [{"label": line.rstrip("* "), "is_needed": line.endswith("*")} for line in lines]

    def clean(self) -> dict[str, Any]:
        """An address is needed where people meet online."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("link") and cleaned.get("way") == Event.Way.ON_SITE:
            self.add_error("way", _("There is an address online: choose “Online” or both."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What was typed, as actions.events.Details has it; once the form is valid."""
        typed = self.cleaned_data
        same = (
            "about",
            "language",
            "audience",
            "way",
            "place",
            "street",
            "access",
            "link",
            "price",
            "capacity",
        )
        north, east = typed["point"] or (None, None)
        return {
            **{name: typed[name] for name in (*same, "takes_guests")},
            "latitude": north,
            "longitude": east,
            "link_ahead": int(typed["link_ahead"]) if typed["link_ahead"] else None,
            "most_companions": typed["most_companions"] or 0,
            "hours_to_accept": typed["hours_to_accept"] or 24,
            "questions": typed["asked"],
        }


def typed_again(event: Event) -> dict[str, Any]:
    """What to show in the form of an event that stands, or in that of its copy."""
    same = ("title", "about", "language", "audience", "way", "place", "street", "access", "link", "price")
    more = ("capacity", "most_companions", "takes_guests", "hours_to_accept")
    point = "" if event.latitude is None else f"{event.latitude}, {event.longitude}"
    asked = "\n".join(f"{one['label']}{' *' if one.get('is_needed') else ''}" for one in event.questions)
    found = {name: getattr(event, name) for name in (*same, *more)}
    ahead = "" if event.link_ahead is None else str(event.link_ahead)
    return {**found, "point": point, "asked": asked, "link_ahead": ahead}
