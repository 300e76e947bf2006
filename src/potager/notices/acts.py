"""What mail tells the journal: that an address takes none, and that its person asks to try it again."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import Kind, Notice, declare
from potager.journal.models import Activity
from potager.members.models import Member
from potager.notices import queries


def _tell_of_address(activity: Activity) -> Iterable[Notice]:
    """To the person, in the page and to their browsers: mail does not reach them. While it is so."""
    member = Member.objects.filter(pk=activity.target_id, is_active=True).first()
    if member is None or not queries.unreached([member.email]):
        return
    with translation.override(member.language):
        yield Notice(
            member=member.pk,
            address=member.email,
            language=member.language,
            subject=_now("Mail to your address comes back: see how to mend it"),
            body="",
            reason="decision",
            thing=f"member:{member.pk}",
            url="/me/notices/#address",
        )


declare(
    Kind(
        name="address.lost",
        action="lose_address",
        sentence=_("Mail to somebody comes back"),
        activitystreams="Update",
        notices=_tell_of_address,
        is_seen=False,
    ),
    Kind(
        name="address.tried_again",
        action="try_address_again",
        sentence=_("%(actor)s asked that mail be sent to them again"),
        activitystreams="Update",
        is_seen=False,
    ),
)
