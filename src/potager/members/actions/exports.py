"""Exports: asked for by the person, packed by the worker, kept for a week."""

import tempfile
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from potager.journal.record import act, once
from potager.lib.refusals import Refusal
from potager.members import tasks
from potager.members.actions.tries import count, refuse_too_many
from potager.members.export import pack
from potager.members.models import Export, Member
from potager.members.queries import scopes

KEPT = timedelta(days=7)
GIVEN_UP = timedelta(hours=1)  # after which one may ask again, whatever became of it


class ExportInHand(Refusal):
    """One at a time."""

    message = _("Your data is being prepared already. It will be here in a moment.")


@once(Export)
def ask_for_export(*, by: Member, key: UUID | None = None) -> Export:
    """Have all that is kept of oneself packed; raises ExportInHand, TooManyTries."""
    now, uses = timezone.now(), scopes(export=str(by.pk))
    with act("export.asked", by=by, key=key) as done:
        Member.objects.select_for_update().get(pk=by.pk)  # of two presses at once, one waits
        if by.exports.filter(state=Export.State.PREPARING).exists():
            raise ExportInHand
        refuse_too_many(uses, now=now)
        count(uses, now=now)
        export = Export.objects.create(member=by, asked_at=now)
        done(export, place=by)
        tasks.prepare_export.enqueue(str(export.pk))
    return export


def prepare_export(*, export: Export) -> None:
    """Pack it, in the person's language; an earlier one makes room."""
    member = export.member
    with tempfile.TemporaryFile() as file:
        with translation.override(member.language), timezone.override(member.time_zone):
            pack(member, file)
        size = file.tell()
        default_storage.delete(export.path)  # of a try that was cut short
        default_storage.save(export.path, File(file))
    with transaction.atomic():
        if Export.objects.select_for_update().filter(pk=export.pk, member__is_active=True).exists():
            _finish(export, size)
        else:  # the person left meanwhile
            default_storage.delete(export.path)


def _finish(export: Export, size: int) -> None:
    member = export.member
    with act("export.prepared", by=None) as done:
        forget_exports(list(member.exports.exclude(pk=export.pk)))
        export.state, export.bytes, export.ready_at = Export.State.READY, size, timezone.now()
        export.save(update_fields=["state", "bytes", "ready_at"])
        done(export, place=member)


def forget_exports(exports: list[Export]) -> None:
    """Delete exports and their files."""
    Export.objects.filter(pk__in=[export.pk for export in exports]).delete()
    for export in exports:
        transaction.on_commit(partial(default_storage.delete, export.path))


def forget_old_exports(now: datetime) -> None:
    """Delete what was kept for a week, and give up what does not come to an end."""
    with transaction.atomic():
        forget_exports(list(Export.objects.filter(asked_at__lt=now - KEPT)))
        late = Export.objects.filter(state=Export.State.PREPARING, asked_at__lt=now - GIVEN_UP)
        late.update(state=Export.State.FAILED)
