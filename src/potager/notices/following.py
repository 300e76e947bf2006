"""What a person follows: their communities and topics, and what they want to be told of each."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Lower

from potager.communities.models import Community
from potager.communities.queries import readable_by
from potager.conversations import queries as conversations
from potager.conversations.models import Follow, ReadMark, Topic
from potager.lib.statements import first_where
from potager.members.models import Member

MOST_TOPICS = 50


@dataclass(frozen=True)
class Followed:
    """A community or a topic, and the level that the person chose; "" where they never said."""

    thing: Community | Topic
    level: str


def communities_of(member: Member) -> list[Followed]:
    """The communities that a person belongs to, by name."""
    mine = readable_by(member).filter(memberships__member=member, memberships__state="active")
    said = Follow.objects.filter(member=member, topic=None, room=None)
    levels = dict(said.values_list("community", "level"))
    return [Followed(one, levels.get(one.pk, "")) for one in mine.order_by(Lower("name"), "pk")]


def topics_of(member: Member) -> list[Followed]:
    """The topics of which a person said what they want to be told, if they may read them; the newest first."""
    levels = dict(Follow.objects.filter(member=member).exclude(topic=None).values_list("topic", "level"))
    topics = conversations.visible_to(member).filter(pk__in=levels).select_related("community")
    return [Followed(topic, levels[topic.pk]) for topic in topics.order_by("-last_at")[:MOST_TOPICS]]


def read_up_to(member: Member, topic: UUID) -> int:
    """The number of the last post that a person has read in a topic, 0 if none."""
    mark = first_where(ReadMark, member=member.pk, topic=topic)
    return mark.number if mark else 0
