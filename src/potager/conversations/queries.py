"""Reading conversations. Whatever shows topics or posts asks here first who may."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from potager.communities import queries as communities
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing, standing_of
from potager.conversations import subjects
from potager.conversations.models import Participant, Picture, Poll, Post, Room, Rules, Tag, Topic
from potager.conversations.permissions import reads
from potager.conversations.returning import is_before, reads_from, words_of
from potager.lib.differences import Piece
from potager.lib.statements import first_where
from potager.lib.woven import woven
from potager.members.models import Member


def visible_to(member: Member | None) -> QuerySet[Topic]:
    """The topics that a member (None: a stranger) may know of: those of communities that they read, not hidden.

    A private one, whoever is in it now; one about a thing, whoever may see the thing now.
    """
    return _open_to(member).filter(subjects.seen_by(member))


def _open_to(member: Member | None) -> QuerySet[Topic]:
    """The same, whatever they are about."""
    readable = communities.readable_by(member)
    public = Q(community__in=readable.values("pk"), is_private=False)
    return Topic.objects.filter(public | _taken_part_in(member), hidden_at=None)


def visible_among(ids: Iterable[UUID], member: Member | None) -> set[UUID]:
    """Which of a few topics the member may know of; a thing is asked for only where one of them is about it."""
    about = dict(_open_to(member).filter(pk__in=ids).values_list("pk", "about"))
    asked = [pk for pk, thing in about.items() if thing]
    seen = visible_to(member).filter(pk__in=asked).values_list("pk", flat=True) if asked else ()
    return {pk for pk, thing in about.items() if not thing}.union(seen)


def _taken_part_in(member: Member | None) -> Q:
    """Private conversations in which the member is now, where they belong (permissions.takes_part, for many)."""
    if member is None:
        return Q(pk__in=())
    mine = Membership.objects.taking_part().filter(member=member)
    entered = Participant.objects.filter(member=member, left_at=None)
    return Q(is_private=True, community__in=mine.values("community"), pk__in=entered.values("topic"))


def posts_visible_to(member: Member | None) -> QuerySet[Post]:
    """The posts that are shown in the topics that a member (None: a stranger) may know of."""
    shown = Post.objects.filter(state=Post.State.SHOWN, topic__in=visible_to(member).values("pk"))
    return shown.filter(words_of(member))


def may_read(member_id: UUID | None, topic_id: UUID) -> bool:
    """Whether the member with that identifier (None: a stranger) may read the topic with that one."""
    person = Member.objects.filter(pk=member_id, is_active=True).first() if member_id else None
    return read(topic_id, person) is not None


def may_listen(member_id: UUID | None, topic_id: UUID) -> bool:
    """Whether they may hear live what is told of it: the same to everyone, so not to who was away from it."""
    person = Member.objects.filter(pk=member_id, is_active=True).first() if member_id else None
    found = read(topic_id, person)
    return found is not None and reads_from(*found) is None


def leaned_on(topic_id: UUID) -> tuple[str, ...]:
    """The thing that a topic is about, and what that is part of: with them goes who may read the topic."""
    about = Topic.objects.filter(pk=topic_id).values_list("about", flat=True).first() or ""
    return (about, *subjects.places_of(about)) if about else ()


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
    return None if is_before(post, found[1]) else (post, found[1])


def polls_over(now: datetime) -> QuerySet[Poll]:
    """The polls whose hour has come and that nobody has closed, the oldest first."""
    return Poll.objects.filter(closed_at=None, closes_at__lte=now).order_by("closes_at", "pk")


@dataclass(frozen=True)
class Wording:
    """How a post stood from a moment on."""

    body: str
    written_at: datetime


@dataclass(frozen=True)
class Change:
    """From one wording to the next: when, and both woven together."""

    number: int
    written_at: datetime
    pieces: tuple[Piece, ...]


def wordings_of(post: Post) -> list[Wording]:
    """Every wording that a post had, the first one first, its present one last."""
    before = [Wording(one.body, one.written_at) for one in post.versions.order_by("number")]
    return [*before, Wording(post.body, post.edited_at or post.written_at)]


def changes_between(wordings: Sequence[Wording]) -> list[Change]:
    """What changed from each wording to the next."""
    return [
        Change(number, after.written_at, woven(before.body, after.body))
        for number, (before, after) in enumerate(pairwise(wordings), start=1)
    ]


def wordings_of_pictures(post: Post) -> list[tuple[Picture, list[Change]]]:
    """The pictures of a post whose words were changed, with what changed, the newest change first."""
    reworded = post.pictures.filter(reworded_at__isnull=False).prefetch_related("versions")
    return [(one, list(reversed(changes_between(_words_of(one))))) for one in reworded]


def _words_of(picture: Picture) -> list[Wording]:
    before = [Wording(one.alternative, one.written_at) for one in picture.versions.all()]
    return [*before, Wording(picture.alternative, picture.reworded_at or picture.added_at)]


def room_at(community: Community, address: str) -> Room | None:
    """The room of a community that has this address."""
    return Room.objects.filter(community=community, address=address).first()


def tag_at(community: Community, folded: str) -> Tag | None:
    """The tag of a community that is written so in addresses, if a topic that everyone may know of has it."""
    known = Tag.objects.filter(community=community, folded=folded, topics__hidden_at=None)
    return known.first()


def rules_of(community: Community) -> Rules:
    """How the community wants its conversations; the usual rules where nobody said anything."""
    return Rules.objects.filter(community=community).first() or Rules(community=community)


def held_posts(community: Community) -> QuerySet[Post]:
    """What waits for a moderator of the community, the oldest first; nothing of private conversations ever does."""
    held = Post.objects.filter(topic__community=community, topic__is_private=False, state=Post.State.HELD)
    shown = held.select_related("author", "topic").prefetch_related("pictures")
    return shown.order_by("written_at", "pk")


def numbers_held(communities: Collection[UUID]) -> dict[UUID, tuple[int, datetime | None]]:
    """For each community how much waits for a moderator, and when the newest of it was written."""
    held = Post.objects.filter(
        state=Post.State.HELD, topic__is_private=False, topic__community__in=communities
    )
    rows = held.order_by().values_list("topic__community").annotate(Count("pk"), Max("written_at"))
    return dict.fromkeys(communities, (0, None)) | {one: (number, last) for one, number, last in rows}


def topics_that_wait(community: Community, member: Member | None) -> list[Topic]:
    """What the member opened in the community and nobody has read yet, the oldest first."""
    if member is None:
        return []
    mine = Topic.objects.filter(community=community, author=member, is_held=True)
    held = Post.objects.filter(topic=OuterRef("pk"), state=Post.State.HELD)
    return list(mine.filter(Exists(held)).order_by("opened_at"))


def held_of(topic: Topic, member: Member | None) -> list[Post]:
    """What the member said in the topic and nobody has read yet."""
    if member is None:
        return []
    return list(topic.posts.filter(author=member, state=Post.State.HELD).order_by("written_at"))


def conversations_of(member: Member) -> QuerySet[Topic]:
    """The private conversations in which the member is now, wherever they are; the newest talk first."""
    mine = visible_to(member).filter(is_private=True)
    return mine.select_related("community").order_by("-last_at", "-pk")


def people_in(topic: Topic) -> QuerySet[Participant]:
    """Who is in a private conversation now, the first first; whoever left the community reads nothing of it."""
    here = Membership.objects.taking_part().filter(community=topic.community_id, member__is_active=True)
    present = Participant.objects.filter(topic=topic, left_at=None, member__in=here.values("member"))
    return present.select_related("member").order_by("joined_at", "pk")


def words_to_report(member: Member, posts: Iterable[UUID]) -> QuerySet[Post]:
    """Those of these posts that the member reads now: what a report of theirs may show to whoever decides.

    The only way by which words of a private conversation reach somebody outside it.
    """
    return posts_visible_to(member).filter(pk__in=list(posts)).select_related("topic").order_by("number")
