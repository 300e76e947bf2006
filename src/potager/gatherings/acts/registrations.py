"""What is told of who comes: numbers. Nobody but those concerned is shown these acts; pages that count change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.gatherings import letters, tellings  # noqa: F401 (declares how dates are told under the bell)
from potager.journal.kinds import Kind, declare
from potager.journal.models import Activity


@dataclass(frozen=True)
class RegistrationFacts:
    """For how many people it stands; whether they had (or have) a place, or wait for one."""

    heads: int
    has_place: bool = True


def _freshens(activity: Activity) -> Iterable[str]:
    """The pages that say how many places are left."""
    return [activity.place]


declare(
    Kind(
        name="registration.made", action="make_registration", sentence=_("%(actor)s registered for a meeting"),
        activitystreams="Join", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
        notices=letters.registration_made,
    ),
    Kind(
        name="registration.changed", action="change_registration", sentence=_("%(actor)s changed their registration"),
        activitystreams="Update", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
    ),
    Kind(
        name="registration.cancelled", action="cancel_registration", sentence=_("%(actor)s will not come after all"),
        activitystreams="Leave", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
        notices=letters.registration_cancelled,
    ),
    Kind(
        name="registration.resumed", action="resume_registration", sentence=_("%(actor)s comes after all"),
        activitystreams="Join", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
        notices=letters.registration_resumed,
    ),
    Kind(
        name="registration.reminded", action="remind_registration", sentence=_("Somebody was reminded of a meeting"),
        activitystreams="Announce", is_seen=False, notices=letters.registration_reminded,
    ),
    Kind(
        name="place.offered", action="offer_place", sentence=_("A place came free for somebody who waited"),
        activitystreams="Offer", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
        notices=letters.place_offered,
    ),
    Kind(
        name="place.accepted", action="accept_place", sentence=_("%(actor)s took the place that came free"),
        activitystreams="Accept", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
        notices=letters.place_accepted,
    ),
    Kind(
        name="place.lapsed", action="lapse_place", sentence=_("A place that was held went to the next one"),
        activitystreams="Leave", facts=RegistrationFacts, is_seen=False, freshens=_freshens,
        notices=letters.place_lapsed,
    ),
)  # fmt: skip
