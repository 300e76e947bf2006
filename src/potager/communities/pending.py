"""What waits for those who look after a community: apps above say where and how much, the navigation shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from potager.communities.queries import Standing


@dataclass(frozen=True)
class Pending:
    """A page of the navigation for those for whom something waits there; `name` is what the page calls `here`."""

    name: str
    label: str | Promise
    url: str
    number: int


Ask = Callable[["Standing"], Pending | None]
_asked: list[Ask] = []


def register_pending(ask: Ask) -> None:
    """Let an app say what waits for a person of some standing; None where they have nothing to do there."""
    _asked.append(ask)


def pending_for(standing: "Standing") -> list[Pending]:
    """What waits for the person; asks nothing for whoever does not moderate."""
    return [found for ask in _asked if (found := ask(standing))] if standing.moderates else []
