"""The form that brings a picture, and what the pages of pictures need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.communities.queries import standing_of
from potager.lib.ids import uuid7
from potager.lib.licences import Licence
from potager.lib.permission import may
from potager.members.models import Member
from potager.stories import queries
from potager.stories.actions import Label
from potager.stories.fields import Line
from potager.stories.models import Illustration, Story

PLACES = (
    200  # the newest contributions after which a picture may be put; an editor's book has them in any order
)
FIRST_WORDS = 48


class IllustrationForm(forms.Form):
    """A picture with its words. What the file is called and what it says it is are not asked: see lib.images."""

    picture = forms.FileField(
        label=_("Picture or recording"),
        help_text=_(
            "A picture (JPEG, PNG, WebP, AVIF, GIF) or up to ten minutes of sound (MP3, M4A, Ogg, FLAC, WAV), "
            "12 MB at most. Where and when it was taken is removed."
        ),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif,audio/*"}),
    )
    alternative = Line(
        label=_("What it shows, or what one hears"),
        max_length=500,
        help_text=_(
            "For people who do not see or hear it: a sentence for a picture, the words of a recording."
        ),
    )
    caption = Line(label=_("Caption"), max_length=300, required=False)
    credit = Line(
        label=_("Whose it is"),
        max_length=120,
        help_text=_("Printed beside it: who drew, took or recorded it."),
    )
    licence = forms.ChoiceField(label=_("What readers may do with this picture"), choices=Licence.choices)
    after = forms.TypedChoiceField(label=_("Where it stands"), coerce=int)
    consent = forms.BooleanField(label=_("It is mine, or I have the right to publish it so."))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, *, story: Story, by: Member) -> None:
        places = _places(story)
        initial = {
            "key": uuid7(),
            "credit": by.display_name,
            "licence": story.licence,
            "after": places[-1][0],
        }
        super().__init__(data, files, initial=initial)
        self.fields["after"].choices = places  # type: ignore[attr-defined]

    def label(self) -> Label:
        """What stands with the picture, once the form is valid."""
        return Label(**{name: self.cleaned_data[name] for name in Label.__dataclass_fields__})


def _places(story: Story) -> list[tuple[int, Any]]:
    seen = story.contributions.filter(state="shown").order_by("-position")
    rows = list(seen.values_list("position", "signature", "text")[:PLACES])[::-1]
    after = [(position, f"{position}. {by or '…'} : {text[:FIRST_WORDS]}…") for position, by, text in rows]
    return [(0, _("After the opening")), *after]


def _frame(story: Story, by: Member) -> dict[str, Any]:
    return {"story": story, "community": story.community, "standing": standing_of(by, story.community)}


def new_page(story: Story, by: Member, form: IllustrationForm) -> dict[str, Any]:
    """The page that asks for a picture."""
    return {**_frame(story, by), "form": form}


def list_page(story: Story, by: Member) -> dict[str, Any]:
    """The pictures that the person looks after, newest first, with what they may do."""
    moderates = may(by, "moderate", story)
    found = story.illustrations.exclude(state=Illustration.State.WITHDRAWN).select_related("by")
    rows = found if moderates else found.filter(by=by)
    return {
        **_frame(story, by),
        "rows": rows.order_by("-added_at")[: queries.MOST_ILLUSTRATIONS],
        "moderates": moderates and not story.released_at,
        "may_add": may(by, "contribute", story) and not story.released_at,
    }


def decline_page(found: Illustration, by: Member, form: Any) -> dict[str, Any]:
    """The page that asks for a kind word."""
    return {**_frame(found.story, by), "found": found, "form": form}
