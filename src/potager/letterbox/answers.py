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


def refused(mail: Incoming, refusal: Refusal, *, link: str) -> EmailMessage:
    """The answer to a mail that was not taken: why, and what was written. `link` is where it would have gone."""
    body = [_("Hello,"), str(refusal.message)]
    if link:
        body.append(_("The conversation: %(link)s") % {"link": _link(link)})
    if mail.attachments:
        body.append(_("What was attached to your mail was not kept: you have it in what you sent."))
    if text := mail.text.strip():
        body.append(_("Your text, so that it is not lost:"))
        body.append(text[:MOST_RETURNED])
        if len(text) > MOST_RETURNED:
            body.append(_("(This is its beginning; you have all of it in what you sent.)"))
    return _message(mail, _("Your mail was not posted"), body)


def taken(mail: Incoming, post: Post) -> EmailMessage:
    """The answer to a mail that was taken, if there is more to say: it waits to be read, or came without its files."""
    if post.state == Post.State.HELD:
        return _held(mail, post)
    told = _(
        "Your answer is in the conversation. What was attached to your mail is not: files are not taken by mail. "
        "Pictures can be added on the page: %(link)s"
    )
    return _message(mail, _("Your answer is posted, without its files"), [
        _("Hello,"), told % {"link": _link(post.get_absolute_url())},
    ])  # fmt: skip


def _held(mail: Incoming, post: Post) -> EmailMessage:
    body = [
        _("Hello,"),
        _(
            "Thank you: your answer has arrived. Somebody who looks after this place reads it first, as happens here "
            "with first messages and with some others; then it appears. You will hear of it by mail, and there is "
            "nothing that you need to do."
        ),
        _("The conversation: %(link)s") % {"link": _link(post.topic.get_absolute_url())},
    ]
    if mail.attachments:
        body.append(_("Files are not taken by mail: pictures can be added on the page."))
    return _message(mail, _("Your answer has arrived, and will be read first"), body)


def _message(mail: Incoming, subject: str, paragraphs: list[str]) -> EmailMessage:
    found = MESSAGE_ID.fullmatch(mail.message_id)
    headers = {"In-Reply-To": found[0], "References": found[0]} if found else {}
    return EmailMessage(subject, "\n\n".join(paragraphs) + "\n", None, [mail.sender], headers=headers)


def _link(path: str) -> str:
    return f"{settings.ENV.url or ''}{path}"


def _bare(address: str) -> str:
    local, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"
