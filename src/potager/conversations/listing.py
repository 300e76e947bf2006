"""Lists of topics, the newest talk first, a page at a time by where the last page ended: the thousandth is as quick."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from potager.communities.models import Community
from potager.conversations.models import Post, Room, Tag, Topic

PER_PAGE = 30
MOST_PINNED = 10
TAGS_SHOWN, TAGS_FROM = 16, 300  # tags offered, and the newest topics among which they are looked for
READ = "read-"  # before a mark: the page ended among what was read
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """Topics in order, and the mark at which the next page begins ("" if there is none)."""

    topics: list[Topic]
    more: str = ""


def page_of(topics: QuerySet[Topic], *, before: str = "", size: int = PER_PAGE) -> Page:
    """The newest topics, or those after a mark (a mark that says nothing begins anew). Two queries."""
    rows = list(_after(dressed(topics), before).order_by("-last_at", "-pk")[: size + 1])
    more = mark_of(rows[size - 1]) if len(rows) > size else ""
    return Page(rows[:size], more)


def unread_first(
    unread: QuerySet[Topic], read: QuerySet[Topic], *, before: str = "", size: int = PER_PAGE
) -> Page:
    """A page of both, what is unread first; a mark says in which of the two the last page ended. Four queries."""
    rows: list[Topic] = []
    if not before.startswith(READ):
        rows = list(_after(dressed(unread), before).order_by("-last_at", "-pk")[: size + 1])
    number = len(rows)
    if number <= size:
        rest = _after(dressed(read), before.removeprefix(READ) if before.startswith(READ) else "")
        rows += rest.order_by("-last_at", "-pk")[: size + 1 - number]
    if len(rows) <= size:
        return Page(rows)
    mark = mark_of(rows[size - 1])
    return Page(rows[:size], mark if number >= size else READ + mark)


def pinned_of(topics: QuerySet[Topic]) -> list[Topic]:
    """Those that stand above all others, the one that was pinned last first."""
    return list(dressed(topics.filter(pinned_at__isnull=False)).order_by("-pinned_at")[:MOST_PINNED])


def unanswered(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Questions without an accepted answer, and open topics to which nobody answered."""
    asked = Q(is_question=True, answer__isnull=True)
    return topics.filter(asked | Q(is_question=False, shown__lte=1), closed_at=None)


def dressed(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """Topics with what a list shows of them: room, tags, and who spoke last (`spoke_last`)."""
    last = Post.objects.filter(topic=OuterRef("pk"), state=Post.State.SHOWN).order_by("-number")
    found = topics.select_related("room").prefetch_related("tags")
    return found.annotate(spoke_last=Subquery(last.values("signature")[:1]))


def tags_in(community: Community, topics: QuerySet[Topic]) -> list[Tag]:
    """The tags that the newest topics have most often, by name."""
    newest = topics.order_by("-last_at").values("pk")[:TAGS_FROM]
    used: Any = Topic.tags.through.objects.filter(topic__in=list(newest.values_list("pk", flat=True)))
    often = used.values("tag").annotate(number=Count("topic")).order_by("-number", "tag")[:TAGS_SHOWN]
    wanted = [row["tag"] for row in often]
    return list(Tag.objects.filter(community=community, pk__in=wanted).order_by("folded"))


def rooms_of(community: Community) -> list[Room]:
    """The rooms in their order, those that are closed too."""
    return list(Room.objects.filter(community=community))


def mark_of(topic: Topic) -> str:
    """Where a page ended: the moment of the topic's newest post in microseconds, and its identifier."""
    return f"{(topic.last_at - EPOCH) // timedelta(microseconds=1)}-{topic.pk.hex}"


def _after(topics: QuerySet[Topic], mark: str) -> QuerySet[Topic]:
    moment, _hyphen, identifier = mark.partition("-")
    try:
        when, pk = EPOCH + timedelta(microseconds=int(moment)), UUID(identifier)
    except (ValueError, OverflowError):
        return topics
    return topics.filter(Q(last_at__lt=when) | Q(last_at=when, pk__lt=pk))


def without(topics: Iterable[Topic], pinned: Iterable[Topic]) -> list[Topic]:
    """Topics that do not stand above already."""
    above = {topic.pk for topic in pinned}
    return [topic for topic in topics if topic.pk not in above]
