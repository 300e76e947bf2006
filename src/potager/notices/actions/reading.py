"""What a person has read under the bell."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.members.models import Member
from potager.notices.actions.telling import ring
from potager.notices.models import Notice


def mark_read(*, by: Member, heap: UUID) -> datetime | None:
    """Note that one heap was read; returns the moment by which `mark_unread` finds it again, None if it was before."""
    return _mark(by, heap=heap)


def mark_all_read(*, by: Member) -> datetime | None:
    """Note that all was read; returns the moment, as mark_read does."""
    return _mark(by)


def mark_unread(*, by: Member, at: datetime) -> int:
    """Take back what was marked at that moment; returns how many notices."""
    with transaction.atomic():
        count = Notice.objects.filter(member=by, read_at=at).update(read_at=None)
        ring([by.pk])
    return count


def _mark(by: Member, **which: UUID) -> datetime | None:
    now = timezone.now()
    with transaction.atomic():
        count = Notice.objects.filter(member=by, read_at=None, **which).update(read_at=now)
        if count:
            ring([by.pk])
    return now if count else None
