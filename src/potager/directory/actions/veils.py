"""What moderation decides about what members say of themselves."""

from django.utils.translation import gettext_lazy as _

from potager.communities.models import Membership
from potager.directory.actions.traits import relist
from potager.directory.models import Veil
from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.members.models import Member


class NotInThisState(Refusal):
    """It is hidden already, or is not."""

    message = _("It is not in that state any more. Reload the page to see how it stands.")


def hide_profile(*, by: Member, membership: Membership) -> None:
    """Hide in a community all that a member says of themselves, but their name; strangers read none of it either."""
    must(by, "moderate", membership.community)
    with act("profile.hidden", by=by) as done:
        _veil, is_new = Veil.objects.get_or_create(member=membership.member, community=membership.community)
        if not is_new:
            raise NotInThisState
        relist(membership)
        done(membership, community=membership.community_id)


def unhide_profile(*, by: Member, membership: Membership) -> None:
    """Undo: each field is shown to whom the member chose."""
    must(by, "moderate", membership.community)
    with act("profile.unhidden", by=by) as done:
        gone, _rows = Veil.objects.filter(member=membership.member, community=membership.community).delete()
        if not gone:
            raise NotInThisState
        relist(membership)
        done(membership, community=membership.community_id)
