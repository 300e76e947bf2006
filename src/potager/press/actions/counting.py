"""Writing the sums of downloads."""

from datetime import date
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import F

from potager.press import downloads
from potager.press.models import Downloads


def write_downloads() -> int:
    """Write the sums that wait in this process; returns how many files that was. No act: nobody did anything.

    What cannot be written now, because the database is held or away, waits for the next time.
    """
    taken = downloads.take()
    if not taken:
        return 0
    try:
        with transaction.atomic():
            for (edition, format_, day), number in taken:
                _count(edition=edition, format_=format_, day=day, number=number)
    except OperationalError:
        downloads.give_back(taken)
        raise
    return sum(number for _fetched, number in taken)


def _count(*, edition: UUID, format_: str, day: date, number: int) -> None:
    row, _made = Downloads.objects.get_or_create(edition_id=edition, format=format_, day=day)
    Downloads.objects.filter(pk=row.pk).update(count=F("count") + number)
