"""What searching machines may list: each app says in its maps.py which of its pages every stranger may read.

Whoever writes a sitemap asks this registry, and so knows no app.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

MOST = 6000  # pages of one sort in one community, the newest first: a sitemap holds 50,000 addresses at most


@dataclass(frozen=True)
class Mapped:
    """A page: its path, and when it changed last, where that is known."""

    path: str
    changed_at: datetime | None = None


Tell = Callable[[UUID], Iterable[Mapped]]
_maps: dict[str, Tell] = {}


def declare_map(name: str, tell: Tell) -> None:
    """Let pages of a sort be listed: tell(community) yields those that strangers read, MOST of them at most."""
    _maps[name] = tell


def all_maps() -> list[str]:
    """Every sort of pages, by name."""
    return sorted(_maps)


def mapped_in(community: UUID) -> list[Mapped]:
    """Every page of a public community that strangers may read."""
    return [one for name in all_maps() for one in _maps[name](community)]
