"""Readers: each goes through the journal with a cursor of its own, and never misses or repeats an act."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from potager.journal.models import Activity, Cursor, ParkedActivity

log = logging.getLogger(__name__)
TRIES = 3
LONGEST_HOLD = 0.05  # seconds: on SQLite nobody else writes while a reader handles acts


@dataclass(frozen=True)
class Reader:
    """A reader: `handle` is called once per act, in the transaction that moves the cursor.

    It must not call the network: it writes rows that the worker drains. `kinds` empty means every kind.
    A reader that is new to an installation starts at the end of the journal unless `from_start`.
    """

    name: str
    handle: Callable[[Activity], None]
    kinds: frozenset[str] = frozenset()
    from_start: bool = False
    reads_imports: bool = False

    def wants(self, activity: Activity) -> bool:
        """Whether this act is for this reader."""
        if activity.origin == "import" and not self.reads_imports:
            return False
        return not self.kinds or activity.kind in self.kinds


_readers: dict[str, Reader] = {}


def register(reader: Reader) -> None:
    """Make a reader known to the runner; called in an app's readers.py."""
    _readers[reader.name] = reader


def all_readers() -> list[Reader]:
    """Every registered reader, by name."""
    return sorted(_readers.values(), key=lambda reader: reader.name)


def last_position() -> int:
    """The position of the newest act, 0 if there is none."""
    return Activity.objects.order_by("-position").values_list("position", flat=True).first() or 0


def read_on(reader: Reader, *, batch: int = 200) -> int:
    """Handle at most `batch` next acts; returns how many were passed (0: no news, or another copy reads).

    Handling and cursor share one transaction: a crash repeats nothing and skips nothing.
    """
    if not _has_news(reader):  # asking first takes no write lock
        return 0
    with transaction.atomic():
        cursor = _locked(reader)
        if cursor is None:
            return 0
        passed = _handle_next(reader, after=cursor.position, batch=batch)
        if passed:
            Cursor.objects.filter(pk=reader.name).update(position=passed[-1].position)
    return len(passed)


def catch_up(reader: Reader) -> int:
    """Read until nothing is left; returns how many acts were passed."""
    total = 0
    while passed := read_on(reader):
        total += passed
    return total


def _has_news(reader: Reader) -> bool:
    cursor = Cursor.objects.filter(pk=reader.name).first()
    if cursor is None:
        start = 0 if reader.from_start else last_position()
        cursor, _ = Cursor.objects.get_or_create(pk=reader.name, defaults={"position": start})
    return Activity.objects.filter(position__gt=cursor.position).exists()


def _locked(reader: Reader) -> Cursor | None:
    # SQLite has one writer, and the transaction holds its lock since BEGIN IMMEDIATE.
    if connection.vendor != "postgresql":
        return Cursor.objects.get(pk=reader.name)
    return Cursor.objects.select_for_update(skip_locked=True).filter(pk=reader.name).first()


def _handle_next(reader: Reader, *, after: int, batch: int) -> list[Activity]:
    end = time.monotonic() + LONGEST_HOLD
    passed: list[Activity] = []
    for activity in Activity.objects.filter(position__gt=after).order_by("position")[:batch]:
        if reader.wants(activity):
            _handle(reader, activity)
        passed.append(activity)
        if time.monotonic() > end:
            break
    return passed


def _handle(reader: Reader, activity: Activity) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                reader.handle(activity)
            return
        except Exception as error:
            log.exception("reader %s failed on act %s, try %s", reader.name, activity.position, attempt)
            if attempt == TRIES:
                ParkedActivity.objects.get_or_create(
                    reader=reader.name, activity=activity, defaults={"error": repr(error)[:2000]}
                )
