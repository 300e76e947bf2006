"""Looking at what is about to be said: whoever has an opinion registers a screen, and one doubt is enough to hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from potager.communities.models import Community
from potager.members.models import Member

Verdict = Literal["pass", "hold"]


@dataclass(frozen=True)
class Draft:
    """What somebody is about to say, and how it was sent."""

    text: str
    author: Member
    community: Community
    seconds: float | None  # from the page to the sending; None: nobody knows
    is_guest: bool  # writes here without belonging to the community
    honeypot: str  # what was typed where nobody types


Screen = Callable[[Draft], Verdict]
_screens: list[Screen] = []


def register(screen: Screen) -> None:
    """Ask `screen` about every post and every topic before it is stored; twice registered is asked once."""
    if screen not in _screens:
        _screens.append(screen)


def verdict_of(draft: Draft) -> Verdict:
    """ "hold" as soon as one screen says so: a moderator reads it before everyone does."""
    return "hold" if any(screen(draft) == "hold" for screen in _screens) else "pass"
