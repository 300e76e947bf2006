"""The rules of a story, and the refusals that name them. What is checked here is checked in this order."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.lib.sentences import count
from potager.stories.models import Contribution, Story
from potager.stories.texts import is_blank

LONGEST_WORD = 400  # characters of a word in the margin
ARRIVED_SHOWN = 20  # contributions that a writer is asked to read before sending; the page has the rest


class StoryNotOpenYet(Refusal):
    """The story is announced."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(
            _("This story opens on %(when)s. Your text is kept: send it then.") % {"when": told(opens_at)}
        )


class StoryPaused(Refusal):
    """The host has paused the story."""

    message = gettext_lazy(
        "The host has paused this story. Your text is kept: send it when the story goes on."
    )


class StoryHidden(Refusal):
    """By a decision."""

    message = gettext_lazy("Those who look after this place have hidden the story: nobody writes in it now.")


class StoryClosed(Refusal):
    """The minute has come, or the host closed it."""

    message = gettext_lazy(
        "This story is closed: nobody can add to it any more. You may copy your text to keep it."
    )


class NotAmongTheWriters(NotAllowed):
    """Only members write here."""

    def __init__(self, community: str) -> None:
        super().__init__(
            _("Only members of %(community)s write in this story. Join them, then send: your text is kept.")
            % {"community": community}
        )


class NothingWritten(Refusal):
    """Nothing that can be seen."""

    message = gettext_lazy("There is nothing to send yet. Write a sentence, then pass the pen.")


class TooManySentences(Refusal):
    """More sentences than the story takes from one person at a time."""

    def __init__(self, counted: int, most: int) -> None:
        self.counted, self.most = counted, most
        super().__init__(
            ngettext(
                "%(counted)s sentences are counted; this story takes %(most)s at a time. Shorten or join some.",
                "%(counted)s sentences are counted; this story takes %(most)s at most at a time. "
                "Shorten or join some.",
                most,
            )
            % {"counted": counted, "most": most}
        )


class TooManyCharacters(Refusal):
    """A longer text than the story takes from one person at a time."""

    status = 413

    def __init__(self, counted: int, most: int) -> None:
        self.counted, self.most = counted, most
        super().__init__(
            _("Your text has %(counted)s characters; this story takes %(most)s at most. Please shorten it.")
            % {"counted": counted, "most": most}
        )


class TwiceInARow(Refusal):
    """The last word is theirs already."""

    message = gettext_lazy(
        "The last sentences are yours. Let someone else go on, then send: your text is kept."
    )


class PauseNotOver(Refusal):
    """Less than the pause since their last contribution."""

    status = 429

    def __init__(self, until: datetime, minutes: int) -> None:
        self.until = until
        super().__init__(
            ngettext(
                "In this story everyone waits a minute between two turns. Yours comes back at %(time)s: "
                "your text is kept.",
                "In this story everyone waits %(minutes)s minutes between two turns. Yours comes back at %(time)s: "
                "your text is kept.",
                minutes,
            )
            % {"minutes": minutes, "time": date_format(timezone.localtime(until), "TIME_FORMAT")}
        )


class StoryMovedOn(Refusal):
    """Others wrote since the writer last read; `arrived` holds the newest of it. A second press goes."""

    def __init__(self, number: int, arrived: list[Contribution]) -> None:
        self.number, self.arrived = number, arrived
        super().__init__(
            ngettext(
                "The story has moved on by %(number)s: read before you send.",
                "The story has moved on by %(number)s: read before you send.",
                number,
            )
            % {"number": number}
        )


class NotInThisState(Refusal):
    """A host's act that makes no sense now (resume what runs, close what is closed)."""

    message = gettext_lazy("The story is not in that state any more. Reload the page to see how it stands.")


class PenInAnotherHand(Refusal):
    """Somebody has taken the pen: until they give it back, or their minutes are over, nobody else sends."""

    def __init__(self, name: str, until: datetime) -> None:
        self.until = until
        words = {"name": name or _("Somebody"), "time": time_told(until)}
        super().__init__(_("%(name)s has the pen until %(time)s. Your text is kept: send it then.") % words)


