"""What a person gave, as their page shows it: apps that hold it register here. Works, never a score.

From the `ready()` of an app: `register_gifts("stories", 10, tell)`. `tell(member, viewer)` lists what the person did
under the name that they bear now, and the viewer may read; what was done under another name or none is nobody's
business.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from potager.members.models import Member

MOST = 12  # of one sort


@dataclass(frozen=True)
class Gift:
    """One thing, in words: "Wrote in “The night of the beans”". `label` is a lazy or plain string."""

    label: object
    title: str
    url: str


Tell = Callable[[Member, Member | None], Iterable[Gift]]
_tellers: dict[str, tuple[int, Tell]] = {}


def register_gifts(name: str, order: int, tell: Tell) -> None:
    """Show on a person's page what `tell(member, viewer)` lists, the newest first."""
    _tellers[name] = (order, tell)


def gifts_of(member: Member, viewer: Member | None) -> list[Gift]:
    """What a person gave, as far as the viewer may read it."""
    found = (tell(member, viewer) for _order, tell in sorted(_tellers.values(), key=lambda entry: entry[0]))
    return [gift for gifts in found for gift in list(gifts)[:MOST]]
