"""Who wants to be told of what is said in a topic."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from potager.conversations.attending import RECENT, Traces, traces_of
from potager.conversations.models import Follow, Post, Room, Topic
from potager.conversations.subjects import authors_of
from potager.members.models import Member


def levels_of(topic: Topic, *, before: int) -> dict[UUID, str]:
    """What each person wants to be told of a topic: what they said of it, else of its room, else of its community.

    Whoever spoke there before the post with that number, or made the thing that it is about, follows it until they
    say otherwise.
    """
    spoke = Post.objects.filter(
        topic=topic, number__lt=before, state=Post.State.SHOWN, written_at__gt=timezone.now() - RECENT
    ).order_by()
    heard = {*spoke.values_list("author", flat=True).distinct(), *authors_of(topic)}
    levels = dict.fromkeys(heard, str(Follow.Level.EVERYTHING))
    asked = Follow.objects.filter(_concerns(topic)).values_list("member", "topic", "room", "level")
    nearest_last = sorted(asked, key=lambda row: (row[1] is not None, row[2] is not None))
    return levels | {member: level for member, _topic, _room, level in nearest_last}


def _concerns(topic: Topic) -> Q:
    whole = Q(community=topic.community_id, topic=None, room=None)
    room = Q(room=topic.room_id) if topic.room_id else Q(pk__in=())
    return Q(topic=topic) | room | whole


def level_of_room(room: Room, member: Member) -> str:
    """What one person said that they want to be told of a room; "" if they said nothing."""
    mine = Follow.objects.filter(room=room, member=member)
    return mine.values_list("level", flat=True).first() or ""


def level_of(topic: Topic, member: Member, traces: Traces | None = None) -> str:
    """What one person wants to be told of a topic, as `levels_of` has it; no query for who follows nothing."""
    traces = traces or traces_of(topic, member)
    mine = Follow.objects.filter(_concerns(topic), member=member).values_list("topic", "room", "level")
    asked = list(mine) if traces.follows else []
    if asked:
        return str(max(asked, key=lambda row: (row[0] is not None, row[1] is not None))[2])
    hears = traces.speaks or member.pk in authors_of(topic)
    return str(Follow.Level.EVERYTHING if hears else Follow.Level.ADDRESSED)
