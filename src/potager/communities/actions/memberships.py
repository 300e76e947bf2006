"""Coming in, asking, answering, leaving; roles."""

from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from potager.communities import keepers, refusals
from potager.communities.acts import EntryFacts, RoleFacts
from potager.communities.models import Community, Invitation, Membership
from potager.communities.queries import standing_of
from potager.journal.record import act, once
from potager.lib.permission import NotAllowed, may, must
from potager.members.models import Member

State, Role = Membership.State, Membership.Role


@once(Membership)
def join_community(
    *,
    by: Member,
    community: Community,
    accepts_charter: bool,
    invitation: Invitation | None = None,
    note: str = "",
    key: UUID | None = None,
) -> Membership:
    """Enter, or ask to where an animateur has to say yes: the membership's state tells which.

    Raises CharterNotAccepted, NotInvited, InvitationClosed, AlreadyMember, AlreadyRequested.
    """
    if community.charter and not accepts_charter:
        raise refusals.CharterNotAccepted
    if invitation is None and not _has_a_door(by, community):
        raise refusals.NotInvited
    if _must_ask(by, community, invitation):
        return request_membership(by=by, community=community, invitation=invitation, note=note, key=key)
    with act("membership.joined", by=by, key=key) as done:
        membership = _outside(by, community, may_wait=True)
        _use(invitation, community)
        now = timezone.now()
        accepted = {"accepted_charter_at": now, "accepted_charter": community.charter_version}
        _write(membership, state=State.ACTIVE, note="", joined_at=now, **accepted)
        done(membership, _entry(invitation), place=community, community=community.pk)
    return membership


@once(Membership)
def request_membership(
    *,
    by: Member,
    community: Community,
    invitation: Invitation | None,
    note: str = "",
    key: UUID | None = None,
) -> Membership:
    """Ask to join, the charter accepted; an animateur answers."""
    with act("membership.requested", by=by, key=key) as done:
        membership = _outside(by, community, may_wait=False)
        _use(invitation, community)
        now = timezone.now()
        accepted = {"accepted_charter_at": now, "accepted_charter": community.charter_version}
        _write(membership, state=State.REQUESTED, note=note[:500], joined_at=now, **accepted)
        done(membership, _entry(invitation), place=community, community=community.pk)
    return membership


@once(Membership)
def withdraw_request(*, by: Member, community: Community, key: UUID | None = None) -> Membership:
    """Take one's request back. Raises AlreadyAnswered."""
    with act("membership.withdrawn", by=by, key=key) as done:
        membership = _waiting(Membership.objects.filter(community=community, member=by))
        _write(membership, state=State.LEFT, note="")
        done(membership, place=community, community=community.pk)
    return membership


@once(Membership)
def accept_request(*, by: Member, membership: Membership, key: UUID | None = None) -> Membership:
    """Say yes to someone who asked. Raises AlreadyAnswered."""
    must(by, "animate", membership.community)
    with act("membership.accepted", by=by, key=key) as done:
        waiting = _waiting(Membership.objects.filter(pk=membership.pk))
        _write(waiting, state=State.ACTIVE, note="", was_removed=False, joined_at=timezone.now())
        done(waiting, place=membership.community, community=waiting.community_id)
    return waiting


@once(Membership)
def decline_request(*, by: Member, membership: Membership, key: UUID | None = None) -> Membership:
    """Say no to someone who asked; they may ask again one day. Raises AlreadyAnswered."""
    must(by, "animate", membership.community)
    with act("membership.declined", by=by, key=key) as done:
        waiting = _waiting(Membership.objects.filter(pk=membership.pk))
        _write(waiting, state=State.DECLINED, note="")
        done(waiting, place=membership.community, community=waiting.community_id)
    return waiting


@once(Membership)
def leave_community(*, by: Member, community: Community, key: UUID | None = None) -> Membership:
    """Go; what one wrote stays. Raises NotAMember, LastOwner."""
    with act("membership.left", by=by, key=key) as done:
        membership = _inside(Membership.objects.filter(community=community, member=by))
        _write(membership, state=State.LEFT, role=Role.MEMBER)
        done(membership, place=community, community=community.pk)
    return membership


