"""Talking about a thing for the first time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError

from potager.communities.permissions import must_have_accepted
from potager.communities.queries import standing_of
from potager.conversations.actions.posts import add_post
from potager.conversations.attaching import Wanted
from potager.conversations.models import Post, Topic
from potager.conversations.permissions import says_first
from potager.conversations.rules import NoMoreWords, OnlyMembersAnswer
from potager.conversations.subjects import Thing
from potager.journal.record import act
from potager.members.models import Member


def talk_about(
    *,
    by: Member,
    thing: Thing,
    body: str,
    key: UUID | None,
    pictures: Sequence[Wanted] = (),
    is_held: bool = False,
) -> Post:
    """Say something about a thing; its topic is opened with the first post, once, whoever comes at the same moment.

    Raises what `add_post` raises. `thing` is one that `by` may see. What `is_held` waits for a moderator, in a topic
    where others may speak meanwhile.
    """
    said: dict[str, Any] = {"body": body, "key": key, "pictures": pictures, "is_held": is_held}
    if not says_first(standing_of(by, thing.community), in_passing_too=thing.in_passing):
        raise OnlyMembersAnswer(thing.community.name)
    if thing.is_closed:
        raise NoMoreWords
    must_have_accepted(by, thing.community)
    topic = Topic.objects.filter(about=thing.about).first()
    if topic is None:
        try:
            return _opened(by, thing, said)
        except IntegrityError:  # somebody else was faster by a moment
            topic = Topic.objects.get(about=thing.about)
    topic.community = thing.community
    return add_post(by=by, topic=topic, **said)


def _opened(by: Member, thing: Thing, said: dict[str, Any]) -> Post:
    with act("topic.opened", by=by) as done:
        topic = Topic(
            community=thing.community,
            title=thing.title[:160],
            about=thing.about,
            thing=thing.identifier,
            language=thing.language[:8],
        )
        topic.save(force_insert=True)
        done(topic, community=thing.community.pk)
        return add_post(by=by, topic=topic, **said)
