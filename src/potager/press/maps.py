"""Books that everybody reads, for sitemaps: the newest edition of each."""

from collections.abc import Iterable
from uuid import UUID

from potager.communities.models import Community
from potager.journal.mapped import MOST, Mapped, declare_map
from potager.press.queries import comes_from, newest_on_shelf


def _books(community: UUID) -> Iterable[Mapped]:
    home = Community(pk=community)
    found = newest_on_shelf(None).filter(comes_from(home))[:MOST]
    return [Mapped(one.get_absolute_url(), one.released_at) for one in found]


declare_map("edition", _books)
