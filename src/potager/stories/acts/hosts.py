"""What is told of those who host."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity
from potager.stories import hostletters
from potager.stories.acts.common import freshens


@dataclass(frozen=True)
class HostFacts:
    """Who hosts, or hosts no more."""

    member: str


def _freshens(activity: Activity) -> Iterable[str]:
    """The call names its hosts; their desk is not a place that pages show."""
    return [*freshens(activity), f"story:{activity.place.partition(':')[2]}"]


declare(
    Kind(
        name="host.added",
        action="add_host",
        sentence=_("%(actor)s asked someone to host the story too"),
        activitystreams="Add",
        facts=HostFacts,
        notices=hostletters.host_added,
        freshens=_freshens,
    ),
    Kind(
        name="host.removed",
        action="remove_host",
        sentence=_("%(actor)s changed who hosts the story"),
        activitystreams="Remove",
        facts=HostFacts,
        freshens=_freshens,
    ),
)
