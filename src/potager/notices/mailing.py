"""What a mail about an act says of itself: how to end such mail, what it belongs to, whom an answer reaches."""

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from potager.journal.kinds import Notice
from potager.lib import replies
from potager.notices.links import unsubscribe_url
from potager.notices.ways import ALWAYS


def message_of(notice: Notice) -> EmailMessage:
    """The mail of one notice: its text, why it came, and the way to end such mail."""
    with translation.override(notice.language):
        body = f"{notice.body.rstrip()}\n\n-- \n{_footer(notice)}\n"
    return with_calendar(notice, body, headers=_headers(notice))


def with_calendar(notice: Notice, body: str, *, headers: dict[str, str] | None = None) -> EmailMessage:
    """A message of that text, and beside it what the notice says to calendars."""
    message = EmailMultiAlternatives(notice.subject, body, None, [notice.address], headers=headers)
    if notice.calendar:
        message.attach_alternative(notice.calendar, "text/calendar")
    return message


def _footer(notice: Notice) -> str:
    if notice.reason == "decision":
        return _(
            "You receive this because it was decided about you, or about what you wrote: such mail always comes."
        )
    if notice.reason == "place":
        return _("You receive this because you registered: until you cancel, such mail always comes.")
    link = unsubscribe_url(notice.member, kind_of_mail(notice.reason))
    lines = [_("To receive no such mail any more: %(link)s") % {"link": link}]
    if _is_answerable(notice):
        lines.insert(0, _("Answer this mail: your answer will stand in the conversation."))
    return "\n".join(lines)


def _is_answerable(notice: Notice) -> bool:
    return notice.thread.startswith("topic:") and notice.reason not in ALWAYS and replies.is_on()


def kind_of_mail(reason: str) -> str:
    """The kind of mail that one may end by itself, as `Wishes` calls it."""
    named = {"private": "private", "work": "work", "topic": "followed", "room": "followed"}
    return named.get(reason, "addressed")


def _headers(notice: Notice) -> dict[str, str]:
    headers: dict[str, str] = {}
    if notice.reason not in ALWAYS:
        link = unsubscribe_url(notice.member, kind_of_mail(notice.reason))
        headers |= unsubscribe_headers(link)
    if notice.thread:
        root = f"<{notice.thread.replace(':', '.')}@{_domain()}>"
        headers |= {"References": root, "In-Reply-To": root}
    if _is_answerable(notice):
        headers["Reply-To"] = replies.address_for(notice.member, notice.answered or notice.thread)
    return headers


def unsubscribe_headers(link: str) -> dict[str, str]:
    """RFC 8058: a mail program offers one click, which posts to the link."""
    if not link.startswith("https://"):  # what the standard asks for; elsewhere the link in the text serves
        return {"List-Unsubscribe": f"<{link}>"}
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("> ") or "localhost"
