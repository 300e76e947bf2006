"""Reports that a mail of ours did not arrive: as RFC 3464 has them, or in whatever words, at a return path of ours."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from potager.letterbox.automatic import OURS, is_ours
from potager.letterbox.reading import Incoming, Mail, header, is_report

MOST_LOOKED_AT = 100
OF_THE_ADDRESS = re.compile(
    r"5\.(?:[0124])\.\d{1,3}"
)  # not what the server has against us (5.7) or the text (5.6)


SOME_STATUS = re.compile(r"(?<![\d.])([245])\.\d{1,3}\.\d{1,3}(?![\d.])")
CODE = re.compile(r"(?<![\d.#])55[0-4](?=[\s-])")  # as SMTP says it, where nothing else tells
IN_WORDS = re.compile(
    r"undeliver|failure notice|delivery (?:has )?failed|delivery failure|returned mail|returned to sender|mail delivery"
    r"|non remis|non distribu|non délivr|échec de la (?:remise|distribution)|impossible de (?:remettre|distribuer)"
    r"|unzustellbar|no fue posible entregar",
    re.IGNORECASE,
)
FOR_NOW = re.compile(
    r"delay|warning|retard|temporar|will (?:be )?retr|vacation|out of office|absen", re.IGNORECASE
)
ROBOTS = re.compile(r"(?:mailer-daemon|postmaster|bounces?)[+@=-]", re.IGNORECASE)
LONGEST_SAID = 20_000  # characters of a report in words


@dataclass(frozen=True)
class Bounced:
    """Which mail of ours came back for good, and what the server said."""

    mail: UUID
    said: str


def is_bounce(mail: Incoming) -> bool:
    """Whether it reports what became of a mail, be it good or bad."""
    return is_report(mail.message)


def bounced_in(mail: Incoming, came_back: UUID | None = None) -> Bounced | None:
    """The mail of ours that will not arrive because its address takes none; None for any other report.

    `came_back` is the mail at whose return path the report arrived; without it the report must quote the mail.
    """
    if mail.is_odd:
        return None
    if not is_bounce(mail):
        return Bounced(came_back, _said(mail)) if came_back and _says_no(mail) else None
    parts = list(mail.message.walk())[:MOST_LOOKED_AT]
    failures = [block for block in parts if _is_failure(block)]
    ours = came_back or _quoted(parts)
    if not failures or ours is None:
        return None
    return Bounced(ours, header(failures[0], "Diagnostic-Code")[:500])


def _quoted(parts: list[Mail]) -> UUID | None:
    ours = next((found for found in _message_ids(parts) if is_ours(found)), None)
    return UUID(ours[1:37]) if ours else None


def _says_no(mail: Incoming) -> bool:
    """Whether a server that does not know RFC 3464 says that the address takes no mail: in doubt it does not."""
    is_server = not mail.sender or ROBOTS.match(mail.sender) or header(mail.message, "Return-Path") == "<>"
    if not is_server or FOR_NOW.search(mail.subject):
        return False
    told = _said(mail)
    statuses = [found[0] for found in SOME_STATUS.finditer(told)]
    if statuses:
        return any(map(OF_THE_ADDRESS.fullmatch, statuses))
    return bool(IN_WORDS.search(mail.subject)) and (bool(CODE.search(told)) or not FOR_NOW.search(told))


def _said(mail: Incoming) -> str:
    return " ".join(mail.text[:LONGEST_SAID].split())


def _is_failure(block: Mail) -> bool:
    failed = header(block, "Action").lower() == "failed"
    return failed and bool(OF_THE_ADDRESS.fullmatch(header(block, "Status").partition(" ")[0]))


def _message_ids(parts: list[Mail]) -> Iterator[str]:
    """Of the mail that came back: its head is a part of its own, or stands in one as text."""
    for part in parts[1:]:
        yield header(part, "Message-ID").strip()
        if part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            text = payload[:20_000].decode("latin-1") if isinstance(payload, bytes) else ""
            yield from (match[0] for match in OURS.finditer(text))
