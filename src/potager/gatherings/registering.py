"""The rules of who comes, and the refusals that name them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.gatherings.models import Event, Registration, Session
from potager.lib.refusals import Refusal
from potager.lib.texts import one_line

SHORTEST_OFFER = timedelta(minutes=30)
SHARE = 4  # an offer takes at most that part of the time that is left: the next one needs time as well
LONGEST_ANSWER, LONGEST_NAME = 500, 80
MOST_IN_AN_HOUR = 30  # registrations of one person
HOLDING = (Registration.State.COMING, Registration.State.OFFERED)


class NoRegistering(Refusal):
    """It is over, or it does not take place."""

    message = gettext_lazy("Nobody registers for this date any more: it is over, or it was cancelled.")


class ComesAlready(Refusal):
    """One registration for each person."""

    message = gettext_lazy("You are registered already. Open your registration to change it.")


class OnlyMembersCome(Refusal):
    """The hosts want no guests this time."""

    status = 403
    message = gettext_lazy(
        "Only members of the community register for this meeting. Join it first, then come back."
    )


class TooManyCompanions(Refusal):
    """More than the event allows."""

    status = 422

    def __init__(self, most: int) -> None:
        words = (
            _("You may bring %(most)s people at most.")
            if most
            else _("Everyone registers for themselves here.")
        )
        super().__init__(words % {"most": most})


class NeverSoMany(Refusal):
    """More people than there are places at all."""

    status = 422
    message = gettext_lazy("There are fewer places than that at this date, even if nobody else came.")


class NoRoom(Refusal):
    """The places are taken."""

    message = gettext_lazy("There is no place left for that. What you had stays as it is.")


class OfferOver(Refusal):
    """Accepted too late."""

    message = gettext_lazy("The place is no longer held for you: it went to the next one on the list.")


class AnswerNeeded(Refusal):
    """A question that wants an answer."""

    status = 422

    def __init__(self, question: str) -> None:
        super().__init__(_("Please answer: %(question)s") % {"question": question})


class TooManyAtOnce(Refusal):
    """Somebody registers for everything."""

    status = 429
    message = gettext_lazy(
        "You have registered for many dates within an hour. Please wait a little before the next."
    )


def refuse_over(session: Session, now: datetime) -> None:
    """Raise NoRegistering for a date that is over or does not take place."""
    if not session.is_planned or session.is_over_at(now) or session.event.cancelled_at:
        raise NoRegistering


def refuse_companions(session: Session, companions: int) -> None:
    """Raise TooManyCompanions, NeverSoMany."""
    if not 0 <= companions <= session.event.most_companions:
        raise TooManyCompanions(session.event.most_companions)
    if session.most is not None and companions + 1 > session.most:
        raise NeverSoMany


def answered(event: Event, answers: Sequence[str]) -> list[dict[str, str]]:
    """The questions of the event with what was answered; raises AnswerNeeded."""
    padded = [*map(one_line, answers), *[""] * len(event.questions)]
    return [_answer(question, text) for question, text in zip(event.questions, padded, strict=False)]


def _answer(question: dict[str, Any], text: str) -> dict[str, str]:
    if question.get("is_needed") and not text:
        raise AnswerNeeded(question["label"])
    return {"label": question["label"], "answer": text[:LONGEST_ANSWER]}


def offered_until(session: Session, now: datetime) -> datetime:
    """Until when a place is held: the hours of the event, fewer when it comes near, never beyond its beginning."""
    left = session.starts_at - now
    wanted = min(timedelta(hours=session.event.hours_to_accept), left / SHARE)
    return min(now + max(wanted, SHORTEST_OFFER), session.starts_at)
