"""Whoever keeps something for each membership registers here, and is told in the transaction in which it changes.

From the `ready()` of an app: `register("directory", look_again)`. Communities know no app above them.
"""

from collections.abc import Callable

from potager.communities.models import Membership

Keeper = Callable[[Membership], None]
_keepers: dict[str, Keeper] = {}


def register(name: str, keeper: Keeper) -> None:
    """Call `keeper(membership)` whenever somebody comes or goes."""
    _keepers[name] = keeper


def tell(membership: Membership) -> None:
    """Say that somebody came or went, once the row is written."""
    for keeper in _keepers.values():
        keeper(membership)
