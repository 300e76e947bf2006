"""Making invitation links and taking them back."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from potager.communities.invitations import digest_of, token_of
from potager.communities.models import Community, Invitation
from potager.communities.refusals import InvitationClosed
from potager.journal.record import act, once
from potager.lib.ids import uuid7
from potager.lib.permission import must
from potager.members.models import Member


@once(Invitation)
def create_invitation(
    *,
    by: Member,
    community: Community,
    lasts: timedelta,
    most_uses: int | None = None,
    key: UUID | None = None,
) -> Invitation:
    """Make a link that lets people in for a time, `most_uses` of them at most (None: as many as come)."""
    must(by, "invite", community)
    with act("invitation.created", by=by, key=key) as done:
        identifier = uuid7()
        invitation = Invitation.objects.create(
            id=identifier,
            community=community,
            by=by,
            digest=digest_of(token_of(identifier)),
            expires_at=timezone.now() + lasts,
            most_uses=most_uses,
        )
        done(invitation, place=community, community=community.pk)
    return invitation


@once(Invitation)
def revoke_invitation(*, by: Member, invitation: Invitation, key: UUID | None = None) -> Invitation:
    """Take a link back: it opens nothing from now on. Raises InvitationClosed if it was taken back before."""
    must(by, "invite", invitation.community)
    with act("invitation.revoked", by=by, key=key) as done:
        standing = Invitation.objects.filter(pk=invitation.pk, revoked_at=None)
        if not standing.update(revoked_at=timezone.now()):
            raise InvitationClosed
        done(invitation, place=invitation.community, community=invitation.community_id)
    return invitation
