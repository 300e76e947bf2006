"""The front page of a community, for sitemaps."""

from collections.abc import Iterable
from uuid import UUID

from potager.communities.models import Community
from potager.journal.mapped import Mapped, declare_map


def _front(community: UUID) -> Iterable[Mapped]:
    found = Community.objects.readable_by(None).filter(pk=community)
    return [Mapped(one.get_absolute_url()) for one in found]


declare_map("community", _front)
