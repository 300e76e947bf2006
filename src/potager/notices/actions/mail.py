"""Writing mail: keeping each message as a row, handing it to the server, forgetting it."""

import logging
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from potager.lib import outgoing
from potager.members.models import Member
from potager.notices import smtp, tasks
from potager.notices.actions.reaching import note_bounce
from potager.notices.models import Mail
from potager.notices.queries import MOST_SHOWN

log = logging.getLogger(__name__)

BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
BEHIND = 10  # the priority of what goes to very many: everybody else's mail leaves first
CLAIM = timedelta(minutes=5)  # longer than any conversation with a server
# What a message may say of itself besides: how to end such mail, whom to answer, what it belongs to.
MORE = frozenset(
    {"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Reply-To", "References", "In-Reply-To"}
)
EMPTY: dict[str, Any] = {"body": "", "html": "", "calendar": "", "headers": {}}
SHOWN_FOR, KEPT_FOR, WAITS_FOR = timedelta(days=1), timedelta(days=7), timedelta(days=5)


class NotPlainText(ValueError):
    """Only plain text leaves from here, perhaps with the same in HTML and for calendars beside it: no attachment."""


class StillSending(RuntimeError):
    """Another worker is sending this message, or died doing so a moment ago."""


def keep_mail(message: EmailMessage) -> int:
    """Store a message, one row per address, in the caller's transaction; returns how many rows.

    With a mail server a job sends each of them, otherwise they are shown. Raises NotPlainText,
    ValidationError (an address that is none).
    """
    if message.attachments or message.content_subtype != "plain":
        raise NotPlainText
    html, calendar = _html(message), _calendar(message)
    mails = [_mail(message, html, calendar, to=address) for address in message.recipients()]
    with transaction.atomic():
        for mail in mails:
            mail.save(force_insert=True)
            _send_on(mail)
        _show_newest(mails)
    return len(mails)


def _send_on(mail: Mail) -> None:
    """Let a job send it, behind everybody's own mail if it goes to very many; what is shown has left already."""
    if mail.state == Mail.State.WAITING:
        job = tasks.send_mail_row.using(priority=BEHIND) if mail.is_bulk else tasks.send_mail_row
        job.enqueue(str(mail.pk))
    elif mail.is_bulk:
        outgoing.tell_left(mail.pk, is_taken=True)


def _html(message: EmailMessage) -> str:
    """The same text in HTML; raises NotPlainText for what is neither that nor a calendar."""
    sorts = [str(sort).partition(";")[0] for _text, sort in getattr(message, "alternatives", ())]
    if sorts not in ([], ["text/html"], ["text/calendar"], ["text/html", "text/calendar"]):
        raise NotPlainText
    return _alternative(message, "text/html")


def _calendar(message: EmailMessage) -> str:
    return _alternative(message, "text/calendar")


def _alternative(message: EmailMessage, wanted: str) -> str:
    found = (str(text) for text, sort in getattr(message, "alternatives", ()) if str(sort).startswith(wanted))
    return next(found, "")


def _mail(message: EmailMessage, html: str, calendar: str, *, to: str) -> Mail:
    validate_email(to)
    chosen = {"pk": message.identifier, "is_bulk": True} if isinstance(message, outgoing.Bulk) else {}
    return Mail(
        sender=_one_line(message.from_email),
        to=to,
        subject=_one_line(str(message.subject))[:250],
        body=str(message.body).replace("\x00", ""),  # which PostgreSQL does not store
        html=html.replace("\x00", ""),
        calendar=calendar.replace("\x00", ""),
        headers={name: _one_line(value) for name, value in message.extra_headers.items() if name in MORE},
        state=Mail.State.WAITING if settings.ENV.smtp_url else Mail.State.SHOWN,
        **chosen,
    )


def _one_line(text: str) -> str:
    """Nothing that could begin another header; the no-break spaces of French stay."""
    return BREAKS.sub(" ", text).strip()


def _show_newest(mails: list[Mail]) -> None:
    shown = [mail for mail in mails if mail.state == Mail.State.SHOWN]
    if not shown:
        return
    newest = Mail.objects.filter(state=Mail.State.SHOWN).order_by("-created_at", "-pk")
    Mail.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[MOST_SHOWN:])).delete()
    # Without mail nor session the owner has only the terminal to read a code in.
    for mail in shown:
        if not settings.ENV.demo and Member.objects.filter(email=mail.to, is_owner=True).exists():
            log.warning("no mail server is set; a message for the owner: %s", mail.body)


def hand_over(identifier: UUID) -> None:
    """Hand a waiting message to the server; raises what may pass (OSError, SMTPException, NoServer, StillSending).

    What the server refuses for good is marked as failed, with the server's words.
    """
    server = smtp.current_server()
    mail = _claim(identifier)
    if mail is None:
        return
    try:
        _hand_over(mail, server)
    except Exception as error:
        if not smtp.is_final(error):
            _update(mail, tried_at=None)
            raise
        _end(mail, state=Mail.State.FAILED, error=str(error)[:2000])
        if smtp.refuses_address(error):
            note_bounce(mail.pk, said=str(error))
    else:
        _end(mail, state=Mail.State.SENT, sent_at=timezone.now())


def _hand_over(mail: Mail, server: smtp.Server) -> None:
    """With a return path of its own; as the sender, where the server lets nobody else send."""
    message = mail.as_message()
    try:
        with smtp.connected(server) as connection:
            connection.send_messages([message])
    except Exception as error:
        if not smtp.refuses_sender(error) or message.from_email == mail.sender:
            raise
        log.warning("the mail server refuses our return paths: %s", error)
        with smtp.connected(server) as connection:
            connection.send_messages([mail.as_message(is_plain=True)])


def _claim(identifier: UUID) -> Mail | None:
    """The message, for this worker alone; None if it has left or was deleted."""
    now = timezone.now()
    waiting = Mail.objects.filter(pk=identifier, state=Mail.State.WAITING)
    free = waiting.filter(Q(tried_at=None) | Q(tried_at__lt=now - CLAIM))
    if not free.update(tried_at=now):
        if waiting.exists():
            raise StillSending
        return None
    return Mail.objects.get(pk=identifier)


def _end(mail: Mail, *, state: str, **values: object) -> None:
    """Note what became of a message, and erase its words."""
    with transaction.atomic():
        _update(mail, state=state, **values, **EMPTY)
        if mail.is_bulk:
            outgoing.tell_left(mail.pk, is_taken=state == Mail.State.SENT)


def _update(mail: Mail, **values: object) -> None:
    Mail.objects.filter(pk=mail.pk).update(**values)


def forget_old_mail(now: datetime) -> None:
    """Delete what was shown or has left, and give up what could not leave for days."""
    Mail.objects.filter(state=Mail.State.SHOWN, created_at__lt=now - SHOWN_FOR).delete()
    Mail.objects.filter(
        state__in=[Mail.State.SENT, Mail.State.FAILED], created_at__lt=now - KEPT_FOR
    ).delete()
    Mail.objects.filter(state=Mail.State.WAITING, created_at__lt=now - WAITS_FOR).update(
        state=Mail.State.FAILED, error="The mail server could not be reached for days.", **EMPTY
    )
