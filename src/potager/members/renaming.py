"""Whoever keeps somebody's name elsewhere registers here, and is told in the transaction in which it changes.

From the `ready()` of an app: `register("directory", look_again)`. Members know no app above them.
"""

from collections.abc import Callable

from potager.members.models import Member

Keeper = Callable[[Member], None]
_keepers: dict[str, Keeper] = {}


def register(name: str, keeper: Keeper) -> None:
    """Call `keeper(member)` whenever somebody takes another name."""
    _keepers[name] = keeper


def tell(member: Member) -> None:
    """Say that somebody has another name, once the row is written."""
    for keeper in _keepers.values():
        keeper(member)
