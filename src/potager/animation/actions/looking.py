"""Looking again at what was proposed: what came of it, with the gesture and without."""

from datetime import datetime, timedelta

from django.db.models import Q

from potager.animation.gestures import GESTURES
from potager.animation.models import Network, Proposal

State = Proposal.State
FOR_HOW_LONG = timedelta(days=45)  # the slowest end: whether two people still talk after thirty days
MOST = 500  # at one time


def look_again(network: Network, now: datetime) -> int:
    """Note what came of gestures made in the last weeks, and of what nobody did; returns how many were looked at.

    The longest unseen come first, each once a day at most.
    """
    recent = Proposal.objects.filter(
        network=network, day__gt=(now - FOR_HOW_LONG).date(), day__lte=now.date()
    )
    looked = recent.filter(state__in=(State.DONE, State.KEPT, State.LAPSED))
    due = looked.filter(Q(looked_at=None) | Q(looked_at__lt=now - timedelta(hours=20)))
    rows = list(due.order_by("looked_at", "pk")[:MOST])
    for row in rows:
        row.outcome, row.looked_at = _outcome(row, now), now
    Proposal.objects.bulk_update(rows, ["outcome", "looked_at"], batch_size=100)
    return len(rows)


def _outcome(proposal: Proposal, now: datetime) -> dict[str, object]:
    gesture = GESTURES.get(proposal.gesture)
    if gesture is None:
        return {}
    came = gesture.came(proposal, now)
    return {"fact": came.fact, "is_good": came.is_good, **came.about}
