"""How much waits in the queue, for the navigation of those who look after the place."""

from django.utils.translation import gettext_lazy as _

from potager.communities.pending import Pending, register_pending
from potager.communities.queries import Standing
from potager.moderation.queries import to_do


def waiting(standing: Standing) -> Pending:
    """The queue, with what waits there for this person."""
    return Pending(
        name="care",
        label=_("Looking after"),
        url=f"{standing.community.get_absolute_url()}care/",
        number=to_do(standing),
    )


register_pending(waiting)
