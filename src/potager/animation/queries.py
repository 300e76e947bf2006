"""Reading the desk: what stands on it today, what was decided, for whoever animates the community."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.animation.choosing import Past, key_of
from potager.animation.models import Network, Proposal
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.members.models import Member

State = Proposal.State
REST = timedelta(days=7)  # nobody is proposed twice within it
REFUSED = timedelta(days=90)  # what was declined is not proposed again within it


def network_of(community: Community) -> Network | None:
    """The community's graph, None as long as nothing happened there."""
    return Network.objects.select_related("community").filter(community=community).first()


def read(identifier: UUID, member: Member | None) -> Proposal | None:
    """A proposal, for whoever animates its community; None for everybody else."""
    found = Proposal.objects.select_related("network__community", "subject", "other", "helper")
    proposal = found.filter(pk=identifier).exclude(state=State.KEPT).first()
    if proposal is None or not standing_of(member, proposal.network.community).animates:
        return None
    return proposal


def on_the_desk(network: Network) -> QuerySet[Proposal]:
    """What is proposed now, the best first."""
    open_ = Proposal.objects.filter(network=network, state=State.OPEN)
    return open_.select_related("network__community", "subject", "other", "helper").order_by("rank", "pk")


def decided(network: Network, since: datetime) -> QuerySet[Proposal]:
    """What was done, put off and declined since a moment, the newest first."""
    states = (State.DONE, State.LATER, State.DECLINED)
    rows = Proposal.objects.filter(network=network, state__in=states, decided_at__gte=since)
    return rows.select_related("decided_by").order_by("-decided_at")


def past_of(network: Network, now: datetime) -> Past:
    """What limits what may be proposed at a moment."""
    shown = Proposal.objects.filter(network=network).exclude(state=State.KEPT)
    recent = shown.filter(day__gt=(now - REST).date()).exclude(state=State.LATER)
    people = {one for pair in recent.values_list("subject", "other") for one in pair if one}
    closed = shown.filter(
        Q(state=State.DECLINED, decided_at__gt=now - REFUSED)
        | Q(state=State.LATER, until__gt=now)
        | Q(state=State.DONE, decided_at__gt=now - REFUSED)
    )
    rows = closed.values_list("gesture", "subject", "other", "thing")
    return Past(people=frozenset(people), refused=frozenset(key_of(*row) for row in rows))
