"""Live channels: who may listen to "type:uuid". Each app declares its own in acts.py."""

from collections.abc import Callable
from uuid import UUID

MayListen = Callable[[UUID | None, UUID], bool]
_channels: dict[str, MayListen] = {}


def declare_channel(kind: str, may_listen: MayListen) -> None:
    """Open channels of a type; may_listen(member's id or None, thing's id) -> bool."""
    _channels[kind] = may_listen


def may_listen(member: UUID | None, channel: str) -> bool:
    """Whether a member (None: a stranger) may listen; unknown and malformed channels answer no."""
    kind, _, identifier = channel.partition(":")
    try:
        return kind in _channels and _channels[kind](member, UUID(identifier))
    except ValueError:
        return False
