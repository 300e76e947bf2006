"""Addresses that carry a right: whoever answers to one answers as this member, to this thing, until that day.

The local part is 40 letters and digits, whatever the case (base32, RFC 4648), in front of it "mailbox+" where one
mailbox takes everything. It holds the day it expires, the sort of thing, the first halves of both identifiers, and
a seal (HMAC-SHA256) over all of them, whole. So it fits the 64 characters of a local part (RFC 5321), and halves are
enough: whoever reads one looks up who could be meant, and the seal tells who is.
"""

import base64
import binascii
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parseaddr
from itertools import islice, product
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

LASTS = timedelta(days=90)
THINGS = (
    "",
    "topic",
    "post",
)  # what can be answered; its place in here is in every address that was given out
LENGTH, SEAL = 40, 6  # characters in all, bytes of the seal
SALT = "potager.lib.replies"
MOST_MEANT = 16  # members or things whose identifiers begin alike

Find = Callable[[str, UUID, UUID], Iterable[UUID]]


class BadAddress(ValueError):
    """No address of ours, or one that somebody changed."""


class ExpiredAddress(BadAddress):
    """It was ours, and its day is over. `reply` is what it meant."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__("expired")
        self.reply = reply


@dataclass(frozen=True)
class Reply:
    """Who may answer, and what: "topic:<uuid>"."""

    member: UUID
    thing: str


def is_on() -> bool:
    """Whether answers by mail have somewhere to go (POTAGER_REPLY_DOMAIN)."""
    return bool(settings.REPLY_DOMAIN)


def address_for(member: UUID, thing: str, *, lasts: timedelta = LASTS) -> str:
    """The address at which this member may answer this thing ("topic:<uuid>") until its day is over.

    Raises ValueError for things that nobody can answer.
    """
    sort, identifier = _parts(thing)
    if not sort:
        raise ValueError(thing)
    day = (timezone.now() + lasts).date()
    open_part = _open_part(day, sort, member, identifier)
    return local(open_part + _seal(day, Reply(member, thing)))


def local(raw: bytes) -> str:
    """An address of ours that holds these bytes."""
    token = base64.b32encode(raw).decode().lower().rstrip("=")
    mailbox, at, domain = str(settings.REPLY_DOMAIN).rpartition("@")
    return f"{mailbox}+{token}@{domain}" if at else f"{token}@{domain}"


def read(address: str, *, find: Find) -> Reply:
    """What an address means. Raises ExpiredAddress, or BadAddress for everything else that is not to be answered.

    `find("member" or the sort of thing, lowest, highest)` gives the identifiers between these two that exist.
    """
    day, sort, low_member, low_thing, seal = _opened(spoken_for(address))
    members = find("member", *_span(low_member))
    things = find(sort, *_span(low_thing))
    for member, thing in product(islice(members, MOST_MEANT), tuple(islice(things, MOST_MEANT))):
        reply = Reply(member, f"{sort}:{thing}")
        if hmac.compare_digest(seal, _seal(day, reply)):
            if day < timezone.now().date():
                raise ExpiredAddress(reply)
            return reply
    raise BadAddress


def is_ours(address: str) -> bool:
    """Whether an address has the form of ours, be its seal right or wrong."""
    try:
        _opened(spoken_for(address))
    except BadAddress:
        return False
    return True


def spoken_for(address: str, *, length: int = LENGTH) -> str:
    """What an address of ours holds, in so many letters and digits; raises BadAddress."""
    name, _, domain = parseaddr(address)[1].rpartition("@")
    mailbox, at, ours = str(settings.REPLY_DOMAIN).lower().rpartition("@")
    before, _plus, token = name.lower().rpartition("+")
    if not ours or domain.lower() != ours or len(token) != length or before != (mailbox if at else ""):
        raise BadAddress
    return token


def opened(token: str) -> bytes:
    """The bytes of a token; raises BadAddress, also for one that is not written as we write it (its last bits)."""
    whole = token.upper() + "=" * (-len(token) % 8)
    try:
        raw = base64.b32decode(whole.encode())
    except (binascii.Error, UnicodeEncodeError):
        raise BadAddress from None
    if base64.b32encode(raw).decode() != whole:
        raise BadAddress
    return raw


def _opened(token: str) -> tuple[date, str, UUID, UUID, bytes]:
    raw = opened(token)
    try:
        sort = THINGS[raw[2]]
    except IndexError:
        raise BadAddress from None
    if not sort:
        raise BadAddress
    day = date.fromordinal(date(1970, 1, 1).toordinal() + int.from_bytes(raw[:2]))
    return day, sort, UUID(bytes=raw[3:11] + bytes(8)), UUID(bytes=raw[11:19] + bytes(8)), raw[19:]


def _open_part(day: date, sort: str, member: UUID, identifier: UUID) -> bytes:
    days = (day - date(1970, 1, 1)).days
    return days.to_bytes(2) + bytes([THINGS.index(sort)]) + member.bytes[:8] + identifier.bytes[:8]


def _parts(thing: str) -> tuple[str, UUID]:
    sort, _, identifier = thing.partition(":")
    return sort, UUID(identifier)


def _span(low: UUID) -> tuple[UUID, UUID]:
    return low, UUID(int=low.int | (1 << 64) - 1)


def _seal(day: date, reply: Reply) -> bytes:
    told = f"{day.isoformat()} {reply.member} {reply.thing}"
    return salted_hmac(SALT, told, algorithm="sha256").digest()[:SEAL]
