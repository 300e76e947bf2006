"""The way in for a mailbox somewhere: IMAP, asked every minute.

What is ours is stored first, then moved to a folder of its own; what is not ours stays where it is, unread. How far
the mailbox was read stands in a row, moved on after each mail: a crash reads one mail twice, and `receive` knows it.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from potager.letterbox.actions import MOST_BYTES, read_up_to, receive
from potager.letterbox.queries import mailbox_named

PORTS = {"imap": 143, "imaps": 993}
SECONDS = 20.0  # for each answer of the server
AT_ONCE = 50  # mails in one turn
HANDLED = "Potager"  # the folder of what was read, if the URL names none
NUMBER = re.compile(rb"\d{1,10}")
SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")
PLAIN = re.compile(r"[\w ./&+,-]{1,200}")
IMAP_ERRORS = (OSError, imaplib.IMAP4.error)


class BadImapUrl(ValueError):
    """POTAGER_IMAP_URL cannot be understood."""


@dataclass(frozen=True)
class Place:
    """A mailbox, and where what was read goes."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    starts_tls: bool
    folder: str
    handled: str

    @property
    def name(self) -> str:
        """By which it is remembered: without its password."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"[:250]


def place_of(url: str) -> Place:
    """Read a POTAGER_IMAP_URL (imaps://user:password@host/INBOX?handled=Potager); raises BadImapUrl."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadImapUrl(str(error)) from error
    wishes = parse_qs(parts.query)
    tls = wishes.get("tls", [""])[-1]
    folder = unquote(parts.path.strip("/")) or "INBOX"
    handled = wishes.get("handled", [HANDLED])[-1]
    is_well = parts.scheme in PORTS and parts.hostname and parts.username and tls in {"", "starttls"}
    if not is_well or not all(map(PLAIN.fullmatch, (folder, handled))) or folder == handled:
        raise BadImapUrl("POTAGER_IMAP_URL looks like imaps://user:password@host/INBOX?handled=Potager")
    return Place(
        host=str(parts.hostname),
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_tls=parts.scheme == "imaps",
        starts_tls=tls == "starttls",
        folder=folder,
        handled=handled,
    )


@contextmanager
def connected(place: Place) -> Iterator[imaplib.IMAP4]:
    """The mailbox, opened; raises OSError and imaplib's errors if it cannot be."""
    context = ssl.create_default_context()
    if place.is_tls:
        client: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            place.host, place.port, ssl_context=context, timeout=SECONDS
        )
    else:
        client = imaplib.IMAP4(place.host, place.port, timeout=SECONDS)
    try:
        if place.starts_tls:
            client.starttls(context)
        client.login(place.user, place.password)
        _must(client.select(_quoted(place.folder)))
        yield client
    finally:
        with suppress(*IMAP_ERRORS):
            client.logout()


def poll(place: Place) -> int:
    """Take in what has come since the last time, AT_ONCE mails at most; returns how many were looked at."""
    with connected(place) as client:
        validity = int((client.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        box = mailbox_named(place.name)
        last = box.last if box and box.validity == validity else 0
        uids = _newer(client, last)[:AT_ONCE]
        with suppress(*IMAP_ERRORS):  # it may be there
            client.create(_quoted(place.handled)) if uids else None
        for uid in uids:
            _take(client, uid, place)
            read_up_to(place.name, validity=validity, last=uid)
        if not uids:
            read_up_to(place.name, validity=validity, last=last)
    return len(uids)


def _newer(client: imaplib.IMAP4, last: int) -> list[int]:
    """The UIDs after `last`, in order; "n:*" always names one, be it older."""
    data = _must(client.uid("SEARCH", f"UID {last + 1}:*"))
    found = b" ".join(line for line in data if isinstance(line, bytes))
    return sorted(uid for uid in map(int, NUMBER.findall(found)) if uid > last)


def _take(client: imaplib.IMAP4, uid: int, place: Place) -> None:
    sizes = b" ".join(
        part for part in _must(client.uid("FETCH", str(uid), "(RFC822.SIZE)")) if isinstance(part, bytes)
    )
    size = SIZE.search(sizes)
    if size is None:
        return  # gone meanwhile
    asked = "(BODY.PEEK[])" if int(size[1]) <= MOST_BYTES else f"(BODY.PEEK[]<0.{MOST_BYTES}>)"
    parts = _must(client.uid("FETCH", str(uid), asked))
    raw = next((part[1] for part in parts if isinstance(part, tuple)), None)
    if raw is not None and receive(raw) is not None:
        _move(client, uid, place)


def _move(client: imaplib.IMAP4, uid: int, place: Place) -> None:
    """Out of the way of whoever reads that mailbox too; a server that cannot keeps it, marked as read."""
    target = _quoted(place.handled)
    able = _able(client)
    if b"MOVE" in able:
        if client.uid("MOVE", str(uid), target)[0] == "OK":
            return
    elif client.uid("COPY", str(uid), target)[0] == "OK":
        client.uid("STORE", str(uid), "+FLAGS", r"(\Deleted \Seen)")
        if b"UIDPLUS" in able:
            client.uid("EXPUNGE", str(uid))
        return
    client.uid("STORE", str(uid), "+FLAGS", r"(\Seen)")


def _able(client: imaplib.IMAP4) -> set[bytes]:
    """What the server can do, which it says in full only to who is signed in."""
    data = _must(client.capability())
    return set(b" ".join(part for part in data if isinstance(part, bytes)).upper().split())


def _must(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(
            b" ".join(part for part in data if isinstance(part, bytes)).decode("latin-1")
        )
    return data


def _quoted(name: str) -> str:
    return f'"{name}"'
