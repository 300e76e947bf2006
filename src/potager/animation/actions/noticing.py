"""Gestures that were made elsewhere than on the desk: noticed, and taken as done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from potager.animation.actions.deciding import DecidedAlready, finish_proposal
from potager.animation.acts import ProposalFacts
from potager.animation.hearing import hear_signs
from potager.animation.models import Proposal
from potager.communities.queries import standing_of
from potager.journal.record import act
from potager.journal.signs import Sign
from potager.lib.statements import for_each
from potager.members.models import Member

State = Proposal.State
BY_SPEAKING = (
    "answer",
    "wake",
    "feed",
    "tend",
)  # made by saying something in the conversation they are about
BY_TURNING = ("welcome", "honour", "invite")  # made by saying something to the person they are about


def noticed(signs: Sequence[Sign]) -> None:
    """What somebody said in a conversation, as the journal tells it once: a gesture proposed before is done by it.

    It counts if they animate the community, or were named as well placed to do it. Of private talk nothing is known.
    """
    for sign in signs:
        if not sign.words:
            continue
        made = [proposal for proposal, *about in _standing_in(sign) if _is_made(sign, *about)]
        for pk in made:
            _finish(Proposal.objects.select_related("network__community").get(pk=pk), sign.member)


def _standing_in(sign: Sign) -> list[tuple[Any, ...]]:
    return list(for_each(_standing, [sign.community])) if sign.community else []


def _standing(communities: Sequence[UUID]) -> QuerySet[Proposal, tuple[Any, ...]]:
    """What stands there or waits for later: few rows, asked for with every word that is said."""
    open_ = Proposal.objects.filter(network__community__in=communities, state__in=(State.OPEN, State.LATER))
    return open_.order_by().values_list("pk", "gesture", "thing", "subject", "created_at")


def _is_made(sign: Sign, gesture: str, thing: str, subject: UUID | None, since: datetime) -> bool:
    """Whether what was said is the gesture that was proposed."""
    is_there = gesture in BY_SPEAKING and thing == sign.place
    is_toward = gesture in BY_TURNING and subject in {member for member, _how in sign.toward}
    return (is_there or is_toward) and since < sign.at


def _finish(proposal: Proposal, actor: UUID) -> None:
    by = Member.objects.filter(pk=actor, is_active=True).first()
    if by is None:
        return
    if standing_of(by, proposal.network.community).animates:
        try:
            finish_proposal(by=by, proposal=proposal)
        except DecidedAlready:  # by somebody at this very moment
            return
    elif proposal.helper_id == actor:
        _finish_by_itself(proposal)


def _finish_by_itself(proposal: Proposal) -> None:
    """The person named did it. The act has no actor: who was proposed is not told so, not even by what they export."""
    with act("proposal.done", by=None) as done:
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        locked.state, locked.decided_at = State.DONE, timezone.now()
        locked.save(update_fields=["state", "decided_at"])
        done(locked, ProposalFacts(gesture=locked.gesture), community=proposal.network.community_id)


hear_signs(noticed)
