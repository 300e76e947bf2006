"""What `potager doctor` looks at where mail comes in: addresses to answer to, and at least one way in."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from potager.cli.finding import Wrong
from potager.letterbox import imap, lmtp
from potager.letterbox.models import Letter

LATE = timedelta(minutes=10)
LONGEST_MAILBOX = 23  # what lib.replies needs besides, of the 64 characters before the @


def incoming() -> str:
    """Whether answers by mail come in, by which ways; raises Wrong."""
    environment = settings.ENV
    ways = [bool(environment.imap_url), bool(environment.lmtp), bool(environment.mail_secret)]
    if not settings.REPLY_DOMAIN:
        if any(ways):
            raise Wrong(_("There is a way in, and no address to answer to. Set POTAGER_REPLY_DOMAIN."))
        return _("off: notices cannot be answered by mail (POTAGER_REPLY_DOMAIN sets it up)")
    if not any(ways):
        raise Wrong(
            _(
                "Notices can be answered, and nothing takes the answers in. Set POTAGER_IMAP_URL or POTAGER_LMTP."
            )
        )
    _refuse_what_cannot_be(environment.return_path)
    told = [settings.REPLY_DOMAIN]
    if environment.imap_url:
        told.append(_mailbox(environment.imap_url))
    if environment.lmtp:
        told.append(_door(environment.lmtp))
    if environment.mail_secret:
        told.append("POST /mail/in/")
    _refuse_waiting()
    return ", ".join(told)


def _refuse_what_cannot_be(return_path: str) -> None:
    if len(settings.REPLY_DOMAIN.rpartition("@")[0]) > LONGEST_MAILBOX:
        raise Wrong(_("The name before the @ of POTAGER_REPLY_DOMAIN is too long: 23 characters at most."))
    if return_path not in {"", "signed", "plain"}:
        raise Wrong(_("POTAGER_RETURN_PATH is “signed”, “plain”, or not set."))


def _mailbox(url: str) -> str:
    try:
        place = imap.place_of(url)
        with imap.connected(place):
            return _("%(host)s answers") % {"host": place.host}
    except (imap.BadImapUrl, *imap.IMAP_ERRORS) as error:
        raise Wrong(
            _("The mailbox does not open: %(error)s. Check POTAGER_IMAP_URL.") % {"error": error}
        ) from error


def _door(where: str) -> str:
    try:
        if not where.startswith("/"):
            lmtp.address_of(where)
    except lmtp.BadLmtp as error:
        raise Wrong(str(error)) from error
    return f"LMTP {where}"


def _refuse_waiting() -> None:
    waiting = Letter.objects.filter(state=Letter.State.WAITING, received_at__lt=timezone.now() - LATE).count()
    if waiting:
        raise Wrong(_("%(count)s mails came in and wait. Does `potager worker` run?") % {"count": waiting})
