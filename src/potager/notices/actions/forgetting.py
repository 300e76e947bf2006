"""Forgetting what people may be told no more: it was taken back, a door was closed, or it was long ago."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from potager.communities.models import Community, Membership
from potager.journal.models import Activity
from potager.journal.tellings import ending, is_declared, unsettling
from potager.members.models import Member
from potager.notices import queries
from potager.notices.actions.telling import AT_ONCE, ring
from potager.notices.batches import batches
from potager.notices.models import Bell, Notice, Subscription, Wishes

KEPT_FOR = timedelta(days=90)


def look_again(activity: Activity) -> None:
    """After an act that may have closed a door, or taken something back: forget what may be told no more."""
    if activity.kind in ending():
        _forget(_about(activity))
    elif activity.kind in unsettling() or not is_declared(activity.target.partition(":")[0]):
        _look_again(Notice.objects.filter(thing=activity.target))
    if activity.kind == "community.changed":
        _forget(_outside(activity.community))
    elif activity.kind.startswith("membership."):
        member = Membership.objects.filter(pk=activity.target_id).values_list("member", flat=True).first()
        _forget(_outside(activity.community).filter(member=member))
        _look_again(Notice.objects.filter(community=activity.community, member=member))
    elif activity.kind == "member.erased":
        _forget_person(UUID(activity.target_id))


def _about(activity: Activity) -> QuerySet[Notice]:
    """Of the target, and of the acts by which it came about."""
    acts = Activity.objects.filter(
        place=activity.place, target=activity.target, position__lt=activity.position
    )
    positions = list(acts.values_list("position", flat=True))
    return Notice.objects.filter(Q(thing=activity.target) | Q(position__in=positions))


def _outside(community: UUID | None) -> QuerySet[Notice]:
    """Of a community, to those who read nothing there now but what everybody reads."""
    if community is None:
        return Notice.objects.none()
    inside = Membership.objects.taking_part().filter(community=community).values("member")
    owners = Member.objects.filter(is_owner=True).values("pk")
    notices = Notice.objects.filter(community=community).exclude(member__in=inside)
    is_public = Community.objects.filter(pk=community, visibility=Community.Visibility.PUBLIC).exists()
    return notices.filter(reason="private") if is_public else notices.exclude(member__in=owners)


def _look_again(notices: QuerySet[Notice]) -> None:
    """Ask of each of them; there are few: those of a private conversation, or the author of a message."""
    for member in _members(notices):
        mine = notices.filter(member=member)
        _forget(mine.filter(heap__in=queries.untold(member, mine)))


def forget_old_notices(now: datetime) -> None:
    """Forget what people were told long ago, read or not."""
    _forget(Notice.objects.filter(at__lt=now - KEPT_FOR))


def _forget(notices: QuerySet[Notice]) -> None:
    members = _members(notices)
    if members:
        notices.delete()
        for some in batches(members, AT_ONCE):
            ring(some)


def _members(notices: QuerySet[Notice]) -> list[UUID]:
    found: Iterable[UUID] = notices.order_by().values_list("member", flat=True).distinct()
    return list(found)


def _forget_person(member: UUID) -> None:
    """Whoever left for good is told nothing, and nothing of what they were told is kept."""
    Notice.objects.filter(member=member).delete()
    Bell.objects.filter(member=member).delete()
    Wishes.objects.filter(member=member).delete()
    Subscription.objects.filter(member=member).delete()
