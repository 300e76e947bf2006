"""What the page of the desk shows: the gestures of today, what was decided, and where things stand."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from potager.animation import queries
from potager.animation.cards import cards_for, decided_cards
from potager.animation.gestures import GESTURES
from potager.animation.headings import heading
from potager.animation.looking import small_map
from potager.animation.models import Network, Proposal
from potager.animation.outcomes import stories_of
from potager.animation.tasks import prepare_desk
from potager.animation.yesterday import happened_since
from potager.communities.models import Community, Membership
from potager.communities.queries import Standing
from potager.jobs.models import Job
from potager.members.models import Member

DAY = timedelta(days=1)
STORIES = 2  # of what came, beside the gestures
UNDER_WAY = (Job.State.READY, Job.State.RUNNING)


def frame(standing: Standing) -> dict[str, Any]:
    """What every page of the desk needs."""
    return {"community": standing.community, "standing": standing, "here": "desk"}


def desk_page(standing: Standing, viewer: Member) -> dict[str, Any]:
    """Everything on the desk, for one viewer, at this moment."""
    now, community = timezone.now(), standing.community
    network = queries.network_of(community)
    cards = cards_for(viewer, network, queries.on_the_desk(network)) if network else []
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    decided = decided_cards(viewer, network, queries.decided(network, midnight)) if network else []
    is_prepared = network is not None and network.prepared_on == now.date()
    return {
        **frame(standing),
        "network": network,
        "now": now,
        "heading": heading(len(cards), is_over=bool(decided))
        if is_prepared or cards or decided
        else _("The desk"),
        "happened": happened_since(community, now - DAY).sentences(),
        "cards": cards,
        "decided": decided,
        "reasons": Proposal.No.choices,
        "is_prepared": is_prepared,
        "is_asked": not is_prepared and is_under_way(community),
        "is_alone": not cards and not decided and is_alone(community),
        "stories": stories_of(viewer, network, most=STORIES) if network else [],
        **(small_map(network) if network else {}),
    }


def is_under_way(community: Community) -> bool:
    """Whether the worker was asked for the proposals of the community, and has not found them yet."""
    asked = Job.objects.filter(task=prepare_desk.module_path, state__in=UNDER_WAY)
    return asked.filter(arguments__args__0=str(community.pk)).exists()


def is_alone(community: Community) -> bool:
    """Whether nobody is there but one."""
    return Membership.objects.taking_part().filter(community=community)[:2].count() < 2


def gestures_page(standing: Standing) -> dict[str, Any]:
    """The gestures, each with how many were found and how many shown at the last preparation."""
    network = queries.network_of(standing.community)
    counts = _counts(network, network.prepared_at) if network and network.prepared_at else {}
    rows = [(one, *counts.get(one.name, (0, 0))) for one in GESTURES.values()]
    return {**frame(standing), "network": network, "rows": rows}


def _counts(network: Network, prepared_at: datetime) -> dict[str, tuple[int, int]]:
    """For each gesture, how many were found (of those not shown, the first twenty) and how many shown."""
    found = Proposal.objects.filter(network=network, created_at=prepared_at).order_by()
    shown: dict[str, tuple[int, int]] = {}
    for gesture, state, many in found.values_list("gesture", "state").annotate(many=Count("pk")):
        before = shown.get(gesture, (0, 0))
        shown[gesture] = (before[0] + many, before[1] + (many if state != Proposal.State.KEPT else 0))
    return shown
