"""What each person has read, follows and reacted to, and what they are about to say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.conversations.models import UNSEEN, Draft, Follow, Poll, Post, Reaction, ReadMark, Rules, Topic
from potager.conversations.reactions import Sort, offered
from potager.lib.statements import answer, first_where
from potager.members.models import Member

RECENT = timedelta(days=90)  # whoever spoke since then goes on hearing, unless they said otherwise
MOST_COUNTED = 100  # unread posts of one topic that are counted; more are "100+"
HORIZON = timedelta(days=90)  # what was said before nobody has to catch up with


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


@dataclass(frozen=True)
class Unread:
    """What a member has not read of a topic: how many posts, or all of it (`is_new`: they never opened it)."""

    posts: int = 0
    is_new: bool = False

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self.posts >= MOST_COUNTED


def unread_in(standing: Standing, topics: Sequence[Topic]) -> dict[UUID, Unread]:
    """What the member has not read of these topics, without those of which they have read all. Two queries."""
    member = standing.member
    if member is None or not topics:
        return {}
    marks = dict(ReadMark.objects.filter(member=member, topic__in=topics).values_list("topic_id", "number"))
    since = caught_up_at(standing)
    recent = [topic for topic in topics if topic.last_at > since]
    behind = [topic for topic in recent if marks.get(topic.pk, topic.numbered) < topic.numbered]
    found = {pk: Unread(posts=number) for pk, number in _counted(member, behind).items()}
    for topic in recent:
        if topic.pk not in marks and topic.author_id != member.pk:
            found[topic.pk] = Unread(is_new=True)
    return found


def _counted(member: Member, topics: Sequence[Topic]) -> dict[UUID, int]:
    if not topics:
        return {}
    mark = F("topic__read_marks__number")
    later = Post.objects.filter(
        topic__in=topics,
        state=Post.State.SHOWN,
        topic__read_marks__member=member,
        number__gt=mark,
        number__lte=mark + MOST_COUNTED,
    ).exclude(author=member)
    return dict(later.order_by().values_list("topic").annotate(number=Count("pk")))


def unread_among(topics: QuerySet[Topic], standing: Standing) -> QuerySet[Topic]:
    """Those of these topics in which others said what the member has not read."""
    return _marked(topics, standing).filter(_is_unread(standing))


def read_among(topics: QuerySet[Topic], standing: Standing) -> QuerySet[Topic]:
    """The others."""
    return _marked(topics, standing).exclude(_is_unread(standing))


def _marked(topics: QuerySet[Topic], standing: Standing) -> QuerySet[Topic]:
    """Each with how far the member has read it, by the index of their marks."""
    mark = ReadMark.objects.filter(member=standing.member, topic=OuterRef("pk")).values("number")[:1]
    return topics.alias(read=Coalesce(Subquery(mark), 0))


def _is_unread(standing: Standing) -> Q:
    """The words are looked for only where there is something after the mark."""
    later = Post.objects.filter(topic=OuterRef("pk"), state=Post.State.SHOWN, number__gt=OuterRef("read"))
    is_behind = Q(last_at__gt=caught_up_at(standing), numbered__gt=F("read"))
    return is_behind & Q(Exists(later.exclude(author=standing.member)))


def caught_up_at(standing: Standing) -> datetime:
    """The moment before which nothing counts as unread: when the member came, and not too long ago."""
    joined = standing.membership.joined_at if standing.membership else standing.community.created_at
    return max(joined, timezone.now() - HORIZON)


def first_unread(topic: Topic, member: Member, read: int) -> Post | None:
    """The first post by somebody else after number `read`."""
    later = Post.objects.filter(topic=topic, state=Post.State.SHOWN, number__gt=read)
    return later.exclude(author=member).order_by("number").first()


def read_up_to(topic: Topic, member: Member | None) -> int:
    """The number of the last post of the topic that the member has read, 0 if they never opened it."""
    known = first_where(ReadMark, member=member.pk, topic=topic.pk) if member else None
    return known.number if known else 0


@dataclass(frozen=True)
class Traces:
    """What there is of a member in a topic, and of its polls: what is not there needs no question."""

    read: int = 0  # the number of the last post that they have read
    first: Post | None = None  # the first one by others that they have not: its identifier and number alone
    has_polls: bool = True
    has_drafts: bool = True
    waits: bool = True
    follows: bool = True
    speaks: bool = True  # said something there, not too long ago


def traces_of(topic: Topic, member: Member) -> Traces:
    """All of it in one query."""
    found = answer(_traces, topic=topic.pk, member=member.pk, since=timezone.now() - RECENT)
    if found is None:
        return Traces()
    read, number, pk, *there = found
    first = Post(pk=UUID(str(pk)), topic=topic, number=number) if number else None
    return Traces(read or 0, first, *map(bool, there))


def _traces(topic: UUID, member: UUID, since: datetime) -> QuerySet[Topic, Any]:
    mark = ReadMark.objects.filter(member=member, topic=topic).values("number")[:1]
    posts = Post.objects.filter(topic=topic)
    # Said by name of the topic's column, the database would look through all of a long topic for one author.
    recent = Post.objects.filter(author=member, state=Post.State.SHOWN, written_at__gt=since)
    recent = recent.alias(place=Coalesce(F("topic_id"), F("topic_id")))
    later = posts.filter(state=Post.State.SHOWN, number__gt=Coalesce(Subquery(mark), 0)).exclude(
        author=member
    )
    first = later.order_by("number")
    return Topic.objects.filter(pk=topic).values_list(
        Subquery(mark),
        Subquery(first.values("number")[:1]),
        Subquery(first.values("pk")[:1]),
        Exists(Poll.objects.filter(topic=topic)),
        Exists(Draft.objects.filter(member=member)),
        Exists(posts.filter(author=member, state=Post.State.HELD, number__gte=UNSEEN)),
        Exists(Follow.objects.filter(member=member)),
        Exists(recent.filter(place=topic)),
    )


def draft_at(place: str, member: Member | None) -> Draft | None:
    """What the member has typed at a place and not sent yet."""
    return first_where(Draft, member=member.pk, place=place) if member else None
