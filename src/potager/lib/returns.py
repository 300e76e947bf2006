"""Where mail of ours comes back to: each one leaves with a return path of its own, sealed, that names it and expires.

So a report is known by the address at which it arrives, even if it quotes nothing; and whoever has never had a mail in
hand cannot say that it came back. The local part is 39 letters and digits (base32, RFC 4648): the day on which it
expires, the identifier of the mail, and a seal (HMAC-SHA256) over both.
"""

import hmac
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from potager.lib.replies import BadAddress, local, opened, spoken_for

LASTS = timedelta(days=10)  # longer than a server tries, and than the mail is remembered
LENGTH, SEAL = 39, 6  # characters in all, bytes of the seal
SALT = "potager.lib.returns"
FIRST = date(1970, 1, 1)


def is_on() -> bool:
    """Whether mail leaves with return paths of ours.

    By itself only where answers come to the domain that mail leaves from: elsewhere the domain must be allowed to send
    (SPF), which POTAGER_RETURN_PATH=signed says; =plain says no.
    """
    if not settings.REPLY_DOMAIN or settings.ENV.return_path == "plain":
        return False
    ours = str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].strip("> ").lower()
    return (
        settings.ENV.return_path == "signed" or str(settings.REPLY_DOMAIN).rpartition("@")[2].lower() == ours
    )


def address_for(mail: UUID, *, lasts: timedelta = LASTS) -> str:
    """The address at which that mail comes back until its day is over."""
    days = ((timezone.now() + lasts).date() - FIRST).days
    return local(days.to_bytes(2) + mail.bytes + _seal(days, mail))


def read(address: str) -> UUID:
    """Which mail came back; raises BadAddress, also once its day is over."""
    days, mail, seal = _parts(address)
    today = (timezone.now().date() - FIRST).days
    if not hmac.compare_digest(seal, _seal(days, mail)) or days < today:
        raise BadAddress
    return mail


def is_ours(address: str) -> bool:
    """Whether an address has the form of ours, be its seal right or wrong."""
    try:
        _parts(address)
    except BadAddress:
        return False
    return True


def _parts(address: str) -> tuple[int, UUID, bytes]:
    raw = opened(spoken_for(address, length=LENGTH))
    return int.from_bytes(raw[:2]), UUID(bytes=raw[2:18]), raw[18:]


def _seal(days: int, mail: UUID) -> bytes:
    return salted_hmac(SALT, f"{days} {mail}", algorithm="sha256").digest()[:SEAL]
