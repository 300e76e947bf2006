"""What letters tell of conversations: topics in which something was said, to those who would want to read it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.communities.models import Membership
from potager.conversations.models import Follow, Post, ReadMark, Topic
from potager.conversations.tellings import extract
from potager.journal.digests import Item, Section, Span, declare_section

SHOWN = Post.State.SHOWN
Level = Follow.Level


def _items(span: Span) -> Iterator[Item]:
    """The topics in which something was said, each with how much and by how many."""
    topics = Topic.objects.filter(is_private=False, hidden_at=None, last_at__gte=span.since).in_bulk()
    posts = Post.objects.filter(topic__in=list(topics), state=SHOWN, written_at__gte=span.since)
    within = posts.filter(written_at__lt=span.until)
    authors: dict[UUID, set[UUID]] = defaultdict(set)
    for topic, author in within.values_list("topic", "author").distinct().order_by():
        authors[topic].add(author)
    newest = _newest(list(authors))
    counts = within.values_list("topic").annotate(count=Count("pk")).order_by()
    for identifier, count in counts:
        yield _item(topics[identifier], count, authors[identifier], newest.get(identifier))


def _newest(topics: Collection[UUID]) -> dict[UUID, Post]:
    posts = Post.objects.filter(topic__in=topics, number=F("topic__numbered"), state=SHOWN)
    return {post.topic_id: post for post in posts}


def _item(topic: Topic, count: int, authors: Collection[UUID], newest: Post | None) -> Item:
    return Item(
        thing=f"topic:{topic.pk}",
        community=topic.community_id,
        title=topic.title,
        url=topic.get_absolute_url(),
        weight=3 * len(authors) + count,
        line=partial(_line, count, len(authors), topic.is_question and topic.answer_id is None),
        extract=f"{newest.signature} · {extract(newest)}" if newest else "",
        authors=frozenset(authors),
    )


def _line(count: int, people: int, is_open_question: bool) -> str:
    messages = ngettext("%(count)s message", "%(count)s messages", count) % {"count": count}
    if is_open_question and people == 1:
        return _("A question that nobody has answered yet")
    if people == 1:
        return messages
    return _("%(messages)s by %(people)s people") % {"messages": messages, "people": people}


@dataclass(frozen=True)
class _Known:
    """What these people belong to, follow and have read."""

    communities: Mapping[UUID, set[UUID]]
    levels: Mapping[tuple[UUID, UUID], str]
    read: Mapping[UUID, set[UUID]]


def _chosen(members: Collection[UUID], items: Collection[Item]) -> Mapping[UUID, list[Item]]:
    """To each person the topics of their communities, those that they follow first; never what they have read."""
    topics = {item: UUID(item.thing.partition(":")[2]) for item in items}
    open_now = Topic.objects.filter(pk__in=topics.values(), is_private=False, hidden_at=None)
    rooms = dict(open_now.values_list("pk", "room"))
    by_community: dict[UUID, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: -one.weight):
        if topics[item] in rooms:
            by_community[item.community].append(item)
    known = _known(members, set(by_community), list(rooms))
    return {
        member: _ranked(member, [one for at in communities for one in by_community[at]], topics, rooms, known)
        for member, communities in known.communities.items()
    }


def _ranked(
    member: UUID,
    items: Iterable[Item],
    topics: Mapping[Item, UUID],
    rooms: Mapping[UUID, UUID | None],
    known: _Known,
) -> list[Item]:
    wanted: list[tuple[bool, int, Item]] = []
    for item in items:
        topic = topics[item]
        keys = (topic, rooms[topic], item.community)
        level = next((known.levels[member, key] for key in keys if key and (member, key) in known.levels), "")
        is_over = topic in known.read.get(member, ()) or item.authors <= {member}
        if not is_over and level in {"", Level.EVERYTHING}:
            wanted.append((not level, -item.weight, item))
    return [item for _followed, _weight, item in sorted(wanted, key=lambda row: row[:2])]


def _known(members: Collection[UUID], communities: Collection[UUID], topics: Collection[UUID]) -> _Known:
    mine: dict[UUID, set[UUID]] = defaultdict(set)
    here = Membership.objects.taking_part().filter(member__in=members, community__in=communities)
    for member, community in here.values_list("member", "community"):
        mine[member].add(community)
    follows = Follow.objects.filter(Q(community__in=communities), member__in=list(mine))
    rows = follows.values_list("member", "topic", "room", "community", "level")
    levels = {(member, topic or room or at): level for member, topic, room, at, level in rows}
    read: dict[UUID, set[UUID]] = defaultdict(set)
    marks = ReadMark.objects.filter(member__in=list(mine), topic__in=topics, number__gte=F("topic__numbered"))
    for member, topic in marks.values_list("member", "topic"):
        read[member].add(topic)
    return _Known(mine, levels, read)


declare_section(Section(name="talk", items=_items, chosen=_chosen))
