"""Who can be found: the members of a community, by name, by each other."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community, Membership
from potager.communities.queries import readable_by
from potager.journal.findable import Entry, Findable, declare_findable, one_after_another
from potager.journal.models import Activity
from potager.members.models import Member


def _memberships(ids: Collection[UUID]) -> Iterable[Entry]:
    active = Membership.objects.filter(pk__in=ids, state=Membership.State.ACTIVE, member__is_active=True)
    for one in active.select_related("member", "community"):
        yield Entry(
            thing=f"membership:{one.pk}",
            community=one.community_id,
            title=one.member.display_name,
            text="",
            language="",
            happened_at=one.joined_at,
            url=f"{one.community.get_absolute_url()}members/",
            signature=one.member.display_name,
            circle=f"members:{one.community_id}",
        )


def _among(member: Member | None) -> set[UUID]:
    """The communities whose members the member may look up: their own; all of them for the owner of the house."""
    if member is None:
        return set()
    if member.is_owner:
        return set(Community.objects.values_list("pk", flat=True))
    mine = Membership.objects.taking_part().filter(member=member, community__in=readable_by(member))
    return set(mine.values_list("community", flat=True))


def _visible(ids: Collection[UUID], member: Member | None) -> set[UUID]:
    found = Membership.objects.filter(pk__in=ids, community__in=_among(member), member__is_active=True)
    return set(found.filter(state=Membership.State.ACTIVE).values_list("pk", flat=True))


def _touched(activity: Activity) -> Iterable[UUID]:
    if activity.target.startswith("membership:"):
        return [UUID(activity.target_id)]
    if activity.kind in {"member.changed", "member.erased"}:
        return Membership.objects.filter(member=UUID(activity.target_id)).values_list("pk", flat=True)
    if activity.kind == "community.opened":  # whoever opens it belongs to it
        return Membership.objects.filter(community=UUID(activity.target_id)).values_list("pk", flat=True)
    return ()


declare_findable(
    Findable(
        kind="membership",
        name=_("Member"),
        label=_("Members"),
        entries=_memberships,
        visible=_visible,
        following=one_after_another(Membership),
        touched=_touched,
        circles=lambda member: [f"members:{one}" for one in _among(member)],
    )
)
