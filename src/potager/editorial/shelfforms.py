"""Forms that say where an article is found."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.communities.models import Community
from potager.editorial import shelves, tagging
from potager.editorial.actions.shelves import NUMBERS, Place
from potager.editorial.forms import Keyed
from potager.editorial.models import Article, Category, Series
from potager.editorial.rules import MOST_TAGS
from potager.lib.refusals import Refusal


class SeriesForm(Keyed):
    """What a series is called, and what it is about."""

    title = Line(label=_("Title of the series"), max_length=120)
    about = Prose(
        label=_("What it is about"),
        max_length=2000,
        required=False,
        help_text=_("Shown at the head of its page."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def said(self) -> dict[str, Any]:
        """What was typed, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("title", "about", "language")}


class _Named(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """The name alone."""
        return str(obj)


class ShelfForm(forms.Form):
    """Where an article is found: its part in a series, its category, its tags."""

    series = _Named(
        label=_("Its series"), queryset=Series.objects.none(), required=False, empty_label=_("in no series")
    )
    number = forms.IntegerField(
        label=_("Number in the series"),
        min_value=1,
        max_value=NUMBERS,
        required=False,
        help_text=_("Leave it empty to make it the next part."),
    )
    category = _Named(
        label=_("Category"), queryset=Category.objects.none(), required=False, empty_label=_("in none")
    )
    tags = Line(
        label=_("Tags"),
        max_length=600,
        required=False,
        help_text=_("Words by which somebody would look for it, with commas between them."),
    )

    def __init__(self, data: Any, *, article: Article, community: Community) -> None:
        names = ", ".join(tag.name for tag in article.tags.order_by("folded"))
        placed = {"series": article.series_id, "number": article.number, "category": article.category_id}
        super().__init__(data, initial={**placed, "tags": names})
        self.fields["series"].queryset = shelves.series_of(community)  # type: ignore[attr-defined]
        self.fields["category"].queryset = Category.objects.filter(community=community)  # type: ignore[attr-defined]
        if not Category.objects.filter(community=community).exists():
            del self.fields["category"]
        self._before = article

    def clean_tags(self) -> list[str]:
        """The names, each once; not more than anybody would look for."""
        try:
            return list(tagging.words_in(tagging.split(self.cleaned_data["tags"])).values())
        except Refusal as refusal:
            raise ValidationError(str(refusal.message), params={"most": MOST_TAGS}) from refusal

    def place(self) -> Place:
        """What was chosen, once the form is valid; who changes the series and not the number means the next one."""
        said = self.cleaned_data
        series, number = said["series"], said["number"]
        if series and series.pk != self._before.series_id and number == self._before.number:
            number = None
        return Place(series=series, number=number, category=said.get("category"), tags=said["tags"])


class NameForm(Keyed):
    """A category's name, or a tag's."""

    name = Line(label=_("Name"), max_length=60)


class MoveForm(forms.Form):
    """Another place in an order, from 1."""

    to = forms.IntegerField(min_value=1, max_value=10_000)


def order_in(posted: Any) -> list[UUID]:
    """The parts of a form in the order of the page, one moved as a button says ("move": "<part>:up")."""
    order = [one for text in posted.getlist("part")[:2000] if (one := _identifier(text))]
    part, _colon, way = posted.get("move", "").partition(":")
    moved = _identifier(part)
    if moved in order and way in {"up", "down"}:
        at = order.index(moved)
        to = min(max(at + (1 if way == "down" else -1), 0), len(order) - 1)
        order.insert(to, order.pop(at))
    return order


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
