"""Reading the desk: what stands on it today, what was decided, for whoever animates the community."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.animation.choosing import Key, Past, key_of
from potager.animation.models import Network, Proposal
from potager.communities.models import Community
from potager.communities.queries import standing_of
from potager.members.models import Member

State = Proposal.State
REST = timedelta(days=7)  # nobody is proposed twice within it
REFUSED = timedelta(days=90)  # what was done or declined is not proposed again within it
STANDS = timedelta(days=3)  # what nobody touched comes back so long, then it leaves people in peace
CLOSED = (State.DECLINED, State.DONE)


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
    this_week = Q(day__gt=(now - REST).date(), day__lte=now.date())
    recent = shown.filter(this_week | Q(state=State.LATER, until__gt=now - REST))
    people: dict[UUID, set[Key]] = defaultdict(set)
    helpers: dict[UUID, set[Key]] = defaultdict(set)
    again: dict[Key, bool] = {}
    columns = ("gesture", "subject", "other", "thing", "helper", "state", "day", "until")
    for *what, helper, state, day, until in recent.order_by("day", "pk").values_list(*columns):
        key = key_of(*what)
        for one in filter(None, what[1:3]):
            people[one].add(key)
        if helper and day > (now - REST).date():
            helpers[helper].add(key)
        again[key] = again.get(key, True) and _may_come_back(state, day, until, now)
    closed = shown.filter(
        Q(state=State.LATER, until__gt=now) | Q(state__in=CLOSED, decided_at__gt=now - REFUSED)
    )
    rows = closed.values_list("gesture", "subject", "other", "thing")
    return Past(
        people=people,
        helpers=helpers,
        again=frozenset(key for key, may in again.items() if may),
        refused=frozenset(key_of(*row) for row in rows),
    )


def _may_come_back(state: str, day: date, until: datetime | None, now: datetime) -> bool:
    """What was put off, once its time has come; what nobody touched, for three days since it was first there."""
    if state == State.LATER:
        return until is not None and until <= now
    return state in {State.OPEN, State.LAPSED} and day > (now - STANDS).date()
