"""Whose pages are counted: apps register them here."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from potager.communities.models import Community
from potager.communities.queries import readable_by, standing_of
from potager.members.models import Member


@dataclass(frozen=True)
class Shown:
    """A page as those who write it see its visits."""

    title: str
    url: str
    community: Community


@dataclass(frozen=True)
class Page:
    """A sort of pages: `is_public(id)`, whether strangers may look at it now; `look(id, member)`, what it is, for
    those who may know how often it is looked at, None for others.
    """

    is_public: Callable[[UUID], bool]
    look: Callable[[UUID, Member], Shown | None]


_pages: dict[str, Page] = {}


def register(sort: str, page: Page) -> None:
    """Let pages written "sort:uuid" be counted."""
    _pages[sort] = page


def is_public(written: str) -> bool:
    """Whether "sort:uuid" is a page that strangers may look at now."""
    sort, identifier = _read(written)
    page = _pages.get(sort)
    return page is not None and identifier is not None and page.is_public(identifier)


def look(sort: str, identifier: UUID, member: Member) -> Shown | None:
    """A page, for those who may know how often it is looked at."""
    page = _pages.get(sort)
    return page.look(identifier, member) if page else None


def _read(written: str) -> tuple[str, UUID | None]:
    sort, _colon, identifier = written.partition(":")
    try:
        return sort, UUID(identifier) if len(identifier) == 36 else None
    except ValueError:
        return sort, None


def _is_public(identifier: UUID) -> bool:
    return readable_by(None).filter(pk=identifier).exists()


def _look(identifier: UUID, member: Member) -> Shown | None:
    community = Community.objects.filter(pk=identifier).first()
    if community is None or not standing_of(member, community).edits:
        return None
    return Shown(community.name, community.get_absolute_url(), community)


register("community", Page(_is_public, _look))
