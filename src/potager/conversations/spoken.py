"""How much is said about things, and how much of it is new to whoever looks: for the pages that show the things."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.communities.queries import Standing
from potager.conversations.attending import Unread, unread_in
from potager.conversations.models import Topic


@dataclass(frozen=True)
class Spoken:
    """What is said about one thing; `unread` is nothing where the reader knows all of it, and for visitors."""

    thing: UUID
    about: str
    posts: int
    unread: Unread | None

    @property
    def url(self) -> str:
        """Where it is said."""
        return f"/discuss/{self.about.replace(':', '/')}/"


def spoken_about(parts: QuerySet[Any], whole: UUID, *, standing: Standing) -> list[Spoken]:
    """Where something is said about a thing or its parts, of which the reader sees these. Three queries at most."""
    concerned = Q(thing=whole) | Q(thing__in=parts.order_by().values("pk"))
    topics = list(Topic.objects.filter(concerned, hidden_at=None, shown__gt=0))
    unread = unread_in(standing, topics)
    return [Spoken(one.thing, one.about, one.shown, unread.get(one.pk)) for one in topics if one.thing]
