"""Reports that a mail of ours did not arrive (RFC 3464)."""

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


@dataclass(frozen=True)
class Bounced:
    """Which mail of ours came back for good, and what the server said."""

    mail: UUID
    said: str


def is_bounce(mail: Incoming) -> bool:
    """Whether it reports what became of a mail, be it good or bad."""
    return is_report(mail.message)


def bounced_in(mail: Incoming) -> Bounced | None:
    """The mail of ours that will not arrive because its address takes none; None for any other report."""
    if not is_bounce(mail) or mail.is_odd:
        return None
    parts = list(mail.message.walk())[:MOST_LOOKED_AT]
    failures = [block for block in parts if _is_failure(block)]
    ours = next((found for found in _message_ids(parts) if is_ours(found)), None)
    if not failures or ours is None:
        return None
    return Bounced(UUID(ours[1:37]), header(failures[0], "Diagnostic-Code")[:500])


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
