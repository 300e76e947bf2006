"""Reading conversations. Whatever shows topics or posts asks here first who may."""

from uuid import UUID

from django.db.models import Q, QuerySet

from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.conversations.models import Participant, Post, Topic
from potager.conversations.permissions import reads
from potager.lib.statements import first_where
from potager.members.models import Member


def visible_to(member: Member | None) -> QuerySet[Topic]:
    """The topics that a member (None: a stranger) may know of: those of communities that they read, not hidden.

    A private one, whoever is in it now.
    """
    readable = communities.readable_by(member)
    public = Q(community__in=readable.values("pk"), is_private=False)
    return Topic.objects.filter(public | _taken_part_in(member), hidden_at=None)


def _taken_part_in(member: Member | None) -> Q:
    """Private conversations in which the member is now, where they belong (permissions.takes_part, for many)."""
    if member is None:
        return Q(pk__in=())
    mine = Membership.objects.taking_part().filter(member=member)
    entered = Participant.objects.filter(member=member, left_at=None)
    return Q(is_private=True, community__in=mine.values("community"), pk__in=entered.values("topic"))


def posts_visible_to(member: Member | None) -> QuerySet[Post]:
    """The posts that are shown in the topics that a member (None: a stranger) may know of."""
    return Post.objects.filter(state=Post.State.SHOWN, topic__in=visible_to(member).values("pk"))


def may_read(member_id: UUID | None, topic_id: UUID) -> bool:
    """Whether the member with that identifier (None: a stranger) may read the topic with that one."""
    person = Member.objects.filter(pk=member_id, is_active=True).first() if member_id else None
    return read(topic_id, person) is not None


def read(identifier: UUID, member: Member | None) -> tuple[Topic, Standing] | None:
    """A topic and the member's standing in its community; None if they may not read it. Three lean queries."""
    topic = first_where(Topic, id=identifier)
    community = first_where(Community, id=topic.community_id) if topic else None
    if topic is None or community is None:
        return None
    topic.community = community
    standing = standing_of(member, community)
    return (topic, standing) if reads(standing, topic) else None


def read_post(identifier: UUID, member: Member | None) -> tuple[Post, Standing] | None:
    """A post, in whatever state, and the member's standing; None if they may not read its topic.

    What of it may be shown is for the caller: a post that is held, hidden or withdrawn shows nothing of itself.
    """
    post = first_where(Post, id=identifier)
    found = read(post.topic_id, member) if post else None
    if post is None or found is None:
        return None
    post.topic = found[0]
    return post, found[1]
