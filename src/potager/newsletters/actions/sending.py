"""From the press of a button to every reader: at a decent rate, and after a crash to nobody twice and nobody missed.

A letter is handed to the outbox a few readers at a time. Their `Sending` rows, the mails, how far the letter came and
how much of the rate is used are one transaction, so a crash leaves all of it or nothing. From there each mail is a
row of the outbox, which leaves as every mail does, behind everybody's own. The outbox never holds more than some
seconds' worth: what is paused or stopped stops nearly at once.
"""

import logging
import math
import time
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from potager.journal.record import Act, act
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.members.models import Member
from potager.newsletters import mailing, queries
from potager.newsletters.actions.issues import must_be_whole
from potager.newsletters.actions.locks import locked_issue, turn
from potager.newsletters.acts import IssueFacts
from potager.newsletters.models import Issue, Pace, Sending, Subscriber
from potager.newsletters.rules import CONFIRM_WITHIN

log = logging.getLogger(__name__)

State = Issue.State
AT_ONCE = 20  # readers in one transaction: on SQLite nobody else writes meanwhile
IN_OUTBOX = 15.0  # seconds' worth of letters that may wait in the outbox
SAVED = 3.0  # seconds of the rate that are not lost when the worker was busy
KEPT = timedelta(days=30)  # who was handed what, after the last mail


def send_issue(*, by: Member, issue: Issue) -> Issue:
    """Begin to send it to whoever has confirmed by now; readers of the site find it in the archive at once.

    Raises NothingInIt, TooLong, NotInThisState.
    """
    must(by, "write", issue)
    with act("issue.sent", by=by) as done:
        issue = locked_issue(issue, State.DRAFT, State.SCHEDULED)
        must_be_whole(issue)
        sent = Issue.objects.filter(community=issue.community_id)
        number = (sent.aggregate(last=Max("number"))["last"] or 0) + 1
        turn(issue, State.SENDING, number=number, begun_at=timezone.now(), due_at=None)
        _tell(done, issue)
    return issue


def pause_issue(*, by: Member, issue: Issue) -> Issue:
    """Hand no more over for now; what is in the outbox still leaves."""
    must(by, "write", issue)
    with act("issue.paused", by=by) as done:
        issue = locked_issue(issue, State.SENDING)
        turn(issue, State.PAUSED)
        _tell(done, issue)
    return issue


def resume_issue(*, by: Member, issue: Issue) -> Issue:
    """Go on where it was paused."""
    must(by, "write", issue)
    with act("issue.resumed", by=by) as done:
        issue = locked_issue(issue, State.PAUSED)
        turn(issue, State.SENDING)
        _tell(done, issue)
    return issue


def stop_issue(*, by: Member, issue: Issue) -> Issue:
    """Whoever has not received it yet never will; it stays in the archive."""
    must(by, "write", issue)
    with act("issue.stopped", by=by) as done:
        issue = locked_issue(issue, State.SENDING, State.PAUSED)
        turn(issue, State.STOPPED)
        _tell(done, issue)
    return issue


def hand_over_letters(now: datetime, *, seconds: float) -> int:
    """Hand to the outbox what the rate allows now, for so long at most; returns to how many readers.

    Letters of several communities take turns.
    """
    end, handed, before = time.monotonic() + seconds, 0, -1
    while handed > before and time.monotonic() < end:
        before = handed
        for issue in queries.on_their_way().select_related("community"):
            handed += _hand_over(issue, _letters(issue, now), now)
    return handed