class PenRests(Refusal):
    """They had the pen just now, and nothing came of it."""

    status = 429

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            _("You had the pen just now. Leave it to the others: you can take it again at %(time)s.")
            % {"time": time_told(until)}
        )


class NoPenHere(Refusal):
    """In this story nobody takes the pen beforehand."""

    message = gettext_lazy("In this story the pen is not taken beforehand: write, and send.")


class NotAMember(Refusal):
    """Only members of the community host its stories."""

    message = gettext_lazy("Only members of the community can host its stories. Invite them first.")


class HostsAlready(Refusal):
    """They host the story."""

    message = gettext_lazy("This person hosts the story already.")


class NoSuchHost(Refusal):
    """They do not host the story, or are its first host, who stays."""

    message = gettext_lazy("This person was not added to the hosts of this story, so nothing has changed.")


class Withdrawn(Refusal):
    """Its author took it back."""

    message = gettext_lazy("Whoever wrote this has taken it back. Only they can bring it back.")


class HiddenByDecision(Refusal):
    """Whoever hosts does not undo what those who look after the community decided."""

    status = 403
    message = gettext_lazy(
        "This is hidden by a decision of those who look after the place: only they show it again."
    )


class StoryReleased(Refusal):
    """The book is out."""

    message = gettext_lazy("This story has become a book. Withdraw the book first, then reopen the story.")


class NotLater(Refusal):
    """A new closing time that does not come after the present one."""

    message = gettext_lazy("The new closing time must come after the present one, and within a year.")


def told(when: datetime) -> str:
    """A moment in words, in the language and the time zone of whoever is spoken to."""
    return date_format(timezone.localtime(when), "DATETIME_FORMAT")


def time_told(when: datetime) -> str:
    """The time of day, where whoever is spoken to lives."""
    return date_format(timezone.localtime(when), "TIME_FORMAT")


def sentences_of(text: str, story: Story) -> int:
    """How many sentences are counted; 0 for a text that is refused for its length anyway."""
    return count(text, language=story.language) if len(text) <= story.most_characters else 0


def refuse_state(story: Story, now: datetime) -> None:
    """Raise unless the story takes contributions at this moment."""
    state = story.state_at(now)
    if state in {"announced", "scheduled"}:
        raise StoryNotOpenYet(story.opens_at)
    if state == "paused":
        raise StoryPaused
    if state == "hidden":
        raise StoryHidden
    if state != "open":
        raise StoryClosed


def refuse_text(text: str, sentences: int, story: Story) -> None:
    """Raise if the text alone breaks a rule."""
    if is_blank(text):
        raise NothingWritten
    if len(text) > story.most_characters:
        raise TooManyCharacters(len(text), story.most_characters)
    if sentences > story.most_sentences:
        raise TooManySentences(sentences, story.most_sentences)


def refuse_turn(story: Story, *, last_author_is_by: bool, last_at: datetime | None, now: datetime) -> None:
    """Raise if it is not this person's turn; `last_at` is the moment of their own last contribution."""
    if last_author_is_by and not story.twice_in_a_row:
        raise TwiceInARow
    if last_at and now < last_at + story.pause:
        raise PauseNotOver(last_at + story.pause, story.pause_minutes)


LONGEST = timedelta(days=366)


def refuse_closing(until: datetime, *, after: datetime, now: datetime) -> None:
    """Raise unless `until` lies after `after` and now, and within a year."""
    if not max(after, now) < until <= now + LONGEST:
        raise NotLater


MOST_OF_ONE, MOST_OF_ALL = 10, 60  # pictures of a story


class TooManyIllustrations(Refusal):
    """A story is mostly text."""

    message = gettext_lazy("There are as many pictures as this story takes: ten each, sixty in all.")


def refuse_illustrations(story: Story, counted: tuple[int, int]) -> None:
    """Raise unless the story takes one more picture; `counted`: of this person, of all."""
    if story.released_at:
        raise StoryReleased
    if story.state_at(timezone.now()) == "announced":
        raise StoryNotOpenYet(story.opens_at)
    if counted[0] >= MOST_OF_ONE or counted[1] >= MOST_OF_ALL:
        raise TooManyIllustrations
