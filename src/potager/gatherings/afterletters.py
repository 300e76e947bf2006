"""The thanks of those who welcomed, to those who came: their own words, and where one says how one is named."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.communities.queries import standing_of
from potager.gatherings import attending
from potager.gatherings.models import Session
from potager.gatherings.permissions import reads
from potager.journal.kinds import Notice
from potager.journal.models import Activity


def session_thanked(activity: Activity) -> Iterable[Notice]:
    """To everyone who came, as their hosts wrote it."""
    rows = Session.objects.select_related("event__community").filter(pk=activity.target_id, hidden_at=None)
    session = rows.first()
    if session is None or not session.thanks:
        return
    base = settings.ENV.url or ""
    for mine in attending.who_came(session):
        if not reads(standing_of(mine.member, session.event.community), session.event):
            continue
        with translation.override(mine.member.language):
            body = _("%(thanks)s\n\nMay you be named among those who came? Say so here: %(mine)s\n%(page)s")
            said = {"thanks": session.thanks, "mine": f"{base}/come/{mine.secret}/"}
            yield Notice(
                member=mine.member_id,
                address=mine.member.email,
                language=mine.member.language,
                subject=_("Thank you for coming: %(title)s") % {"title": session.name},
                body=body % {**said, "page": f"{base}{session.get_absolute_url()}"},
                reason="place",
                thing=f"session:{session.pk}",
                url=session.get_absolute_url(),
                community=session.community_id,
            )
