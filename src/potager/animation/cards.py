"""Proposals as the desk shows them: whom, why and how, in the viewer's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString

from potager.animation.gestures import GESTURES, Gesture, Place
from potager.animation.models import Network, Proposal
from potager.animation.moments import MOMENTS
from potager.animation.present import Present, ask, known
from potager.animation.telling import NotTold, Teller, teller_for
from potager.animation.wanted import named_in, wanted_among
from potager.members.models import Member

ENDS = (".", "!", "?", "…")


@dataclass(frozen=True)
class Card:
    """One proposal in words. `reasons` may be fewer than were found: what may not be told is left out."""

    proposal: Proposal
    gesture: Gesture
    headline: SafeString
    reasons: list[SafeString]
    places: list[Place]
    moment: Any
    holds: bool = True  # whether it is still true; one that was decided is not asked

    @property
    def may_act(self) -> bool:
        """Whether it can be done now: on the desk and still true, or put off."""
        return (self.proposal.is_open and self.holds) or self.proposal.state == Proposal.State.LATER

    @property
    def no(self) -> str:
        """Why it was declined, in words; "" if it was not."""
        return str(Proposal.No(self.proposal.no).label) if self.proposal.no else ""


def cards_for(viewer: Member, network: Network, proposals: Iterable[Proposal]) -> list[Card]:
    """Those proposals that can be told to the viewer now, are wanted and still true, in their order."""
    rows = [one for one in proposals if one.gesture in GESTURES]
    if not rows:
        return []
    present = _asked(viewer, network, rows)
    return [card for card in _told(viewer, wanted_among(rows, present, viewer), present) if card.holds]


def decided_cards(viewer: Member, network: Network, proposals: Iterable[Proposal]) -> list[Card]:
    """What was decided of these proposals, as far as it can be told to the viewer."""
    rows = [one for one in proposals if one.gesture in GESTURES and viewer.pk not in one.people]
    return _told(viewer, rows, _asked(viewer, network, rows)) if rows else []


def card_of(viewer: Member, proposal: Proposal, *, is_sending: bool = False) -> Card | None:
    """One proposal, also where it does not hold any more; None if it cannot be told to the viewer.

    Whoever is sending what they wrote is not sent away: the place where it goes has rules of its own.
    """
    if proposal.gesture not in GESTURES:
        return None
    present = _asked(viewer, proposal.network, [proposal])
    found = [proposal] if is_sending else wanted_among([proposal], present, viewer)
    return next(iter(_told(viewer, found, present)), None)


def _asked(viewer: Member, network: Network, proposals: list[Proposal]) -> Present:
    return ask(network.community, named_in(proposals) | {viewer.pk})


def _told(viewer: Member, proposals: list[Proposal], present: Present) -> list[Card]:
    tell = teller_for(viewer, proposals)
    for one in proposals:
        one.network.community = present.community  # read once
    with known(present):
        cards = [
            _card(tell, proposal, is_private_offered=present.is_private_offered) for proposal in proposals
        ]
    return [card for card in cards if card is not None]


def _card(tell: Teller, proposal: Proposal, *, is_private_offered: bool) -> Card | None:
    gesture = GESTURES[proposal.gesture]
    try:
        headline = gesture.headline(tell, proposal)
    except (NotTold, KeyError):
        return None
    said = [tell.whole(gesture.say, reason) for reason in proposal.reasons]
    places = gesture.places(proposal, tell.viewer)
    return Card(
        proposal=proposal,
        gesture=gesture,
        headline=headline,
        reasons=[_ended(one) for one in said if one],
        places=[one for one in places if one.sort != "write" or (is_private_offered and _others(one, tell))],
        moment=MOMENTS.get(proposal.moment, ""),
        holds=not proposal.is_open or gesture.holds(proposal),
    )


def _ended(reason: SafeString) -> SafeString:
    """With a full stop, where it ends with a title or a name: reasons stand one after another."""
    return reason if strip_tags(reason).rstrip().endswith(ENDS) else format_html("{}.", reason)


def _others(place: Place, tell: Teller) -> bool:
    """Whether somebody else than the viewer is written to."""
    return bool(place.people) and tell.viewer.pk not in place.people
