"""What the demo's people talk about: a few conversations, one of which goes on while somebody reads it."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from potager.communities.models import Community
from potager.conversations import actions
from potager.conversations.models import Post, Room, Topic
from potager.lib.ids import uuid7
from potager.members.models import Member

TEXTS = Path(__file__).with_name("demo_texts")


@cache
def talk_in(language: str) -> dict[str, Any]:
    """The demo's conversations: rooms, and topics with their posts."""
    return tomllib.loads((TEXTS / f"talk.{language}.toml").read_text(encoding="utf-8"))


def begin_talk(community: Community, people: Mapping[str, Member], host: Member) -> None:
    """Keep the rooms and say everything, through the same actions as everybody; then spread it over the days."""
    texts = talk_in(community.language)
    rooms = {
        room["name"]: actions.open_room(by=host, community=community, key=uuid7(), **room)
        for room in texts["rooms"]
    }
    for talk in texts["topics"]:
        _tell(community, people, talk, rooms=rooms, host=host)


def _tell(
    community: Community,
    people: Mapping[str, Member],
    talk: Mapping[str, Any],
    *,
    rooms: Mapping[str, Room],
    host: Member,
) -> None:
    first, *others = talk["posts"]
    topic = actions.open_topic(
        by=people[first["by"]],
        community=community,
        title=talk["title"],
        body=first["text"],
        key=uuid7(),
        room=rooms.get(talk.get("room", "")),
        tags=talk["tags"],
        is_question=talk.get("is_question", False),
    )
    for said in others:
        answers = Post.objects.filter(topic=topic, number=said.get("answers", 0)).first()
        actions.add_post(by=people[said["by"]], topic=topic, body=said["text"], key=uuid7(), answers=answers)
    if talk.get("is_pinned"):
        topic = actions.pin_topic(by=host, topic=topic)
    if talk.get("is_closed"):
        topic = actions.close_topic(by=host, topic=topic)
    _spread(topic, timezone.now() - timedelta(days=talk["days"], hours=len(talk["title"]) % 5))


def _spread(topic: Topic, began: datetime) -> None:
    """Put posts where they would have come: quickly at first, then slower, the last one some hours ago."""
    posts = list(Post.objects.filter(topic=topic).order_by("number"))
    hours = (timezone.now() - began) / timedelta(hours=1) - 1
    for at, post in enumerate(posts):
        when = began + timedelta(hours=hours * (at / len(posts)) ** 1.6)
        Post.objects.filter(pk=post.pk).update(written_at=when)
    last = Post.objects.filter(topic=topic).order_by("-number").values("written_at")[:1]
    Topic.objects.filter(pk=topic.pk).update(opened_at=began, last_at=last)


def running_talk(community_address: str, language: str) -> tuple[Topic, list[Mapping[str, Any]]] | None:
    """The topic that goes on, and what will be said in it; None where nothing is left."""
    talk = next((one for one in talk_in(language)["topics"] if "later" in one), None)
    if talk is None:
        return None
    about = {"community__address": community_address, "title": talk["title"], "closed_at": None}
    topic = Topic.objects.select_related("community").filter(**about).first()
    if topic is None:
        return None
    said = set(Post.objects.filter(topic=topic).values_list("body", flat=True))
    left = [one for one in talk["later"] if one["text"] not in said]
    return (topic, left) if left else None
