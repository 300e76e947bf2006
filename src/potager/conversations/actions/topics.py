"""Opening a conversation, and what is said of it as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.communities.permissions import must_have_accepted
from potager.conversations import rules
from potager.conversations.actions.posts import add_post
from potager.conversations.actions.traces import forget_draft
from potager.conversations.acts import TopicFacts
from potager.conversations.attaching import Wanted
from potager.conversations.models import Room, Tag, Topic
from potager.conversations.tagging import folded, named
from potager.journal.kinds import NoFacts
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import one_line
from potager.members.models import Member


@once(Topic)
def open_topic(
    *,
    by: Member,
    community: Community,
    title: str,
    body: str,
    key: UUID | None,
    room: Room | None = None,
    tags: Sequence[str] = (),
    is_question: bool = False,
    signature: str = "",
    pictures: Sequence[Wanted] = (),
    is_held: bool = False,
) -> Topic:
    """Open a conversation with its first post; raises the refusal of the first rule broken (rules.py).

    Where that post waits for a moderator (`is_held`, and passers-by), so does the whole conversation: until then only
    they and its author know of it.
    """
    must(by, "open topics", community)
    must_have_accepted(by, community)
    title = one_line(title)
    rules.refuse_title(title)
    with act("topic.opened", by=by, key=key) as done:
        topic = Topic(community=community, author=by, title=title, room=room, is_question=is_question)
        topic.language = community.language
        rules.refuse_room(room, topic)
        topic.save(force_insert=True)
        topic.tags.set(tags_of(community, tags))
        done(topic, community=community.pk)
        forget_draft(by, community)
        said: dict[str, Any] = {"body": body, "signature": signature, "pictures": pictures}
        post = add_post(by=by, topic=topic, key=None, is_held=is_held, **said)
        if post.is_unseen:
            _hold(post.topic)
    return post.topic


def _hold(topic: Topic) -> None:
    topic.is_held, topic.hidden_at = True, timezone.now()
    topic.save(update_fields=["is_held", "hidden_at"])


def change_topic(
    *,
    by: Member,
    topic: Topic,
    title: str,
    room: Room | None = None,
    tags: Sequence[str] = (),
    is_question: bool = False,
    key: UUID | None = None,
) -> Topic:
    """Give a topic another title, room, tags, or say whether it is a question."""
    title = one_line(title)
    rules.refuse_title(title)
    must(by, "change", topic)
    must_have_accepted(by, topic.community)
    with act("topic.changed", by=by, key=key) as done:
        locked = locked_topic(topic)
        room = None if locked.is_private else room
        if room is not None and room.pk != locked.room_id:
            rules.refuse_room(room, locked)
        wanted = [] if locked.is_private else tags_of(locked.community, tags)  # a tag is read by everyone
        fields = list(_changed(locked, {"title": title, "room": room, "is_question": is_question}))
        if {tag.pk for tag in wanted} != set(locked.tags.values_list("pk", flat=True)):
            locked.tags.set(wanted)
            fields.append("tags")
        if not fields:
            raise rules.NothingNew
        _save(locked)
        done(locked, TopicFacts(fields=fields), community=locked.community_id)
    return locked


def close_topic(*, by: Member, topic: Topic, key: UUID | None = None) -> Topic:
    """Let nobody answer any more; what was said stays."""
    with _changing("topic.closed", "change", by=by, topic=topic, key=key) as locked:
        _unless(locked.closed_at is not None)
        locked.closed_at = timezone.now()
    return locked


def reopen_topic(*, by: Member, topic: Topic, key: UUID | None = None) -> Topic:
    """Let people answer again."""
    with _changing("topic.reopened", "change", by=by, topic=topic, key=key) as locked:
        _unless(locked.closed_at is None)
        locked.closed_at = None
    return locked


def pin_topic(*, by: Member, topic: Topic, key: UUID | None = None) -> Topic:
    """Put a topic above all others."""
    with _changing("topic.pinned", "moderate", by=by, topic=topic, key=key) as locked:
        _unless(locked.pinned_at is not None)
        locked.pinned_at = timezone.now()
    return locked


def unpin_topic(*, by: Member, topic: Topic, key: UUID | None = None) -> Topic:
    """Let a topic stand among the others again."""
    with _changing("topic.unpinned", "moderate", by=by, topic=topic, key=key) as locked:
        _unless(locked.pinned_at is None)
        locked.pinned_at = None
    return locked


@contextmanager
def _changing(name: str, verb: str, *, by: Member, topic: Topic, key: UUID | None) -> Iterator[Topic]:
    must(by, verb, topic)
    with act(name, by=by, key=key) as done:
        locked = locked_topic(topic)
        yield locked
        _save(locked)
        done(locked, NoFacts(), community=locked.community_id)


def _unless(it_is_so_already: bool) -> None:
    if it_is_so_already:
        raise rules.NotInThisState


def _changed(topic: Topic, wanted: dict[str, object]) -> Iterator[str]:
    for name, value in wanted.items():
        if getattr(topic, name) != value:
            setattr(topic, name, value)
            yield name.removeprefix("is_")


def _save(topic: Topic) -> None:
    topic.revision += 1
    topic.save(update_fields=["title", "room", "is_question", "closed_at", "pinned_at", "revision"])


def tags_of(community: Community, words: Iterable[str]) -> list[Tag]:
    """The tags of these words in a community; those that nobody used before are made."""
    wanted = {folded(word): word for word in named(words)}
    if len(wanted) > rules.MOST_TAGS:
        raise rules.TooManyTags
    for fold, word in wanted.items():
        Tag.objects.get_or_create(community=community, folded=fold, defaults={"name": word})
    return list(Tag.objects.filter(community=community, folded__in=wanted))


def locked_topic(topic: Topic) -> Topic:
    """The topic as it is now, its row kept so until COMMIT."""
    locked = Topic.objects.select_for_update(of=("self",)).select_related("room").get(pk=topic.pk)
    locked.community = topic.community
    return locked
