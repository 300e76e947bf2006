"""What the living page shows: a form in all its states, names, pages and hours."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.ui import assets
from potager.ui.forms import CodeInput, DateTimeLocal, RadioCards
from potager.ui.icons import ICONS

COLOURS = ("paper", "sheet", "ink", "ink-2", "hair", "edge", "leaf", "leaf-deep", "leaf-bg", "tomato", "tomato-bg",
           "squash", "squash-bg")  # fmt: skip
DRAWINGS = ("seedling", "radish", "peapod", "can", "snail", "gate", "spade", "sprig")
VISIBILITIES = {
    "public": (_("Public"), _("Everyone reads; the web may speak of it.")),
    "members": (_("Members"), _("Whoever joins reads.")),
    "private": (_("Private"), _("By invitation only; nobody else knows.")),
}


class SpecimenForm(forms.Form):
    """One field of every sort."""

    title = forms.CharField(label=_("Title"), max_length=80)
    opening = forms.CharField(label=_("Opening"), widget=forms.Textarea(attrs={"rows": 3}),
                              help_text=_("The first sentences: they give the tone."))  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=[("fr", "Français"), ("en", "English")])
    closing = forms.DateTimeField(label=_("Closes"), widget=DateTimeLocal(), required=False)
    sentences = forms.IntegerField(label=_("Sentences at most"), min_value=1, max_value=20)
    visibility = forms.ChoiceField(
        label=_("Who reads"),
        choices=[(value, label) for value, (label, _about) in VISIBILITIES.items()],
        widget=RadioCards(about={value: about for value, (_label, about) in VISIBILITIES.items()}),
    )
    writers = forms.ChoiceField(
        label=_("Who writes"),
        choices=[("anyone", _("Anyone")), ("members", _("Members"))],
        widget=forms.RadioSelect,
    )
    cover = forms.FileField(label=_("Picture"), required=False)
    agreed = forms.BooleanField(label=_("I have read the charter."), help_text=_("It fits on one page."))


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label=_("Code"), widget=CodeInput(), help_text=_("Six digits, sent to lea@example.org.")
    )


def refused_form() -> SpecimenForm:
    """A form that came back with its errors and everything that was typed."""
    typed = {"title": "", "opening": "Il était une serre.", "language": "fr", "sentences": "40",
             "visibility": "members", "writers": "anyone"}  # fmt: skip
    form = SpecimenForm(typed, auto_id="refused_%s")
    form.add_error(None, str(_("Another story of this community closes at the same minute.")))
    return form


def page() -> Page[int]:
    """The second of five pages."""
    return Paginator(range(50), 10).page(2)


def everything() -> dict[str, Any]:
    """The context of the living page."""
    now = timezone.now()
    first = SpecimenForm(
        initial={"language": "fr", "sentences": 5, "visibility": "public", "writers": "anyone"}
    )
    return {
        "form": first,
        "refused": refused_form(),
        "code": CodeForm(auto_id="code_%s"),
        "page": page(),
        "colours": COLOURS,
        "icons": sorted(ICONS),
        "drawings": DRAWINGS,
        "portrait": dict.fromkeys((48, 96, 256), assets.address("ui/leaf.svg")),
        "ago": now - timedelta(hours=2, minutes=4),
        "moment_ago": now - timedelta(seconds=20),
        "long_ago": now - timedelta(days=400),
        "soon": now + timedelta(minutes=8),
        "later": now + timedelta(hours=7, minutes=12),
    }
