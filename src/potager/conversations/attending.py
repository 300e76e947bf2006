"""What each person has read, follows and reacted to, and what they are about to say."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from potager.communities.models import Community
from potager.conversations.models import Follow, Post, Reaction, Rules
from potager.conversations.reactions import Sort, offered
from potager.lib.statements import first_where
from potager.members.models import Member

Level = Follow.Level


def reactions_of(community: Community) -> tuple[Sort, ...]:
    """The reactions that a community offers, thanks first."""
    known = first_where(Rules, community=community.pk)
    return offered(known.reactions if known else ())


def own_reactions(member: Member, posts: Collection[UUID] | QuerySet[Post, Any]) -> dict[UUID, list[str]]:
    """Which reactions the member had to these posts."""
    found: dict[UUID, list[str]] = {}
    rows = Reaction.objects.filter(post__in=posts, member=member).values_list("post", "name")
    for post, name in rows.order_by("post", "name"):
        found.setdefault(post, []).append(name)
    return found


def reactions_to(post: Post) -> QuerySet[Reaction]:
    """Who reacted to a post and how, the first first, of those who are here still."""
    found = Reaction.objects.filter(post=post, member__is_active=True)
    return found.select_related("member").order_by("at", "pk")
