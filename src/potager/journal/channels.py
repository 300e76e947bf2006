"""Live channels: who may listen to "type:uuid". Each app declares its own in acts.py."""

from collections.abc import Callable, Collection
from uuid import UUID

MayListen = Callable[[UUID | None, UUID], bool]
Home = Callable[[UUID], UUID | None]
Leaning = Callable[[UUID], Collection[str]]
_channels: dict[str, MayListen] = {}
_homes: dict[str, Home] = {}
_leanings: dict[str, Leaning] = {}


def declare_channel(
    kind: str, may_listen: MayListen, *, home: Home | None = None, leaning: Leaning | None = None
) -> None:
    """Open channels of a type; may_listen(member's id or None, thing's id) -> bool.

    `home` tells the community of a thing where the journal may not know it yet, because nothing happened there.
    `leaning` tells the other things ("story:uuid") whose own acts may end its streams.
    """
    _channels[kind] = may_listen
    if home is not None:
        _homes[kind] = home
    if leaning is not None:
        _leanings[kind] = leaning


def leaning_of(channel: str) -> frozenset[str]:
    """The things whose going ends a channel's streams, beside its own."""
    kind, _, identifier = channel.partition(":")
    try:
        return frozenset(_leanings[kind](UUID(identifier))) if kind in _leanings else frozenset()
    except ValueError:
        return frozenset()


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
