"""Proposals as the desk shows them: whom, why and how, in the viewer's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from potager.animation.gestures import GESTURES, Gesture, Place
from potager.animation.models import Proposal
from potager.animation.moments import MOMENTS
from potager.animation.telling import NotTold, teller_for
from potager.members.models import Member


@dataclass(frozen=True)
class Card:
    """One proposal in words. `reasons` may be fewer than were found: what may not be told is left out."""

    proposal: Proposal
    gesture: Gesture
    headline: SafeString
    reasons: list[SafeString]
    places: list[Place]
    moment: Any


def cards_for(viewer: Member, proposals: Iterable[Proposal]) -> list[Card]:
    """Those proposals that can be told to the viewer now and are still true, in their order."""
    known = [one for one in proposals if one.gesture in GESTURES]
    tell = teller_for(viewer, known)
    found: list[Card] = []
    for proposal in known:
        gesture = GESTURES[proposal.gesture]
        try:
            headline = gesture.headline(tell, proposal)
        except NotTold:
            continue
        if proposal.is_open and not gesture.holds(proposal):
            continue
        said = [tell.sentence(gesture.say, reason) for reason in proposal.reasons]
        reasons = [one for one in said if one]
        found.append(
            Card(
                proposal,
                gesture,
                headline,
                reasons,
                gesture.places(proposal, viewer),
                MOMENTS.get(proposal.moment, ""),
            )
        )
    return found
