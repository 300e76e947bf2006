"""The rules of polls, and the refusals that name them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from potager.conversations.models import Poll
from potager.lib.permission import NotAllowed
from potager.lib.refusals import Refusal
from potager.lib.texts import is_blank, one_line

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
LONGEST_QUESTION, LONGEST_OPTION = 200, 120


class NoQuestion(Refusal):
    """A poll that asks nothing."""

    status = 422
    message = _("What do you ask? Write a question of 200 characters at most.")


class NumberOfOptions(Refusal):
    """Nothing to choose from, or too much."""

    status = 422
    message = _("A poll has between two and twelve answers to choose from, all of them different.")


class OptionTooLong(Refusal):
    """Longer than an answer may be."""

    status = 422
    message = _("An answer to choose takes 120 characters at most. Please shorten it.")


class EndHasPassed(Refusal):
    """A poll that would end before it begins."""

    status = 422
    message = _("This end has passed already. Choose a later one, or none.")


class PollIsOpen(Refusal):
    """One poll at a time."""

    message = _("A poll is open in this conversation already. Close it first, then open another.")


class PollClosed(Refusal):
    """No ballot counts any more."""

    message = _("This poll is closed: nobody votes any more.")


class UnknownChoice(Refusal):
    """None of the answers, too many of them, or one that is not there."""

    status = 422
    message = _("Choose among the answers, then vote.")


class MembersVote(NotAllowed):
    """Not a member now."""

    message = _("Members of the community vote here. Join them, then vote.")


@dataclass(frozen=True)
class Question:
    """What is asked, as it was typed."""

    question: str
    options: Sequence[str]
    is_several: bool = False
    results: str = Poll.Results.AFTER
    closes_at: datetime | None = None


def checked(asked: Question, now: datetime) -> Question:
    """The question made safe to store; raises the refusal of the first rule that it breaks."""
    question = one_line(asked.question)
    if is_blank(question) or len(question) > LONGEST_QUESTION:
        raise NoQuestion
    if asked.closes_at is not None and asked.closes_at <= now:
        raise EndHasPassed
    return Question(
        question, options_of(asked.options), asked.is_several, Poll.Results(asked.results), asked.closes_at
    )


def options_of(typed: Iterable[str]) -> list[str]:
    """The answers that can be seen, each on one line; raises unless they can be told apart, and are few enough."""
    options = [line for line in map(one_line, typed) if not is_blank(line)]
    if len({option.casefold() for option in options}) < len(options):
        raise NumberOfOptions
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise NumberOfOptions
    if any(len(option) > LONGEST_OPTION for option in options):
        raise OptionTooLong
    return options


def choices_of(typed: Iterable[int], poll: Poll, known: set[int]) -> list[int]:
    """The positions that a ballot holds, each once, in order; raises UnknownChoice."""
    choices = sorted(set(typed))
    if not choices or not known.issuperset(choices) or (len(choices) > 1 and not poll.is_several):
        raise UnknownChoice
    return choices


def shows_results(poll: Poll, now: datetime, *, has_voted: bool) -> bool:
    """Whether a person reads the counts: everyone once it is over, before that as its author decided."""
    if not poll.is_open_at(now) or poll.results == Poll.Results.ALWAYS:
        return True
    return poll.results == Poll.Results.AFTER and has_voted
