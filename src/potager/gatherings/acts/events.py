"""What is told of events: numbers, never a word that was written."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.gatherings import letters
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class EventFacts:
    """How many sessions stand in the calendar."""

    sessions: int


@dataclass(frozen=True)
class ChangeFacts:
    """Of what something was changed (codes of actions.events.TOLD), and whether those who come are told."""

    changed: str = ""
    is_told: bool = True


def _freshens(activity: Activity) -> Iterable[str]:
    """The lists of the community."""
    return [f"community:{activity.community}"]


declare(
    Kind(
        name="event.opened", action="open_event", sentence=_("%(actor)s called a meeting"),
        activitystreams="Create", facts=EventFacts,
    ),
    Kind(
        name="event.changed", action="change_event", sentence=_("%(actor)s changed a meeting"),
        activitystreams="Update", facts=ChangeFacts, freshens=_freshens, notices=letters.event_changed,
    ),
    Kind(
        name="event.cancelled", action="cancel_event", sentence=_("%(actor)s cancelled a meeting"),
        activitystreams="Delete", facts=EventFacts, freshens=_freshens, notices=letters.event_cancelled,
    ),
    Kind(
        name="event.restored", action="restore_event", sentence=_("%(actor)s called a cancelled meeting again"),
        activitystreams="Undo", facts=EventFacts, freshens=_freshens, notices=letters.event_restored,
    ),
    Kind(
        name="event.illustrated", action="illustrate_event", sentence=_("%(actor)s gave a meeting a picture"),
        activitystreams="Update", freshens=_freshens,
    ),
    Kind(
        name="event.unillustrated", action="unillustrate_event", sentence=_("%(actor)s took a meeting’s picture back"),
        activitystreams="Update", freshens=_freshens,
    ),
    Kind(
        name="event.hidden", action="hide_event", sentence=_("%(actor)s hid a meeting"),
        activitystreams="Block", freshens=_freshens,
    ),
    Kind(
        name="event.unhidden", action="unhide_event", sentence=_("%(actor)s showed a meeting again"),
        activitystreams="Undo", freshens=_freshens,
    ),
)  # fmt: skip
