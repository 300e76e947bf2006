"""What a person is told whose mail was not taken, or not wholly: kindly, with their text."""

import re
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from potager.conversations.models import Post
from potager.letterbox.reading import Incoming
from potager.lib.refusals import Refusal
from potager.members.models import Member

MOST_RETURNED = 30_000  # characters
MESSAGE_ID = re.compile(r"<[^<>\s]{1,240}>")


def is_from(sender: str, member: Member) -> bool:
    """Whether an address is the member's, with or without what stands behind a "+"."""
    return _bare(sender) == _bare(member.email)


def refused(mail: Incoming, refusal: Refusal, *, thing: str) -> EmailMessage:
    """The answer to a mail that was not taken: why, and what was written. `thing` is where it would have gone."""
    body = [_("Hello,"), str(refusal.message)]
    if thing:
        body.append(_("The conversation: %(link)s") % {"link": _link(f"/topics/{thing.partition(':')[2]}/")})
    if mail.text.strip():
        body.append(_("Your text, so that it is not lost:"))
        body.append(mail.text.strip()[:MOST_RETURNED])
    return _message(mail, _("Your mail was not posted"), body)


def without_attachments(mail: Incoming, member: Member, post: Post) -> EmailMessage:
    """The answer to a mail whose text was taken and whose attachments were not."""
    told = _(
        "Your answer is in the conversation. What was attached to your mail is not: files are not taken by mail. "
        "Pictures can be added on the page: %(link)s"
    )
    return _message(mail, _("Your answer is posted, without its files"), [
        _("Hello,"), told % {"link": _link(post.get_absolute_url())},
    ])  # fmt: skip


def _message(mail: Incoming, subject: str, paragraphs: list[str]) -> EmailMessage:
    found = MESSAGE_ID.fullmatch(mail.message_id)
    headers = {"In-Reply-To": found[0], "References": found[0]} if found else {}
    return EmailMessage(subject, "\n\n".join(paragraphs) + "\n", None, [mail.sender], headers=headers)


def _link(path: str) -> str:
    return f"{settings.ENV.url or ''}{path}"


def _bare(address: str) -> str:
    local, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
