"""The way to the desk in the navigation, for whoever animates the community."""

from django.utils.translation import gettext_lazy as _

from potager.animation.models import Proposal
from potager.communities.pending import Pending, register_pending
from potager.communities.queries import Standing


def waiting(standing: Standing) -> Pending | None:
    """The desk, with how many gestures are proposed today."""
    if not standing.animates:
        return None
    open_ = Proposal.objects.filter(network__community=standing.community, state=Proposal.State.OPEN)
    return Pending(
        name="desk",
        label=_("Desk"),
        url=f"{standing.community.get_absolute_url()}desk/",
        number=open_.count(),
    )


register_pending(waiting)
