"""What is told of a collective book."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from potager.journal.channels import declare_channel
from potager.journal.kinds import declare
from potager.journal.models import Activity
from potager.manuscripts import rendering
from potager.manuscripts.acts.common import kind
from potager.manuscripts.models import Manuscript
from potager.manuscripts.permissions import may_read
from potager.members.models import Member


def _status(activity: Activity, language: str) -> str | None:
    manuscript = Manuscript.objects.filter(pk=activity.target_id).first()
    return rendering.progress_html(manuscript, language) if manuscript else None


def _may_listen(member: UUID | None, manuscript: UUID) -> bool:
    found = Manuscript.objects.select_related("community").filter(pk=manuscript).first()
    person = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and may_read(person, found)


declare_channel("manuscript", _may_listen)

declare(
    kind(
        "words.withdrawn", "withdraw_words", _("%(actor)s took back what they had written"), "Delete",
        fragment=_status,
    ),
    kind("manuscript.opened", "open_manuscript", _("%(actor)s opened a collective book"), "Create"),
    kind(
        "manuscript.changed", "change_manuscript", _("%(actor)s changed a collective book"), "Update",
        fragment=_status,
    ),
    kind(
        "manuscript.released", "release_manuscript", _("%(actor)s released a collective book"), "Announce",
        fragment=_status,
    ),
    kind(
        "manuscript.unreleased", "unrelease_manuscript",
        _("%(actor)s took the release of a collective book back"), "Undo", fragment=_status,
    ),
)  # fmt: skip
