"""Gestures that were made elsewhere than on the desk: noticed, and taken as done."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from potager.animation.actions.deciding import DecidedAlready, finish_proposal
from potager.animation.acts import ProposalFacts
from potager.animation.models import Proposal
from potager.communities.queries import standing_of
from potager.journal.record import act
from potager.journal.signs import Sign
from potager.members.models import Member

State = Proposal.State
BY_SPEAKING = (
    "answer",
    "wake",
    "feed",
    "tend",
)  # made by saying something in the conversation they are about
BY_TURNING = ("welcome", "honour", "invite")  # made by saying something to the person they are about


def noticed(signs: Iterable[Sign]) -> None:
    """What somebody said in a conversation, as the journal tells it once: a gesture proposed before is done by it.

    It counts if they animate the community, or were named as well placed to do it. Of private talk nothing is known.
    """
    for sign in signs:
        if not sign.words:
            continue
        toward = [member for member, _how in sign.toward]
        open_ = Proposal.objects.filter(
            Q(gesture__in=BY_SPEAKING, thing=sign.place) | Q(gesture__in=BY_TURNING, subject__in=toward),
            network__community=sign.community,
            state__in=(State.OPEN, State.LATER),
            created_at__lt=sign.at,
        )
        for proposal in open_.select_related("network__community"):
            _finish(proposal, sign.member)


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
