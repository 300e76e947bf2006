"""What a member may do toward another one from the page of members: apps above say what, the page offers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from potager.communities.queries import Standing


@dataclass(frozen=True)
class Gesture:
    """A link in everybody's row: `url` is completed by the identifier of the member whose row it is."""

    label: str | Promise
    url: str
    icon: str


Ask = Callable[["Standing"], Gesture | None]
_asked: list[Ask] = []


def register_gesture(ask: Ask) -> None:
    """Let an app offer a gesture to a person of some standing; None where it is not for them."""
    _asked.append(ask)


def gestures_for(standing: "Standing") -> list[Gesture]:
    """What the person may do toward other members."""
    return [found for ask in _asked if (found := ask(standing))] if standing.is_member else []
