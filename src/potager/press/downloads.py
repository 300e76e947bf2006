"""How often books are fetched: sums per edition, format and day. Nothing about who fetched is looked at or kept.

A download is counted in memory; `actions.write_downloads` writes the sums a moment later. So counting costs a
download a microsecond, and a database that is busy, full or away keeps nobody from a book.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max, Min, Sum
from django.utils import timezone

from potager.press.models import Downloads, Edition

Fetched = tuple[UUID, str, date]  # edition, format, day (UTC)
_waiting: Counter[Fetched] = Counter()
_guard = threading.Lock()


def note(edition: UUID, format_: str) -> None:
    """One file was fetched."""
    with _guard:
        _waiting[edition, format_, timezone.now().date()] += 1


def take() -> list[tuple[Fetched, int]]:
    """What was fetched since the last call, in an order that two processes share."""
    with _guard:
        taken = sorted(_waiting.items(), key=str)
        _waiting.clear()
    return taken


def give_back(taken: list[tuple[Fetched, int]]) -> None:
    """What could not be written waits for the next time."""
    with _guard:
        for fetched, number in taken:
            _waiting[fetched] += number


@dataclass(frozen=True)
class Total:
    """How often one format was fetched, between which days."""

    format: str
    total: int
    first: date
    last: date


def sums_of(edition: Edition) -> list[Total]:
    """The sums of an edition, by format."""
    rows = Downloads.objects.filter(edition=edition).order_by("format").values_list("format")
    return [Total(*row) for row in rows.annotate(Sum("count"), Min("day"), Max("day"))]
