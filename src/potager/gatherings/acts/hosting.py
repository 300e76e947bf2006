"""What is told of hosts: one is sought, was found, has to step back. Only the animateurs see offers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.gatherings import hostletters
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class FurnishingFacts:
    """Whether people meet at another place now."""

    has_moved: bool


def _freshens(activity: Activity) -> Iterable[str]:
    """The page of the event, and the lists of its community."""
    return [activity.place, f"community:{activity.community}"]


declare(
    Kind(
        name="call.opened", action="open_call", sentence=_("%(actor)s called for a host"),
        activitystreams="Invite", freshens=_freshens, notices=hostletters.call_opened,
    ),
    Kind(
        name="call.closed", action="close_call", sentence=_("%(actor)s closed a call for a host"),
        activitystreams="Undo", freshens=_freshens,
    ),
    Kind(
        name="offer.made", action="make_offer", sentence=_("%(actor)s offered a place to meet"),
        activitystreams="Offer", is_seen=False, notices=hostletters.offer_made,
    ),
    Kind(
        name="offer.withdrawn", action="withdraw_offer", sentence=_("%(actor)s withdrew an offer"),
        activitystreams="Undo", is_seen=False,
    ),
    Kind(
        name="offer.chosen", action="choose_offer", sentence=_("%(actor)s chose a host"),
        activitystreams="Accept", freshens=_freshens, notices=hostletters.offer_chosen,
    ),
    Kind(
        name="session.entrusted", action="entrust_session", sentence=_("%(actor)s named a host"),
        activitystreams="Add", freshens=_freshens, notices=hostletters.session_entrusted,
    ),
    Kind(
        name="session.handed_back", action="hand_back_session", sentence=_("%(actor)s can no longer host a date"),
        activitystreams="Remove", freshens=_freshens, notices=hostletters.session_handed_back,
    ),
    Kind(
        name="session.furnished", action="furnish_session", sentence=_("%(actor)s said more about a date"),
        activitystreams="Update", facts=FurnishingFacts, freshens=_freshens,
        notices=hostletters.session_furnished,
    ),
)  # fmt: skip
