"""Whose desk is prepared this morning: where somebody who animates comes by, and something happens."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from potager.animation.models import Network
from potager.communities.models import Community, Membership
from potager.jobs.models import Job
from potager.journal.models import Activity
from potager.members.models import Session

HOUR = 4  # of the installation's time zone, from which on desks are prepared
SEEN = timedelta(days=21)  # within which an animateur came by
ALIVE = timedelta(days=30)  # within which something happened
TASK = "potager.animation.tasks.prepare_desk"
ROLES = (Membership.Role.OWNER, Membership.Role.ANIMATEUR)


def begin_of(now: datetime) -> datetime:
    """The moment, in the time zone of `now`, at which the last morning began: at HOUR, today or yesterday."""
    today = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return today if now >= today else today - timedelta(days=1)


def next_to_prepare(morning: datetime, now: datetime, *, besides: Collection[str] = ()) -> str | None:
    """A community whose desk was not prepared since the morning began; None while another is being prepared."""
    if Job.objects.filter(task=TASK, state__in=(Job.State.READY, Job.State.RUNNING)).exists():
        return None
    prepared = Network.objects.filter(community=OuterRef("pk"), prepared_at__gte=morning)
    waiting = Community.objects.filter(~Exists(prepared), Exists(_animateurs(now))).exclude(pk__in=besides)
    found = (str(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True) if _is_alive(pk, now))
    return next(found, None)


def _animateurs(now: datetime) -> QuerySet[Membership]:
    """The memberships of those who animate a community and were seen lately."""
    sessions = Session.objects.filter(member=OuterRef("member"), seen_on__gte=(now - SEEN).date())
    here = Membership.objects.filter(community=OuterRef("pk"), role__in=ROLES)
    is_free = Q(suspended_until=None) | Q(suspended_until__lte=timezone.now())
    return here.filter(is_free, Exists(sessions), state=Membership.State.ACTIVE, member__is_active=True)


def _is_alive(community: UUID, now: datetime) -> bool:
    newest = Activity.objects.filter(community=community).order_by("-position")
    at = newest.values_list("happened_at", flat=True).first()
    return at is not None and at >= now - ALIVE
