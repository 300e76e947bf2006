"""The rules of correcting and arranging, and the refusals that name them."""

from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.members.models import Member
from potager.stories.models import Contribution, Correction, Story
from potager.stories.permissions import may_read
from potager.stories.queries import BOOKABLE
from potager.stories.texts import is_blank

LONGEST_WORDING = 20_000  # characters of a correction; the call's own limits are for those who write
MOST_REMARKS = 100
MOST_CHAPTERS = 200
MOST_ITEMS = 200_000  # of an order that comes whole


class BookIsOut(Refusal):
    """The text of a book does not change."""

    message = _(
        "This story has become a book, and a book does not change. Withdraw the book first: its text can then be "
        "corrected and arranged for a new edition."
    )


class NotClosedYet(Refusal):
    """The order of a book is made when nobody writes any more."""

    message = _("The order is made when the story has closed: until then it grows by its end.")


class NothingToCorrect(Refusal):
    """The contribution was declined, or waits, or was withdrawn."""

    message = _("These sentences are not in the story now: there is nothing to correct.")


class AuthorAway(Refusal):
    """Nobody can agree."""

    message = _(
        "The author of these sentences has left, and nobody else can agree to other words. They stay as they are; "
        "you may set them aside."
    )


class SameWords(Refusal):
    """A correction that corrects nothing."""

    message = _("This is the wording as it stands. Change something, then propose it.")


class NoWords(Refusal):
    """A correction that leaves nothing."""

    message = _("Nothing would be left of these sentences. To leave them out of the book, set them aside.")


class TooManyWords(Refusal):
    """A wording that is too long."""

    status = 413
    message = _("This wording is too long. Please shorten it.")


class WaitsForAnswer(Refusal):
    """One correction at a time."""

    message = _("A correction of these sentences is waiting for its author's answer. Take it back first.")


class ChangedMeanwhile(Refusal):
    """The text is not what the page showed any more."""

    message = _("The text has changed since you opened this page. Look at it as it is now, then begin again.")


class Answered(Refusal):
    """The correction does not wait for an answer any more, or does not stand any more."""

    message = _("This correction was settled meanwhile. Reload the page to see how it stands.")


class TalkedEnough(Refusal):
    """A discussion has an end."""

    message = _("Much has been said here. Agree, refuse, or take the correction back.")


class TooManyChapters(Refusal):
    """A book of chapter marks."""

    message = _("There are too many chapters already.")


class NoSuchThing(Refusal):
    """What should be moved, or what it should be put after, does not exist (any more)."""

    message = _("What you wanted to move is not there any more. Reload the page to see the order as it is.")


class NothingToUndo(Refusal):
    """Undone meanwhile, or never done."""

    message = _("This change was undone meanwhile. Reload the page to see how it stands.")


def mark_of(text: str) -> str:
    """A short mark by which a form tells from which text it began."""
    return sha256(text.encode()).hexdigest()[:16]


def is_there(author: Member, story: Story) -> bool:
    """Whether an author can be told and can answer."""
    return author.is_active and may_read(author, story)


def refuse_released(story: Story) -> None:
    """Raise if the story is a book."""
    if story.released_at:
        raise BookIsOut


def refuse_wording(contribution: Contribution, wording: str) -> None:
    """Raise if the wording cannot be proposed for the contribution as it stands."""
    if is_blank(wording):
        raise NoWords
    if len(wording) > LONGEST_WORDING:
        raise TooManyWords
    if wording == contribution.text:
        raise SameWords


def refuse_contribution(contribution: Contribution) -> None:
    """Raise unless the contribution can be corrected now."""
    if contribution.state not in BOOKABLE:
        raise NothingToCorrect
    if not is_there(contribution.author, contribution.story):
        raise AuthorAway
    if Correction.objects.filter(contribution=contribution, state=Correction.State.OPEN).exists():
        raise WaitsForAnswer
