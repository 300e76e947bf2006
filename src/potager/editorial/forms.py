"""Forms of the paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from potager.communities.fields import Line, Prose
from potager.editorial.actions import Text
from potager.editorial.models import Article
from potager.editorial.rules import MOST_CHARACTERS
from potager.lib.ids import uuid7
from potager.ui.forms import RadioCards


class Keyed(forms.Form):
    """A form that makes something: sent twice, it makes it once."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial={"key": uuid7(), **(initial or {})})

    @property
    def key_or_new(self) -> UUID:
        """The key that came with the form, a new one if it came without."""
        return self.cleaned_data.get("key") or uuid7()


class OpenForm(Keyed):
    """A title is enough."""

    title = Line(label=_("Title"), max_length=160)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (Article.Kind.ARTICLE, _("An article")),
            (Article.Kind.LIST, _("An illustrated list")),
        ],
        initial=Article.Kind.ARTICLE,
        required=False,
        widget=RadioCards(
            about={
                Article.Kind.ARTICLE: _("A text that one reads from its beginning to its end."),
                Article.Kind.LIST: _("Numbered entries, each with a picture: “12 photographs of …”."),
            }
        ),
    )


class TextForm(Keyed):
    """What is written."""

    title = Line(label=_("Title"), max_length=160)
    standfirst = Line(
        label=_("Standfirst"),
        max_length=600,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Two or three sentences that say what it is about. Lists and letters show them."),
    )
    body = Prose(label=_("Text"), max_length=MOST_CHARACTERS, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def text(self) -> Text:
        """What was typed, once the form is valid."""
        typed = self.cleaned_data
        return Text(title=typed["title"], standfirst=typed["standfirst"], body=typed["body"])


class DraftForm(TextForm):
    """What is typed so far: perhaps without a title yet."""

    title = Line(max_length=160, required=False)
