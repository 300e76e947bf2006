"""Reading mail."""

from django.conf import settings
from django.db.models import QuerySet

from potager.members.models import Member
from potager.members.requests import mail_is_shown
from potager.notices.models import Mail

MOST_SHOWN = 50


def may_read_mail(member: Member | None) -> bool:
    """Whether this person sees the messages: the owner, and everyone in a demo without a mail server."""
    return mail_is_shown() or bool(member and member.is_active and member.is_owner)


def visible_to(member: Member | None) -> QuerySet[Mail]:
    """The newest messages, for those who may read them."""
    mails = Mail.objects.all() if may_read_mail(member) else Mail.objects.none()
    return mails.order_by("-created_at", "-pk")


def mail_leaves() -> bool:
    """Whether a mail server is set."""
    return bool(settings.ENV.smtp_url)
