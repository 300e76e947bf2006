"""What people type about themselves."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.communities.forms import KeyedForm
from potager.directory.actions import Said
from potager.directory.finding import Wanted
from potager.directory.models import FIELDS, LONGEST_TALENT, Circle, Profile, Talent
from potager.lib.texts import one_line

COARSENESS = {
    "2": _("to about one kilometre"),
    "1": _("to about ten kilometres"),
    "0": _("to about a hundred kilometres"),
}
POINT = re.compile(
    r"\s{0,5}(-?\d{1,3}(?:[.,]\d{1,9})?)\s{0,5}[,;\s]\s{0,5}(-?\d{1,3}(?:[.,]\d{1,9})?)\s{0,5}"
)
SEPARATORS = re.compile(r"[,;\n]")
LONGEST_LIST = 3000  # signs of a list of talents


def listed(text: str) -> tuple[str, ...]:
    """The entries of a list that is typed with commas or line by line."""
    return tuple(one for part in SEPARATORS.split(text) if (one := one_line(part)))


class Point(forms.CharField):
    """A point of the world: "45.76, 4.84"."""

    def clean(self, value: Any) -> tuple[float, float] | None:
        """Degrees north and east, or None."""
        text = super().clean(value)
        if not text:
            return None
        found = POINT.fullmatch(text)
        latitude, longitude = (
            (float(one.replace(",", ".")) for one in found.groups()) if found else (91.0, 0.0)
        )
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValidationError(_("Please write degrees north, then east, such as 45.76, 4.84."))
        return latitude, longitude


def _circle(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Circle.choices)


class ProfileForm(KeyedForm):
    """What a person says of themselves, and to whom."""

    about = Prose(
        label=_("A few words about you"), required=False, max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    talents = Prose(
        label=_("What I can do"),
        required=False,
        max_length=LONGEST_LIST,
        help_text=_("In your own words, with commas: storytelling, proof-reading, pruning apple trees."),
        widget=forms.Textarea({"rows": 2, "data-talents": "talent", "autocomplete": "off"}),
    )
    interests = Prose(
        label=_("What I care about"),
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea({"rows": 2, "data-talents": "interest", "autocomplete": "off"}),
    )
    asks = Line(label=_("Ask me about"), required=False, max_length=300)
    seeks = Line(
        label=_("I am looking for"),
        required=False,
        max_length=300,
        help_text=_("The directory shows you who could help."),
    )
    place = Line(
        label=_("Where I am"),
        required=False,
        max_length=80,
        help_text=_("As coarse as you like: a region is enough."),
    )
    point = Point(
        label=_("A point on the map"),
        required=False,
        max_length=60,
        help_text=_("Degrees north, then east. They are rounded before they are kept."),
    )
    coarseness = forms.ChoiceField(label=_("Rounded"), choices=list(COARSENESS.items()), initial="1")
    links = Prose(
        label=_("My pages elsewhere"),
        required=False,
        max_length=2000,
        help_text=_("One address per line, five at most."),
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
    )
    about_to = _circle(_("Who reads these words"))
    talents_to = _circle(_("Who sees what I can do"))
    interests_to = _circle(_("Who sees what I care about"))
    asks_to = _circle(_("Who reads what to ask me about"))
    seeks_to = _circle(_("Who reads what I am looking for"))
    place_to = _circle(_("Who sees where I am"))
    links_to = _circle(_("Who sees these pages"))
    organisations_to = _circle(_("Who sees my organisations"))

    def rows(self) -> list[tuple[Any, Any]]:
        """Each field with the one that says who reads it."""
        return [(self[name], self[f"{name}_to"]) for name in FIELDS if name in self.fields]

    def said(self) -> Said:
        """What was typed, as the action takes it."""
        data = self.cleaned_data
        digits, point = int(data["coarseness"]), data["point"]
        return Said(
            about=data["about"],
            asks=data["asks"],
            seeks=data["seeks"],
            place=data["place"],
            point=(round(point[0], digits), round(point[1], digits)) if point else None,
            links=listed(data["links"]),
            talents=listed(data["talents"]),
            interests=listed(data["interests"]),
            circles={name: data[f"{name}_to"] for name in FIELDS},
        )


def typed_from(profile: Profile, said: list[Talent]) -> dict[str, Any]:
    """What stands in the form at first."""
    names = {kind: ", ".join(one.name for one in said if one.kind == kind) for kind in Talent.Kind}
    point = "" if profile.latitude is None else f"{profile.latitude:g}, {profile.longitude:g}"
    return {
        **{name: getattr(profile, name) for name in ("about", "asks", "seeks", "place")},
        **{f"{name}_to": profile.circle_of(name) for name in FIELDS},
        "links": "\n".join(profile.links),
        "talents": names[Talent.Kind.TALENT],
        "interests": names[Talent.Kind.INTEREST],
        "point": point,
        "coarseness": "1" if point == "" else str(_digits(profile)),
    }


def _digits(profile: Profile) -> int:
    """With how many decimals a point was kept."""
    kept = (profile.latitude or 0, profile.longitude or 0)
    return next(
        digits for digits in (0, 1, 2, 9) if all(round(one, digits) == one for one in kept) or digits == 2
    )


class AffiliationForm(KeyedForm):
    """An organisation that one belongs to."""

    name = Line(label=_("Organisation"), max_length=80)
    role = Line(label=_("What I do there"), required=False, max_length=60)


class OrganisationForm(KeyedForm):
    """What an organisation is."""

    about = Prose(label=_("What it is"), required=False, max_length=2000)
    link = Line(label=_("Its page elsewhere"), required=False, max_length=300)


def wanted_in(data: QueryDict) -> Wanted:
    """What an address of the directory asks for."""
    return Wanted(
        words=one_line(data.get("q", ""))[:80],
        talent=one_line(data.get("talent", ""))[:LONGEST_TALENT],
        interest=one_line(data.get("interest", ""))[:LONGEST_TALENT],
        place=one_line(data.get("place", ""))[:80],
        cell=data.get("at", "")[:40],
        is_new=data.get("show") == "new",
        helps=data.get("show") == "helps",
    )


def after_in(data: QueryDict) -> UUID | None:
    """Behind whom the page begins."""
    try:
        return UUID(data.get("after", ""))
    except ValueError:
        return None


def without_after(data: QueryDict) -> str:
    """The same question, from the beginning."""
    rest = data.copy()
    rest.pop("after", None)
    return rest.urlencode()
