"""Conversations that everybody reads, for sitemaps; what is said about a thing is found where the thing is."""

from collections.abc import Iterable
from uuid import UUID

from potager.conversations.models import Topic
from potager.conversations.queries import visible_to
from potager.journal.mapped import MOST, Mapped, declare_map


def _topics(community: UUID) -> Iterable[Mapped]:
    found = visible_to(None).filter(community=community, about="", is_private=False, shown__gt=0)
    rows = found.order_by("-last_at").values_list("pk", "last_at")[:MOST]
    return [Mapped(Topic(pk=pk).get_absolute_url(), last_at) for pk, last_at in rows]


declare_map("topic", _topics)
