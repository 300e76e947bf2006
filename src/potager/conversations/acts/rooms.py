"""What is told of the rooms and rules of a community's conversations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class RulesFacts:
    """The names of the rules that changed, never what they say."""

    fields: list[str]


def _freshens(activity: Activity) -> Iterable[str]:
    """The lists of topics show the rooms, and so do the heads of topics."""
    return [activity.place, f"topics:{activity.community}", f"frame:{activity.community}"]


declare(
    Kind(
        name="room.opened",
        action="open_room",
        sentence=_("%(actor)s opened a room for conversations"),
        activitystreams="Create",
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="room.changed",
        action="change_room",
        sentence=_("%(actor)s changed a room"),
        activitystreams="Update",
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="room.moved",
        action="move_room",
        sentence=_("%(actor)s put the rooms in another order"),
        activitystreams="Update",
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="room.closed",
        action="close_room",
        sentence=_("%(actor)s closed a room"),
        activitystreams="Update",
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="room.reopened",
        action="reopen_room",
        sentence=_("%(actor)s reopened a room"),
        activitystreams="Undo",
        freshens=_freshens,
        is_seen=False,
    ),
    Kind(
        name="rules.changed",
        action="change_rules",
        sentence=_("%(actor)s changed the rules of conversations"),
        activitystreams="Update",
        facts=RulesFacts,
        freshens=_freshens,
        is_seen=False,
    ),
)