@once(Membership)
def remove_member(*, by: Member, membership: Membership, key: UUID | None = None) -> Membership:
    """End the membership of a plain member; they come back only if an animateur agrees.

    Raises NotAMember; OwnersStay for people with another role.
    """
    must(by, "animate", membership.community)
    with act("membership.removed", by=by, key=key) as done:
        found = _inside(Membership.objects.filter(pk=membership.pk), goes=False)
        if found.role != Role.MEMBER:
            raise refusals.OwnersStay
        _write(found, state=State.REMOVED, was_removed=True)
        done(found, place=membership.community, community=found.community_id)
    return found


@once(Membership)
def change_role(*, by: Member, membership: Membership, role: str, key: UUID | None = None) -> Membership:
    """Give a member another role. Raises NotAllowed, NotAMember, LastOwner."""
    _must_give(by, role, membership)
    if membership.role == role:
        return membership
    with act("membership.changed", by=by, key=key) as done:
        found = _inside(Membership.objects.filter(pk=membership.pk), goes=role != Role.OWNER)
        _must_give(by, role, found)
        facts = RoleFacts(before=found.role, role=Role(role).value)
        _write(found, role=facts.role)
        done(found, facts, place=membership.community, community=found.community_id)
    return found


def _must_give(by: Member, role: str, to: Membership) -> None:
    if not standing_of(by, to.community).may_give(role, to=to):
        raise NotAllowed


def _has_a_door(by: Member, community: Community) -> bool:
    return community.joining != Community.Joining.INVITATION and may(by, "see", community)


def _must_ask(by: Member, community: Community, invitation: Invitation | None) -> bool:
    """Where one joins on request; and whoever was removed, whatever door they take."""
    if invitation is None and community.joining == Community.Joining.REQUEST:
        return True
    return Membership.objects.filter(community=community, member=by, was_removed=True).exists()


def _entry(invitation: Invitation | None) -> EntryFacts:
    return EntryFacts(invitation=str(invitation.pk) if invitation else "")


def _outside(by: Member, community: Community, *, may_wait: bool) -> Membership:
    """The row of someone who is not in, locked, so that two answers cannot both be given."""
    Membership.objects.get_or_create(community=community, member=by, defaults={"state": State.LEFT})
    membership = Membership.objects.select_for_update().get(community=community, member=by)
    if membership.is_active:
        raise refusals.AlreadyMember
    if membership.is_requested and not may_wait:
        raise refusals.AlreadyRequested
    return membership


def _waiting(asked: QuerySet[Membership]) -> Membership:
    membership = asked.select_for_update().first()
    if membership is None or not membership.is_requested:
        raise refusals.AlreadyAnswered
    return membership


def _inside(those: QuerySet[Membership], *, goes: bool = True) -> Membership:
    """The row of someone who is in, locked. If they go (or give up owning), another owner has to stay."""
    found = those.first()
    if found is None:
        raise refusals.NotAMember
    if goes:  # two owners who go at the same time wait for one another here
        Community.objects.select_for_update().get(pk=found.community_id)
    membership = Membership.objects.select_for_update().get(pk=found.pk)
    if not membership.is_active:
        raise refusals.NotAMember
    if goes and membership.manages and not _other_owners(membership).exists():
        raise refusals.LastOwner
    return membership


def _other_owners(membership: Membership) -> QuerySet[Membership]:
    owners = Membership.objects.filter(community=membership.community_id, role=Role.OWNER, state=State.ACTIVE)
    return owners.filter(member__is_active=True).exclude(pk=membership.pk)


def _use(invitation: Invitation | None, community: Community) -> None:
    """Count one more entry, in one statement: the last place is taken once."""
    if invitation is None:
        return
    now = timezone.now()
    valid = Invitation.objects.filter(
        pk=invitation.pk, community=community, revoked_at=None, expires_at__gt=now
    )
    room = valid.filter(Q(most_uses=None) | Q(uses__lt=F("most_uses")))
    if not room.update(uses=F("uses") + 1):
        raise refusals.InvitationClosed


def _write(membership: Membership, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(membership, name, value)
    membership.save(update_fields=[*fields])
    if "state" in fields:
        keepers.tell(membership)
