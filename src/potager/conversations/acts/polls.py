"""What is told of polls: never what anybody chose."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.conversations import pollparts
from potager.conversations.models import Poll
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class PollFacts:
    """How many answers there are to choose from."""

    options: int


@dataclass(frozen=True)
class PollEndFacts:
    """How many people had voted."""

    voters: int


@dataclass(frozen=True)
class BallotFacts:
    """Whether the person had voted before, and changed their mind."""

    is_changed: bool


def _poll(activity: Activity, language: str) -> str | None:
    poll = Poll.objects.select_related("topic").filter(pk=activity.target_id).first()
    return pollparts.poll_html(poll, language) if poll else None


def _counts(activity: Activity, language: str) -> str | None:
    poll = Poll.objects.filter(pk=activity.target_id).first()
    return pollparts.counts_html(poll, language) if poll else None


def _topic(activity: Activity) -> Iterable[str]:
    """Counts stand on the page of the topic alone."""
    return (activity.place,)


declare(
    Kind(
        name="poll.opened",
        action="open_poll",
        sentence=_("%(actor)s opened a poll"),
        activitystreams="Question",
        facts=PollFacts,
        fragment=_poll,
        freshens=_topic,
        is_seen=False,
    ),
    Kind(
        name="poll.closed",
        action="close_poll",
        sentence=_("%(actor)s closed a poll"),
        activitystreams="Update",
        facts=PollEndFacts,
        fragment=_poll,
        freshens=_topic,
        is_seen=False,
    ),
    Kind(
        name="ballot.cast",
        action="cast_ballot",
        sentence=_("%(actor)s voted"),
        activitystreams="Add",
        facts=BallotFacts,
        fragment=_counts,
        freshens=_topic,
        is_seen=False,
    ),
)
