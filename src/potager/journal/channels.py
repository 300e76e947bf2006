"""Live channels: who may listen to "type:uuid". Each app declares its own in acts.py."""

from collections.abc import Callable
from uuid import UUID

MayListen = Callable[[UUID | None, UUID], bool]
Home = Callable[[UUID], UUID | None]
_channels: dict[str, MayListen] = {}
_homes: dict[str, Home] = {}


def declare_channel(kind: str, may_listen: MayListen, *, home: Home | None = None) -> None:
    """Open channels of a type; may_listen(member's id or None, thing's id) -> bool.

    `home` tells the community of a thing where the journal may not know it yet, because nothing happened there.
    """
    _channels[kind] = may_listen
    if home is not None:
        _homes[kind] = home


def home_of(channel: str) -> UUID | None:
    """The community to which a channel belongs, as far as its app tells."""
    kind, _, identifier = channel.partition(":")
    try:
        return _homes[kind](UUID(identifier)) if kind in _homes else None
    except ValueError:
        return None


def may_listen(member: UUID | None, channel: str) -> bool:
    """Whether a member (None: a stranger) may listen; unknown and malformed channels answer no."""
    kind, _, identifier = channel.partition(":")
    try:
        return kind in _channels and _channels[kind](member, UUID(identifier))
    except ValueError:
        return False
