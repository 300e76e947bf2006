"""What whoever animates says of a proposal: done, later, no; and back again."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import potager.animation.permissions  # noqa: F401 (declares who may decide)
from potager.animation.actions.learning import relearn
from potager.animation.acts import ProposalFacts
from potager.animation.models import Proposal
from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member

State = Proposal.State
PAUSE = timedelta(days=3)  # before what was put off comes back
BEFORE = {  # from which states a proposal comes to another
    State.DONE: {State.OPEN, State.LATER},
    State.LATER: {State.OPEN},
    State.DECLINED: {State.OPEN, State.LATER},
    State.OPEN: {State.DONE, State.LATER, State.DECLINED},
}


class DecidedAlready(Refusal):
    """Somebody else was quicker, or it stands on the desk."""

    message = _("This was decided in the meantime. The desk shows how it stands.")


class NoReason(Refusal):
    """A no needs one of the four reasons: it is what the desk learns from."""

    status = 422
    message = _("Choose the reason: it is what the desk learns from.")


def finish_proposal(*, by: Member, proposal: Proposal, key: UUID | None = None) -> Proposal:
    """Say that the gesture was made, on the day or after it was put off."""
    return _decide("proposal.done", by, proposal, key, state=State.DONE)


def postpone_proposal(*, by: Member, proposal: Proposal, key: UUID | None = None) -> Proposal:
    """Put it off: it comes back in three days, if its reasons still hold."""
    return _decide("proposal.postponed", by, proposal, key, state=State.LATER, until=timezone.now() + PAUSE)


def decline_proposal(*, by: Member, proposal: Proposal, no: str, key: UUID | None = None) -> Proposal:
    """Say no, and why (a name of Proposal.No): it is not proposed again for three months."""
    if no not in Proposal.No.values:
        raise NoReason
    return _decide("proposal.declined", by, proposal, key, state=State.DECLINED, no=no)


def reopen_proposal(*, by: Member, proposal: Proposal, key: UUID | None = None) -> Proposal:
    """Take back what was said of it: it stands on the desk again, as if nothing had been said."""
    return _decide("proposal.reopened", by, proposal, key, state=State.OPEN)


def _decide(
    kind: str,
    by: Member,
    proposal: Proposal,
    key: UUID | None,
    *,
    state: State,
    no: str = "",
    until: object = None,
) -> Proposal:
    must(by, "decide", proposal)
    with act(kind, by=by, key=key) as done:
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        is_back = state == State.OPEN
        if locked.state not in BEFORE[state]:
            raise DecidedAlready
        Proposal.objects.filter(pk=locked.pk).update(
            state=state,
            no=no,
            until=until,
            decided_by=None if is_back else by,
            decided_at=None if is_back else timezone.now(),
        )
        relearn(proposal.network, locked.gesture)
        done(locked, ProposalFacts(gesture=locked.gesture, no=no), community=proposal.network.community_id)
    proposal.refresh_from_db()
    return proposal
