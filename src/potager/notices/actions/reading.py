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


def mark_seen(*, by: Member, topic: UUID, number: int) -> int:
    """Note that what stands in a topic up to that post was read where it stands; returns how many notices."""
    now, start = timezone.now(), f"/topics/{topic}/"
    unread = Notice.objects.filter(member=by, read_at=None, url__startswith=start).values_list("pk", "url")
    seen = [pk for pk, url in unread if _number(url, start) <= number]
    if seen:
        with transaction.atomic():
            Notice.objects.filter(pk__in=seen).update(read_at=now)
            ring([by.pk])
    return len(seen)


def _number(url: str, start: str) -> int:
    number = url.removeprefix(start).partition("/")[0]
    return int(number) if number.isdecimal() else 0


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
