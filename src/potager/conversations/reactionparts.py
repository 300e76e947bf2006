"""What pages show of reactions beside the posts themselves: which are mine, and who reacted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from potager.communities.queries import Standing
from potager.conversations.attending import own_reactions, reactions_of, reactions_to
from potager.conversations.models import Post, Topic
from potager.conversations.permissions import answers
from potager.conversations.reactions import SORTS, Sort


@dataclass(frozen=True)
class Reacting:
    """What the page of somebody who may react holds: who they are, what they may choose, what is theirs already."""

    member: UUID
    offered: tuple[Sort, ...]
    mine: str  # "post:name", with spaces between


@dataclass(frozen=True)
class Reacted:
    """Those who had one reaction to a post."""

    sort: Sort
    names: list[str]


def reacting(topic: Topic, standing: Standing, *, first: int, end: int) -> Reacting | None:
    """How somebody reacts to the posts of a topic from number `first`, before `end`; None for whoever only reads.

    Two queries.
    """
    if standing.member is None or not answers(standing, topic):
        return None
    posts = Post.objects.filter(topic=topic, number__gte=first, number__lt=end)
    own = own_reactions(standing.member, posts.values("pk"))
    mine = " ".join(f"{post}:{name}" for post, names in own.items() for name in names)
    return Reacting(standing.member.pk, reactions_of(topic.community), mine)


def reactions_page(post: Post, standing: Standing) -> dict[str, Any]:
    """Who reacted to a post, by reaction, in the order of the list; what the person themselves may do."""
    names: dict[str, list[str]] = {}
    for row in reactions_to(post):
        names.setdefault(row.name, []).append(row.member.display_name)
    member = standing.member
    return {
        "post": post,
        "topic": post.topic,
        "community": post.topic.community,
        "standing": standing,
        "found": [Reacted(sort, names[sort.name]) for sort in SORTS if sort.name in names],
        "reacts": member is not None and member.pk != post.author_id,
        "offered": reactions_of(post.topic.community),
        "mine": own_reactions(member, [post.pk]).get(post.pk, []) if member else [],
    }
