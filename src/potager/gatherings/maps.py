"""Meetings that everybody reads of, for sitemaps."""

from collections.abc import Iterable
from uuid import UUID

from potager.gatherings.queries import visible_to
from potager.journal.mapped import MOST, Mapped, declare_map


def _events(community: UUID) -> Iterable[Mapped]:
    found = visible_to(None).filter(community=community).order_by("-opened_at")[:MOST]
    return [Mapped(one.get_absolute_url()) for one in found]


declare_map("event", _events)
