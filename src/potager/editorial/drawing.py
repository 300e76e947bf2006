"""The drawer beside a text: the pictures, recordings and films that an article holds, and the forms about them."""

from typing import Any

from django import forms

from potager.communities.fields import Line, Prose
from potager.editorial import embedding, holding
from potager.editorial.actions.media import Label
from potager.editorial.actions.pictures import Words
from potager.editorial.models import Article, Medium, Picture
from potager.members.models import Member

TAKEN = "image/jpeg,image/png,image/webp,image/avif,image/gif,audio/*,video/mp4,video/webm,video/quicktime"


class PartForm(forms.Form):
    """A file, or a part of one: `offset` bytes came before, of `total`."""

    file = forms.FileField(required=False, allow_empty_file=True)
    key = forms.UUIDField(required=False)
    offset = forms.IntegerField(required=False, min_value=0, max_value=holding.MOST_FILM_BYTES)
    total = forms.IntegerField(required=False, min_value=0)


class LinkForm(forms.Form):
    """An address elsewhere."""

    address = Line(max_length=embedding.LONGEST_ADDRESS)
    key = forms.UUIDField(required=False)


class WordsForm(forms.Form):
    """What stands with a picture."""

    alternative = Line(required=False, max_length=500)
    caption = Line(required=False, max_length=500)
    credit = Line(required=False, max_length=200)
    key = forms.UUIDField(required=False)

    def words(self) -> Words:
        """Once the form is valid."""
        return Words(**{name: self.cleaned_data[name] for name in Words.__dataclass_fields__})


class LabelForm(forms.Form):
    """What stands with a recording or a film."""

    title = Line(required=False, max_length=160)
    caption = Line(required=False, max_length=500)
    credit = Line(required=False, max_length=200)
    words = Prose(required=False, max_length=holding.MOST_WORDS)
    key = forms.UUIDField(required=False)

    def label(self) -> Label:
        """Once the form is valid."""
        return Label(**{name: self.cleaned_data[name] for name in Label.__dataclass_fields__})


def refusal_in(form: forms.Form) -> str:
    """What is wrong with a form, in words."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def held_by(article: Article) -> dict[str, Any]:
    """What the drawer holds, in the order in which it came; what was taken away last comes after."""
    pictures = list(Picture.objects.filter(article=article).order_by("added_at", "pk"))
    media = list(Medium.objects.filter(article=article).order_by("added_at", "pk"))
    held: list[Picture | Medium] = [*pictures, *media]
    return {
        "items": [item_of(one, article) for one in held if one.removed_at is None],
        "removed": [item_of(one, article) for one in held if one.removed_at is not None],
    }


def item_of(found: Picture | Medium, article: Article) -> dict[str, Any]:
    """What the drawer shows of one."""
    if isinstance(found, Picture):
        mark = f"![{mark_words(found.alternative)}](picture:{found.pk})"
        return {"picture": found, "held": found, "mark": mark, "is_cover": article.cover_id == found.pk}
    mark = f"![{mark_words(found.title)}](media:{found.pk})"
    provider = embedding.recognised(found.address)
    return {"medium": found, "held": found, "mark": mark, "provider": provider and provider.provider.name}


def mark_words(words: str) -> str:
    """Words as they stand between the brackets of a mark."""
    return words.replace("[", "(").replace("]", ")").replace("\\", "")


def drawer_page(article: Article, by: Member, *, told: str = "") -> dict[str, Any]:
    """The page of the drawer, for who works without scripts."""
    names = sorted({one.name for one in embedding.PROVIDERS}, key=str.casefold)
    frame = {
        "article": article,
        "community": article.community,
        "taken": TAKEN,
        "providers": ", ".join(names),
    }
    return {**frame, **held_by(article), "told": told, "most_words": holding.MOST_WORDS}
