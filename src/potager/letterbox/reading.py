"""One incoming mail, read with care: whoever sent it may have wished us ill.

The standard parser does the reading, on at most MOST_READ bytes and with the plain policy, whose headers are strings
that nothing interprets; it would take the square of the time on parts within parts, so a mail with too many is not
parsed at all. Nothing here raises on a mail that is broken.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses, parseaddr
from typing import TypeAlias

from potager.letterbox.plain import text_of_html
from potager.letterbox.quotations import without_quotations

MOST_READ = 2_000_000  # bytes; what comes after them is an attachment, or no letter
MOST_PARTS, MOST_CONTAINERS = 100, 12
LONGEST_HEADER, LONGEST_HEAD, MOST_HEADERS = 2_000, 100_000, 300  # characters, bytes, lines
MOST_ADDRESSES, LONGEST_ADDRESS = 50, 254
LONGEST_TEXT = 400_000  # characters that are looked at
TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
CONTAINER = re.compile(
    rb"^content-type:[ \t]*(?:\r?\n[ \t]+)?(?:multipart|message)/", re.IGNORECASE | re.MULTILINE
)
Mail: TypeAlias = "Message[str, str]"


@dataclass(frozen=True)
class Incoming:
    """What of a mail matters here. `text` is without quotations and signatures; `is_odd`: nothing of it was read."""

    message_id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    attachments: int
    is_odd: bool
    message: Mail


def read_mail(raw: bytes) -> Incoming:
    """Read a mail as far as the limits go; never raises."""
    is_odd = len(CONTAINER.findall(raw[:MOST_READ])) > MOST_CONTAINERS
    message = head_of(raw) if is_odd else _whole(raw)
    parts = [] if is_odd else list(_leaves(message))
    return Incoming(
        message_id=header(message, "Message-ID").strip()[:250],
        sender=sender_of(message),
        to=tuple(addresses_of(message)),
        subject=header(message, "Subject")[:250],
        text=without_quotations(_text(parts)),
        attachments=sum(map(_is_attachment, parts)) + (len(raw) > MOST_READ),
        is_odd=is_odd,
        message=message,
    )


def head_of(raw: bytes) -> Mail:
    """The head of a mail alone, which costs little to read."""
    return BytesParser(policy=policy.compat32).parsebytes(_short_head(raw), headersonly=True)


def sender_of(message: Mail) -> str:
    """The address that a mail says it comes from; "" if that is none."""
    address = parseaddr(header(message, "From"))[1].lower()
    return address if "@" in address and len(address) <= LONGEST_ADDRESS else ""


def addresses_of(message: Mail) -> Iterator[str]:
    """To whom it went, as its headers tell; those that servers add come first."""
    for name in TO:
        values = [str(value)[:LONGEST_HEADER] for value in message.get_all(name, [])[:MOST_HEADERS]]
        for _name, address in getaddresses(values)[:MOST_ADDRESSES]:
            yield address.lower()


def is_report(message: Mail) -> bool:
    """Whether it says what became of a mail (RFC 3464)."""
    is_multipart = message.get_content_type() == "multipart/report"
    return is_multipart and str(message.get_param("report-type", "")).lower() == "delivery-status"


def digest_of(raw: bytes) -> str:
    """By what a mail is known again, though each server on its way wrote another line on top of it."""
    message = head_of(raw)
    told = [header(message, name) for name in ("Message-ID", "From", "Date", "Subject")]
    ends = min((place for place in (raw.find(b"\n\n"), raw.find(b"\r\n\r\n")) if place >= 0), default=0)
    body = raw[ends:].replace(b"\r\n", b"\n").strip()
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace") + b"\n\n" + body).hexdigest()


def header(message: Mail, name: str) -> str:
    """A header in one line of readable text, "" if it is missing or broken."""
    raw = str(message.get(name, ""))[:LONGEST_HEADER].replace("\x00", "")
    if "=?" not in raw:
        return " ".join(raw.encode("utf-8", "replace").decode().split())
    try:
        text = str(make_header(decode_header(raw)))
    except (HeaderParseError, LookupError, ValueError):
        text = raw
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _whole(raw: bytes) -> Mail:
    head = _short_head(raw)
    return BytesParser(policy=policy.compat32).parsebytes(head + raw[len(head) : MOST_READ])


def _short_head(raw: bytes) -> bytes:
    """The lines of the head, no more than the limits allow."""
    ends = re.search(rb"\r?\n\r?\n", raw[:LONGEST_HEAD])
    return raw[: ends.end() if ends else LONGEST_HEAD]


def _leaves(message: Mail) -> Iterator[Mail]:
    """The parts that hold something, the first MOST_PARTS of them; attached mails stay closed."""
    waiting = [message]
    for _part in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting[:0] = [inner for inner in payload[:MOST_PARTS] if isinstance(inner, Message)]
        else:
            yield part


def _is_attachment(part: Mail) -> bool:
    if part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() not in {"text", "multipart"} and part.get_content_subtype() not in {
        "pgp-signature", "pkcs7-signature", "x-pkcs7-signature", "pgp-keys", "delivery-status", "pgp-encrypted",
    }  # fmt: skip


def _text(parts: list[Mail]) -> str:
    """The text of the first plain part that says something, else of the first HTML part."""
    written = [part for part in parts if part.get_content_maintype() == "text" and not _is_attachment(part)]
    for part in written:
        if part.get_content_subtype() == "plain" and (text := _decoded(part)).strip():
            return _reflowed(text) if _is_flowed(part) else text
    for part in written:
        if part.get_content_subtype() == "html" and (text := text_of_html(_decoded(part))).strip():
            return text
    return ""


def _decoded(part: Mail) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    named = str(part.get_content_charset() or "utf-8")
    for charset in (named, "utf-8", "cp1252"):
        try:
            return data.decode(charset)[:LONGEST_TEXT]
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")[:LONGEST_TEXT]


def _is_flowed(part: Mail) -> bool:
    return str(part.get_param("format", "")).lower() == "flowed"


def _reflowed(text: str) -> str:
    """Paragraphs as they were typed: a line that ends with a space goes on in the next one (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        plain = line.removeprefix(" ") if not line.startswith(">") else line
        is_signature = plain == "-- "
        if goes_on and lines and not plain.startswith(">") and not is_signature:
            lines[-1] += plain
        else:
            lines.append(plain)
        goes_on = plain.endswith(" ") and not is_signature and not plain.startswith(">")
    return "\n".join(lines)
