"""What editors fill in."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line
from potager.lib.ids import uuid7
from potager.lib.licences import Licence
from potager.press import choices, isbn
from potager.press.actions import Release
from potager.press.choices import LAYOUTS, PAPERS, Design


def _choice(
    label: Any, among: Mapping[str, Any], *, is_shown: bool = False, **options: Any
) -> forms.ChoiceField:
    """One of what `choices` offers, as radio buttons where it is shown at once; nothing chosen is the first."""
    widget = forms.RadioSelect if is_shown else forms.Select
    return forms.ChoiceField(
        label=label, choices=list(among.items()), initial=next(iter(among)), widget=widget, **options
    )  # fmt: skip


def _completed(data: QueryDict, fields: Mapping[str, forms.Field]) -> QueryDict:
    whole = data.copy()
    for name, field in fields.items():
        if isinstance(field, forms.ChoiceField):
            whole.setdefault(name, field.initial)
    return whole


class DesignForm(forms.Form):
    """How a book looks."""

    layout = _choice(_("Layout"), choices.LAYOUTS, is_shown=True)
    attribution = _choice(_("Names by the text"), choices.ATTRIBUTIONS, is_shown=True)
    paper = _choice(_("Size of the paper"), choices.PAPERS)
    cover = _choice(_("Cover"), choices.COVERS, is_shown=True)
    colours = _choice(_("Colours of the cover"), choices.COLOURS)
    bulk = _choice(
        _("Paper of the printer"),
        choices.BULKS,
        help_text=_("The spine of the printed cover gets its width from it and from the number of pages."),
    )

    def __init__(self, data: QueryDict | None = None, *, picture: UUID | None = None, **options: Any) -> None:
        """What is not said is as it stands first; `picture` is the one that a cover may show."""
        super().__init__(None if data is None else _completed(data, self.base_fields), **options)
        self.picture = picture
        if picture is None:
            drawn = [(value, label) for value, label in choices.COVERS.items() if value != "picture"]
            self.fields["cover"].choices = drawn  # type: ignore[attr-defined]

    def design(self) -> Design:
        """The choices, once the form is valid."""
        names = ("layout", "attribution", "paper", "cover", "colours", "bulk")
        return Design(**{name: self.cleaned_data[name] for name in names}, picture=self.picture)


class ReleaseForm(DesignForm):
    """How the book is called and how it looks. `after` is the number of the edition that it follows."""

    title = Line(label=_("Title of the book"), max_length=120)
    subtitle = Line(label=_("Subtitle"), max_length=160, required=False)
    isbn = Line(
        label="ISBN",
        max_length=22,
        required=False,
        help_text=_(
            "Thirteen digits, if you have one for this edition. Nobody needs one to give a book away."
        ),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=30_000)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def clean_isbn(self) -> str:
        """The number with its hyphens; refuses one whose last digit is not the right one."""
        typed = str(self.cleaned_data["isbn"])
        if typed and not isbn.normal(typed):
            raise ValidationError(
                _("This is not an ISBN: ten or thirteen digits, of which the last checks the others.")
            )
        return isbn.normal(typed)

    def release(self) -> Release:
        """The release asked for, once the form is valid."""
        data = self.cleaned_data
        told = {name: data[name] for name in ("title", "subtitle", "isbn")}
        return Release(**told, design=self.design(), after=data["after"] or 0)


class CoverForm(forms.Form):
    """A picture for the cover, in words too, and to whom it is owed."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG, WebP, AVIF or GIF. It is drawn anew, and what it told of its place and camera is removed."
        ),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}),
    )
    alternative = Line(
        label=_("What it shows"),
        max_length=300,
        help_text=_("For people who do not see it: one sentence, as you would tell it on the telephone."),
    )
    credit = Line(
        label=_("Whose it is"), max_length=160, help_text=_("Printed in the colophon: who drew or took it.")
    )
    consent = forms.BooleanField(label=_("It is mine, or I have the right to publish it so."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class PaperForm(forms.Form):
    """How a white paper is called, how it looks, and what readers may do with it."""

    title = Line(label=_("Title of the book"), max_length=120)
    subtitle = Line(label=_("Subtitle"), max_length=160, required=False)
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Licence.choices,
        initial=Licence.RESERVED,
        help_text=_("Ask those who signed the articles first: it is their text."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    layout = forms.ChoiceField(label=_("Layout"), choices=list(LAYOUTS.items()), initial="novel")
    paper = forms.ChoiceField(label=_("Size of the paper"), choices=list(PAPERS.items()), initial="a5")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def asked(self) -> dict[str, Any]:
        """The decisions, once the form is valid."""
        said = {name: self.cleaned_data[name] for name in ("title", "subtitle", "licence", "language", "key")}
        design = Design(layout=self.cleaned_data["layout"], paper=self.cleaned_data["paper"])
        return {**said, "design": design}


class ChaptersForm(forms.Form):
    """How a collective book is called, and how it looks."""

    title = forms.CharField(label=_("Title of the book"), max_length=120)
    subtitle = forms.CharField(label=_("Subtitle"), max_length=160, required=False)
    layout = forms.ChoiceField(label=_("Layout"), choices=list(LAYOUTS.items()), initial="novel")
    paper = forms.ChoiceField(label=_("Size of the paper"), choices=list(PAPERS.items()), initial="a5")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def asked(self) -> dict[str, Any]:
        """The decisions, once the form is valid."""
        data = self.cleaned_data
        design = Design(layout=data["layout"], paper=data["paper"])
        return {"title": data["title"], "subtitle": data["subtitle"], "design": design, "key": data["key"]}
