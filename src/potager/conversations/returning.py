"""Since when somebody reads a private conversation: whoever was away and came back reads what was said from then on."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from potager.communities.queries import Standing
from potager.conversations.models import Participant, Post, Topic
from potager.lib.statements import first_where
from potager.members.models import Member


def reads_from(topic: Topic, standing: Standing) -> datetime | None:
    """The moment before which a person of that standing reads nothing of a topic; None: they read all of it."""
    if not topic.is_private or standing.member is None or standing.membership is None:
        return None
    mine = first_where(Participant, topic=topic.pk, member=standing.member.pk)
    if mine is None:
        return None
    joined = standing.membership.joined_at
    moments = [
        mine.reads_from,
        joined if joined > mine.joined_at else None,
    ]  # they left the community meanwhile
    return max((one for one in moments if one), default=None)


def is_before(post: Post, standing: Standing) -> bool:
    """Whether a post was said before the person came back; one's own words one may always read."""
    since = reads_from(post.topic, standing)
    is_mine = standing.member is not None and post.author_id == standing.member.pk
    return since is not None and post.written_at < since and not is_mine


def words_of(member: Member | None) -> Q:
    """Of posts: those that are not private, and those that were said since the member reads their conversation."""
    public = Q(topic__is_private=False)
    if member is None:
        return public
    way = "topic__community__memberships__"
    mine = Participant.objects.filter(topic=OuterRef("topic"), member=member, left_at=None)
    mine = mine.filter(Q(reads_from=None) | Q(reads_from__lte=OuterRef("written_at")))
    stayed = Q(**{f"{way}joined_at__lte": F("joined_at")}) | Q(
        **{f"{way}joined_at__lte": OuterRef("written_at")}
    )
    return public | Q(Exists(mine.filter(stayed, **{f"{way}member": member})))