def _letters(issue: Issue, now: datetime) -> dict[str, mailing.Written]:
    minute = int(now.timestamp() // 60)
    return {language: _written(issue.pk, language, minute) for language, _name in settings.LANGUAGES}


def _hand_over(issue: Issue, letters: dict[str, mailing.Written], now: datetime) -> int:
    """The next readers' rows, mails, and the mark of how far it came: in one transaction, behind the pace's lock."""
    with transaction.atomic():
        pace = Pace.objects.select_for_update().get_or_create(pk=1, defaults={"until": now - _savings()})[0]
        locked = Issue.objects.select_for_update(of=("self",)).select_related("community").get(pk=issue.pk)
        most = _allowed(pace, now)
        if locked.state != State.SENDING or most < 1:
            return 0
        some = list(queries.readers_of(locked)[:most])
        if some:
            _hand_all(locked, some, letters)
            turn(locked, State.SENDING, reached=some[-1].pk, handed_at=now)
            _use(pace, len(some), now)
        else:
            _end_if_done(locked, now)
    return len(some)


def _hand_all(issue: Issue, some: list[Subscriber], letters: dict[str, mailing.Written]) -> None:
    """Whoever receives it as a member does not receive it at the same address once more."""
    also = queries.also_members(issue.community, [one.address for one in some if one.address])
    for one in some:
        if one.address not in also:
            _hand(issue, one, letters.get(one.language) or letters[settings.LANGUAGE_CODE])


def _hand(issue: Issue, reader: Subscriber, letter: mailing.Written) -> None:
    sending = Sending(pk=uuid7(), issue=issue, subscriber=reader.pk)
    try:
        validate_email(reader.reached_at)
    except ValidationError:
        sending.state = Sending.State.REFUSED
    sending.save(force_insert=True)
    if sending.state == Sending.State.HANDED:
        mailing.message_for(reader, letter, identifier=sending.pk).send()


def _allowed(pace: Pace, now: datetime) -> int:
    """How many letters the rate allows now: what was saved up, as long as the outbox is nearly empty."""
    rate = per_second()
    room = max(AT_ONCE, math.ceil(rate * IN_OUTBOX)) - queries.in_outbox(now)
    saved = (now - max(pace.until, now - _savings())).total_seconds()
    return max(0, min(AT_ONCE, room, int(saved * rate + 1e-6)))


def _use(pace: Pace, letters: int, now: datetime) -> None:
    begun = max(pace.until, now - _savings())
    pace.until = begun + timedelta(seconds=letters / per_second())
    pace.save(update_fields=["until"])


def _savings() -> timedelta:
    return timedelta(seconds=max(SAVED, 1 / per_second()))


def per_second() -> float:
    """How many letters may leave in a second."""
    return max(settings.ENV.letter_rate, 1) / 60


def _end_if_done(issue: Issue, now: datetime) -> None:
    counts = queries.counts_of(issue)
    waiting = Sending.objects.filter(issue=issue, state=Sending.State.HANDED)
    if waiting.filter(handed_at__gt=now - queries.GIVEN_UP).exists():
        return
    issue.arrived, issue.refused = counts["left"], counts["refused"] + counts["handed"]
    turn(issue, State.SENT, ended_at=now, arrived=issue.arrived, refused=issue.refused)


def note_left(mail: UUID, is_taken: bool) -> None:
    """A letter was handed to the mail server, or refused for good."""
    state = Sending.State.LEFT if is_taken else Sending.State.REFUSED
    Sending.objects.filter(pk=mail).update(state=state)


@lru_cache(maxsize=32)
def _written(issue: UUID, language: str, _minute: int) -> mailing.Written:
    """The letter as mail, written anew every minute: what was withdrawn meanwhile is told to nobody else."""
    found = Issue.objects.select_related("community").get(pk=issue)
    return mailing.written(found, language=language)


def _tell(done: Act, issue: Issue) -> None:
    done(issue, IssueFacts(number=issue.number or 0), community=issue.community_id)


def forget_old(now: datetime) -> None:
    """Erase addresses that nobody confirmed, and who was handed which letter long ago: the sums stay."""
    Subscriber.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRM_WITHIN).delete()
    for issue in Issue.objects.filter(
        state=State.STOPPED, ended_at=None, handed_at__lt=now - queries.GIVEN_UP
    ):
        counts = queries.counts_of(issue)
        lost = counts["refused"] + counts["handed"]
        Issue.objects.filter(pk=issue.pk).update(ended_at=now, arrived=counts["left"], refused=lost)
    Sending.objects.filter(issue__ended_at__lt=now - KEPT).delete()
