"""What the gestures look at: one community at one moment. Everything is read when first asked for, and once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from potager.animation.models import Network, Switch
from potager.communities.models import Community, Membership
from potager.conversations.models import Post, Topic
from potager.members.models import Aversion

if TYPE_CHECKING:
    from potager.animation.graph import Graph
    from potager.animation.themes import Themes

Use = Switch.Use


@dataclass
class Life:
    """A community as it is at `now`: its people, who talks with whom, about what. Private talk is no part of it."""

    network: Network
    now: datetime

    @property
    def community(self) -> Community:
        """Whose life it is."""
        return self.network.community

    def ago(self, days: float) -> datetime:
        """So many days before now."""
        return self.now - timedelta(days=days)

    @cached_property
    def graph(self) -> "Graph":
        """Who turned to whom."""
        from potager.animation.graph import graph_of

        return graph_of(self.network, self.now)

    @cached_property
    def themes(self) -> "Themes":
        """What people talk about."""
        from potager.animation.texts import themes_of

        return themes_of(self.community, self.now)

    @cached_property
    def memberships(self) -> dict[UUID, Membership]:
        """Who takes part now, by member."""
        here = Membership.objects.taking_part().filter(community=self.community, member__is_active=True)
        return {one.member_id: one for one in here.filter(joined_at__lte=self.now).order_by("pk")}

    @cached_property
    def animateurs(self) -> frozenset[UUID]:
        """Who animates it."""
        return frozenset(member for member, one in self.memberships.items() if one.animates)

    @cached_property
    def switched_off(self) -> dict[str, frozenset[UUID]]:
        """Who does not want what, by the use."""
        off: dict[str, set[UUID]] = {use.value: set() for use in Use}
        for use, member in Switch.objects.filter(community=self.community).values_list("use", "member"):
            off[use].add(member)
        return {use: frozenset(members) for use, members in off.items()}

    def may(self, member: UUID, *uses: str) -> bool:
        """Whether somebody takes part now and wants all these uses."""
        return member in self.memberships and not any(member in self.switched_off[use] for use in uses)

    @cached_property
    def apart(self) -> frozenset[tuple[UUID, UUID]]:
        """Pairs (either way round) of whom one keeps the other at a distance: nobody brings them together."""
        here = list(self.memberships)
        rows = Aversion.objects.filter(by__in=here) if len(here) < 500 else Aversion.objects.all()
        pairs = rows.values_list("by", "toward")
        return frozenset(pair for by, other in pairs for pair in ((by, other), (other, by)))

    @cached_property
    def topics(self) -> QuerySet[Topic]:
        """The conversations that everybody reads who reads the community."""
        return Topic.objects.filter(community=self.community, hidden_at=None, is_private=False)

    def posts(self) -> QuerySet[Post]:
        """What is shown in these conversations, until now."""
        shown = Post.objects.filter(topic__community=self.community, state=Post.State.SHOWN)
        return shown.filter(topic__hidden_at=None, topic__is_private=False, written_at__lte=self.now)

    @cached_property
    def thanked(self) -> frozenset[UUID]:
        """Whom somebody ever thanked."""
        graph = self.graph
        return frozenset(graph.people.members[one] for one in set(graph.target[graph.thanked > 0].tolist()))
