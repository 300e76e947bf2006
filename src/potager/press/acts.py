"""What the press tells the journal."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.press.models import Edition
from potager.press.queries import SHELF


@dataclass(frozen=True)
class EditionFacts:
    """Which edition of the story it is, from 1."""

    number: int


def _card(activity: Activity, language: str) -> str | None:
    edition = Edition.objects.select_related("story").filter(pk=activity.target_id, hidden_at=None).first()
    if edition is None:
        return None
    with translation.override(language):
        return render_to_string("press/book_card.html", {"edition": edition})


def _freshens(activity: Activity) -> Iterable[str]:
    """The book itself, its translations, and every shelf."""
    return [activity.target, f"community:{activity.community}", SHELF]


declare(
    Kind(
        name="cover.added",
        action="add_cover",
        sentence=_("%(actor)s added a picture for a cover"),
        activitystreams="Add",
    ),
    Kind(
        name="book.released",
        action="release_book",
        sentence=_("%(actor)s sent a book to the press"),
        activitystreams="Create",
        facts=EditionFacts,
        freshens=_freshens,
    ),
    Kind(
        name="book.pressed",
        action="press_book",
        sentence=_("A book came out of the press"),
        activitystreams="Announce",
        facts=EditionFacts,
        fragment=_card,
        freshens=_freshens,
    ),
    Kind(
        name="book.failed",
        action="give_up_book",
        sentence=_("The press could not make a book"),
        activitystreams="Reject",
        facts=EditionFacts,
        fragment=_card,
        freshens=_freshens,
    ),
    Kind(
        name="book.renewed",
        action="renew_book",
        sentence=_("A new edition of a book went to the press"),
        activitystreams="Update",
        facts=EditionFacts,
        freshens=_freshens,
    ),
    Kind(
        name="book.hidden",
        action="hide_book",
        sentence=_("%(actor)s hid a book"),
        activitystreams="Delete",
        facts=EditionFacts,
        freshens=_freshens,
        retells=True,
    ),
    Kind(
        name="book.unhidden",
        action="unhide_book",
        sentence=_("%(actor)s showed a book again"),
        activitystreams="Undo",
        facts=EditionFacts,
        freshens=_freshens,
    ),
    Kind(
        name="book.withdrawn",
        action="withdraw_book",
        sentence=_("%(actor)s withdrew a book"),
        activitystreams="Delete",
        facts=EditionFacts,
        fragment=_card,
        freshens=_freshens,
    ),
)
