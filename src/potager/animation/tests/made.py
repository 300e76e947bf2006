"""What tests of the desk set up: a proposal, as the night would have made it."""

from typing import Any

from django.utils import timezone

from potager.animation.actions import network_for
from potager.animation.models import Proposal
from potager.conversations.models import Topic
from potager.testing import a_topic


def a_proposal(*, topic: Topic | None = None, **row: Any) -> Proposal:
    """A gesture that is proposed today: to answer in a topic that nobody has answered, or as `row` says."""
    topic = topic or a_topic()
    row = {
        "gesture": "answer",
        "day": timezone.now().date(),
        "rank": 1,
        "subject": topic.author,
        "thing": f"topic:{topic.pk}",
        "reasons": [{"fact": "waits", "topic": f"topic:{topic.pk}", "hours": 50}],
        **row,
    }
    return Proposal.objects.create(network=network_for(topic.community), **row)
