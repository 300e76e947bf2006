"""Links in letters that know whose they are: signed, for one subscription and one purpose.

What was left can be brought back for a day by a seal that the page of leaving holds: nothing of it is stored here.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from potager.newsletters.models import Subscriber
from potager.newsletters.rules import UNDO_WITHIN

CONFIRM, LEAVE, UNDO = "confirm", "leave", "undo"
_SALT = "potager.newsletters."


@dataclass(frozen=True)
class Left:
    """A subscription as it was when it ended; moments in ISO 8601, "" for none."""

    pk: str
    community: str
    member: str
    address: str
    language: str
    asked_at: str
    confirmed_at: str


def token_for(subscriber: UUID, purpose: str) -> str:
    """What stands in a link."""
    return signing.Signer(salt=_SALT + purpose).sign(subscriber.hex)


def read_token(token: str, purpose: str) -> UUID | None:
    """Whose subscription a link means; None if it is not one of ours."""
    try:
        return UUID(hex=signing.Signer(salt=_SALT + purpose).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def seal_of(subscriber: Subscriber) -> str:
    """What brings a subscription back for a day."""
    left = Left(
        pk=subscriber.pk.hex,
        community=subscriber.community_id.hex,
        member=subscriber.member_id.hex if subscriber.member_id else "",
        address=subscriber.address,
        language=subscriber.language,
        asked_at=subscriber.asked_at.isoformat(),
        confirmed_at=subscriber.confirmed_at.isoformat() if subscriber.confirmed_at else "",
    )
    return signing.dumps(asdict(left), salt=_SALT + UNDO, compress=True)


def read_seal(seal: str) -> Subscriber | None:
    """The subscription as it was, not stored; None if the seal is none of ours, or too old."""
    try:
        told = signing.loads(seal, salt=_SALT + UNDO, max_age=UNDO_WITHIN)
    except signing.BadSignature:
        return None
    confirmed = told.pop("confirmed_at")
    return Subscriber(
        pk=UUID(hex=told["pk"]),
        community_id=UUID(hex=told["community"]),
        member_id=UUID(hex=told["member"]) if told["member"] else None,
        address=told["address"],
        language=told["language"],
        asked_at=datetime.fromisoformat(told["asked_at"]),
        confirmed_at=datetime.fromisoformat(confirmed) if confirmed else None,
    )
