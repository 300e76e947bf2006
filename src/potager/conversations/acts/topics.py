"""What is told of a topic."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.conversations import queries, rendering
from potager.conversations.acts.common import freshens
from potager.conversations.models import Topic
from potager.journal.channels import declare_channel
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class TopicFacts:
    """The names of what changed of the topic ("title", "room", "tags", "question", "pinned"), never what it is."""

    fields: list[str]


def _head(activity: Activity, language: str) -> str | None:
    topic = Topic.objects.select_related("community", "room").filter(pk=activity.target_id).first()
    return rendering.head_html(topic, language) if topic else None


declare_channel("topic", queries.may_listen, leaning=queries.leaned_on)

declare(
    Kind(
        name="topic.opened",
        action="open_topic",
        sentence=_("%(actor)s opened a conversation"),
        activitystreams="Create",
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="topic.changed",
        action="change_topic",
        sentence=_("%(actor)s changed the head of a conversation"),
        activitystreams="Update",
        facts=TopicFacts,
        fragment=_head,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="topic.closed",
        action="close_topic",
        sentence=_("%(actor)s closed a conversation"),
        activitystreams="Update",
        fragment=_head,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="topic.reopened",
        action="reopen_topic",
        sentence=_("%(actor)s reopened a conversation"),
        activitystreams="Undo",
        fragment=_head,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="topic.pinned",
        action="pin_topic",
        sentence=_("%(actor)s pinned a conversation"),
        activitystreams="Update",
        fragment=_head,
        freshens=freshens,
        is_seen=False,
    ),
    Kind(
        name="topic.unpinned",
        action="unpin_topic",
        sentence=_("%(actor)s unpinned a conversation"),
        activitystreams="Undo",
        fragment=_head,
        freshens=freshens,
        is_seen=False,
    ),
)
