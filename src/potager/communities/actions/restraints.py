"""Slowing down and suspending for some days, and taking it back; bringing somebody back who was removed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities import keepers, refusals
from potager.communities.acts import RestraintFacts
from potager.communities.models import Community, Membership
from potager.communities.queries import standing_of
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member

State = Membership.State
FREE: dict[str, Any] = {"suspended_until": None, "slowed_until": None, "slow_minutes": 0, "decision": None}


def suspend_member(
    *, by: Member, member: Member, community: Community, until: datetime, decision: UUID
) -> Membership:
    """Let somebody read what strangers read, and write nothing, until a moment. Raises MayNotRestrain."""
    with act("membership.suspended", by=by) as done:
        found = _restrained(by, member, community, suspended_until=until, decision=decision)
        done(found, RestraintFacts(decision=str(decision)), place=community, community=community.pk)
    return found


def slow_member(
    *, by: Member, member: Member, community: Community, until: datetime, minutes: int, decision: UUID
) -> Membership:
    """Let somebody write once in so many minutes until a moment. Raises MayNotRestrain."""
    with act("membership.slowed", by=by) as done:
        found = _restrained(
            by, member, community, slowed_until=until, slow_minutes=minutes, decision=decision
        )
        done(found, RestraintFacts(decision=str(decision)), place=community, community=community.pk)
    return found


def free_member(*, by: Member, membership: Membership) -> Membership:
    """Lift what restrains somebody, before its end. Raises MayNotRestrain."""
    community = membership.community
    with act("membership.freed", by=by) as done:
        found = _restrained(by, membership.member, community, **FREE)
        done(found, RestraintFacts(), place=community, community=community.pk)
    return found


def return_member(*, by: Member, membership: Membership) -> Membership:
    """Undo a removal: the person belongs again, as before. Raises NotAMember if they were not removed."""
    must(by, "animate", membership.community)
    with act("membership.returned", by=by) as done:
        found = Membership.objects.select_for_update().get(pk=membership.pk)
        if found.state != State.REMOVED:
            raise refusals.NotAMember
        found.state, found.was_removed, found.joined_at = State.ACTIVE, False, timezone.now()
        found.save(update_fields=["state", "was_removed", "joined_at"])
        keepers.tell(found)
        done(found, place=membership.community, community=found.community_id)
    return found


def _restrained(by: Member, member: Member, community: Community, **fields: Any) -> Membership:
    """The row of the person, also of somebody who writes here without belonging, locked and changed."""
    must(by, "moderate", community)
    Membership.objects.get_or_create(community=community, member=member, defaults={"state": State.LEFT})
    found = Membership.objects.select_for_update().get(community=community, member=member)
    if not standing_of(by, community).may_restrain(found):
        raise refusals.MayNotRestrain
    for name, value in fields.items():
        setattr(found, name, value)
    found.save(update_fields=[*fields])
    return found
