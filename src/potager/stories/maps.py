"""Stories that everybody reads, for sitemaps."""

from collections.abc import Iterable
from uuid import UUID

from potager.journal.mapped import MOST, Mapped, declare_map
from potager.stories.queries import visible_to


def _stories(community: UUID) -> Iterable[Mapped]:
    found = visible_to(None).filter(community=community).order_by("-opens_at")[:MOST]
    return [Mapped(one.get_absolute_url(), one.closed_at) for one in found]


declare_map("story", _stories)
