"""The forms about dates and their hosts."""

import re
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.gatherings import rules
from potager.gatherings.actions import Furnishing, Rhythm, Spot
from potager.gatherings.forms import Keyed
from potager.gatherings.models import Event, Offer, Session
from potager.gatherings.ruleforms import RuleFields, typed_again

POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,10})?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d{1,10})?)\s*", re.ASCII)
ONE, ALL = "one", "all"


class PointField(forms.CharField):
    """A point on a map, "48.8566, 2.3522": cleaned to (latitude, longitude) in degrees, None where nothing is typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=60, required=False, **options)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for what is no point on Earth."""
        text = super().clean(value)
        if not text:
            return None
        found = POINT.fullmatch(text)
        point = (float(found[1]), float(found[2])) if found else (999.0, 999.0)
        if abs(point[0]) > 90 or abs(point[1]) > 180:
            raise ValidationError(_("Write latitude and longitude in degrees: 48.8566, 2.3522."))
        return point


class WhenForm(Keyed):
    """A day, an hour, and for how long."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("How long, in minutes"), min_value=1, max_value=rules.MOST_MINUTES)

    @property
    def starts(self) -> datetime:
        """What the clocks will show."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])


class MoveForm(WhenForm):
    """When a date takes place instead."""

    scope = forms.ChoiceField(
        label=_("Which dates"),
        choices=((ONE, _("This one only")), (ALL, _("This one, and all that follow at the same hour"))),
        widget=forms.RadioSelect,
        initial=ONE,
        required=False,
        help_text=_("Those that follow keep their day. To meet on other days, change how often you meet."),
    )
    note = Line(
        label=_("A word to those who come"),
        max_length=500,
        required=False,
        help_text=_("Shown with the date, and in the letter that tells of it."),
    )


class CancelForm(forms.Form):
    """Why a date does not take place."""

    scope = forms.ChoiceField(
        label=_("Which dates"),
        choices=((ONE, _("This one only")), (ALL, _("This one and all that follow: the series ends"))),
        widget=forms.RadioSelect,
        initial=ONE,
        required=False,
    )
    note = Line(
        label=_("A word to those who come"),
        max_length=500,
        required=False,
        help_text=_("Shown with the date, and in the letter that tells of it."),
    )


class AddForm(WhenForm):
    """One more date."""

    title = Line(
        label=_("Title of this date"),
        max_length=160,
        required=False,
        help_text=_("Left empty, it bears the title of the meeting."),
    )


class RhythmForm(RuleFields, WhenForm):
    """How often people meet, from a day on."""

    def rhythm(self, *, zone: str) -> Rhythm:
        """What was typed; raises what recurring.read raises."""
        typed = self.cleaned_data
        return Rhythm(
            rule=self.rule_typed(typed["day"], zone=zone),
            starts=self.starts,
            minutes=typed["minutes"],
            is_itinerant=typed["is_itinerant"],
            call_weeks=typed["call_weeks"],
        )


class SpotForm(Keyed):
    """Where one could meet."""

    place = Line(
        label=_("Place"),
        max_length=200,
        help_text=_("As everyone may read it: “At Ada’s”, “Café des Lilas”."),
    )
    street = Line(
        label=_("Street and number"),
        max_length=300,
        required=False,
        help_text=_("Shown to whoever chooses, and later to those who come. To nobody else."),
    )
    capacity = forms.IntegerField(
        label=_("How many people fit"), min_value=1, max_value=100_000, required=False
    )
    point = PointField(label=_("Point on a map"), help_text=_("Latitude and longitude: 48.8566, 2.3522."))

    def spot(self) -> Spot:
        """What was typed."""
        typed = {name: self.cleaned_data[name] for name in ("place", "street", "capacity")}
        latitude, longitude = self.cleaned_data["point"] or (None, None)
        return Spot(latitude=latitude, longitude=longitude, words=self.cleaned_data.get("words", ""), **typed)


class OfferForm(SpotForm):
    """A place that a member offers."""

    words = Line(
        label=_("A word about it"),
        max_length=500,
        required=False,
        help_text=_("Stairs, a garden, a cat, a piano: what helps to choose."),
    )


class EntrustForm(SpotForm):
    """Who hosts, and where."""

    member = forms.UUIDField(widget=forms.HiddenInput)


class FurnishForm(forms.Form):
    """What whoever welcomes a date says of it."""

    title = Line(
        label=_("Title of this date"),
        max_length=160,
        required=False,
        help_text=_("Left empty, it bears the title of the meeting."),
    )
    place = Line(label=_("Place"), max_length=200, required=False)
    street = Line(
        label=_("Street and number"),
        max_length=300,
        required=False,
        help_text=_("Shown to those who come. To nobody else."),
    )
    capacity = forms.IntegerField(
        label=_("How many people fit"), min_value=1, max_value=100_000, required=False
    )
    access = Prose(
        label=_("How to get in"),
        max_length=1000,
        required=False,
        help_text=_("The doorbell, stairs, a lift, a loop, a quiet corner."),
    )

    def furnishing(self) -> Furnishing:
        """What was typed."""
        return Furnishing(**self.cleaned_data)


def when_of(session: Session) -> dict[str, Any]:
    """When a date takes place, as the form shows it."""
    clock = rules.on_the_clock(session.starts_at, session.event.time_zone)
    lasts = int((session.ends_at - session.starts_at).total_seconds() // 60)
    return {"day": clock.date(), "hour": clock.time(), "minutes": lasts, "note": session.note}


def rhythm_of(event: Event, upcoming: Session | None) -> dict[str, Any]:
    """How often people meet, as the form shows it: from the next date on."""
    clock = rules.on_the_clock(upcoming.recurrence, event.time_zone) if upcoming else event.starts
    starts = datetime.combine(clock.date(), event.starts.time(), UTC)
    return {
        **typed_again(event.rule, starts, zone=event.time_zone),
        "day": starts.date(),
        "hour": starts.time(),
        "minutes": event.minutes,
        "is_itinerant": event.is_itinerant,
        "call_weeks": event.call_weeks,
    }


def offer_again(offer: Offer) -> dict[str, Any]:
    """An offer, as the form shows it."""
    point = f"{offer.latitude}, {offer.longitude}" if offer.latitude is not None else ""
    return {
        "place": offer.place,
        "street": offer.street,
        "capacity": offer.capacity,
        "words": offer.words,
        "point": point,
    }
