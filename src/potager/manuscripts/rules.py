"""The rules of a collective book, and the refusals that name them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.lib.refusals import Refusal
from potager.lib.texts import is_blank
from potager.manuscripts.models import Manuscript, Pen, Section

MOST_SECTIONS = 5000
MOST_CHARACTERS = 60_000  # in one chapter
HELD = timedelta(minutes=15)  # the pen stays in a hand so long after the last letter typed
SILENCE = timedelta(minutes=3)  # whoever does not answer lets the pen go
REMINDED_BEFORE = timedelta(days=3)


class ManuscriptReleased(Refusal):
    """The book is out."""

    message = gettext_lazy(
        "This collective book has come out. Withdraw the book first, then it can be written on."
    )


class ManuscriptFull(Refusal):
    """No plan is that long."""

    message = gettext_lazy("This plan has as many chapters as it can hold.")


class SectionRemoved(Refusal):
    """The chapter is no longer in the plan."""

    message = gettext_lazy("This chapter is no longer in the plan. The editor can bring it back.")


class SectionReady(Refusal):
    """The editor has said that it is done."""

    message = gettext_lazy(
        "This chapter is ready. To change something, ask the editor to give it back to you."
    )


class NotInThisState(Refusal):
    """An act that makes no sense now."""

    message = gettext_lazy("The chapter is not in that state any more. Reload the page to see how it stands.")


class NothingWritten(Refusal):
    """Nothing that can be seen."""

    message = gettext_lazy("There is nothing to keep yet. Write a sentence first.")


class NothingChanged(Refusal):
    """The text is that of the version it began with."""

    message = gettext_lazy("Nothing has changed since the last version: there is nothing to keep.")


class TooLong(Refusal):
    """A longer text than a chapter may be."""

    status = 413

    def __init__(self, counted: int) -> None:
        super().__init__(
            _(
                "Your text has %(counted)s characters; a chapter has %(most)s at most. Make two chapters of it."
            )
            % {"counted": counted, "most": MOST_CHARACTERS}
        )


class PenElsewhere(Refusal):
    """Somebody else writes now."""

    def __init__(self, pen: Pen) -> None:
        self.until = pen.until
        super().__init__(
            _("Somebody else has the pen until %(time)s. You can ask for it.")
            % {"time": date_format(timezone.localtime(pen.until), "TIME_FORMAT")}
        )


class PenNotYours(Refusal):
    """Only the hand that holds the pen can do this."""

    message = gettext_lazy("The pen is no longer in your hand. What you have typed is kept.")


class AskedAlready(Refusal):
    """One at a time asks for the pen."""

    message = gettext_lazy("Somebody has asked for the pen already. It passes within a few minutes.")


class SectionMovedOn(Refusal):
    """There is a newer version than the one the writer began with."""

    message = gettext_lazy("The chapter has changed since you began. Both texts are kept, side by side.")


class NotAgreed(Refusal):
    """The author has not agreed to the licence yet."""

    message = gettext_lazy("Before your first words: say that you agree to what may be done with them.")


class NotAMember(Refusal):
    """Chapters are written by members."""

    message = gettext_lazy("Only members of the community write chapters. Invite this person first.")


class AuthorAlready(Refusal):
    """They write the chapter as it is."""

    message = gettext_lazy("This person writes this chapter already.")


class PledgedAlready(Refusal):
    """They have offered themselves and wait for an answer."""

    message = gettext_lazy("You have offered to write this chapter already. The editor will answer.")


class SectionTaken(Refusal):
    """Somebody writes it."""

    message = gettext_lazy("Somebody writes this chapter already. Others are free.")


class SectionHidden(Refusal):
    """By a decision of those who look after the place."""

    message = gettext_lazy("This chapter is hidden by a decision: it rests until it is shown again.")


class PledgeAnswered(Refusal):
    """The pledge does not wait any more."""

    message = gettext_lazy("This offer has been answered or withdrawn meanwhile.")


def refuse_released(manuscript: Manuscript) -> None:
    """Raise if the book is out."""
    if manuscript.released_at:
        raise ManuscriptReleased


def refuse_gone(section: Section) -> None:
    """Raise unless the chapter is in the plan of a book that is being written."""
    refuse_released(section.manuscript)
    if section.removed_at:
        raise SectionRemoved
    if section.hidden_at:
        raise SectionHidden


def refuse_done(section: Section, *, is_editor: bool) -> None:
    """Raise unless the chapter may be written by that person now."""
    refuse_gone(section)
    if section.is_ready and not is_editor:
        raise SectionReady


def refuse_text(text: str) -> None:
    """Raise if the text alone breaks a rule."""
    if is_blank(text):
        raise NothingWritten
    if len(text) > MOST_CHARACTERS:
        raise TooLong(len(text))


def held_pen(pen: Pen | None, now: datetime) -> Pen | None:
    """The pen, if it is in a hand at that moment."""
    return pen if pen is not None and pen.is_held_at(now) else None
