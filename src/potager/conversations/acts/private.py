"""What is told of private conversations: at the conversation, to those who are in it, and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.conversations import answerparts
from potager.conversations.models import Topic
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class ConversationFacts:
    """How many people take part at the beginning."""

    people: int


@dataclass(frozen=True)
class ParticipantFacts:
    """Who was added, or left."""

    member: str


def _head(activity: Activity, language: str) -> str | None:
    topic = Topic.objects.select_related("community", "room").filter(pk=activity.target_id).first()
    return answerparts.people_html(topic, language) if topic else None


def _nowhere(activity: Activity) -> Iterable[str]:
    return ()


declare(
    Kind(
        name="conversation.opened",
        action="open_conversation",
        sentence=_("%(actor)s began a private conversation"),
        activitystreams="Create",
        facts=ConversationFacts,
        freshens=_nowhere,
        is_seen=False,
    ),
    Kind(
        name="participant.added",
        action="add_participant",
        sentence=_("%(actor)s added somebody to a private conversation"),
        activitystreams="Add",
        facts=ParticipantFacts,
        fragment=_head,
        freshens=_nowhere,
        is_seen=False,
    ),
    Kind(
        name="participant.left",
        action="leave_conversation",
        sentence=_("%(actor)s left a private conversation"),
        activitystreams="Leave",
        facts=ParticipantFacts,
        fragment=_head,
        freshens=_nowhere,
        is_seen=False,
    ),
)
