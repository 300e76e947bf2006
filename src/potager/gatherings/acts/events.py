"""What is told of events: numbers, never a word that was written."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class EventFacts:
    """How many sessions stand in the calendar."""

    sessions: int


declare(
    Kind(
        name="event.opened", action="open_event", sentence=_("%(actor)s called a meeting"),
        activitystreams="Create", facts=EventFacts,
    ),
)  # fmt: skip
