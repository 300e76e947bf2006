"""The SQLite backend: durable, fair, and whole after every fault."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from potager.config.environment import sqlite
from potager.journal.models import Cursor
from potager.lib.fairlock import FairLock

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("__import__('django.db').db.connection.vendor != 'sqlite'", reason="for SQLite"),
]


def lock() -> FairLock:
    """The one that connections use."""
    return FairLock.of(str(connection.settings_dict["NAME"]))


def is_free() -> bool:
    """Whether the lock can be had at once."""
    try:
        lock().acquire(timeout=0.01)
    except OperationalError:
        return False
    lock().release()
    return True


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20000)],
)
def test_what_is_acknowledged_is_on_the_disk(pragma: str, value: object) -> None:
    installed = connection.copy()  # type: ignore[attr-defined]
    installed.settings_dict["OPTIONS"] = sqlite(Path("potager.sqlite3"))["OPTIONS"]
    with closing(installed), installed.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value


def test_the_lock_is_held_from_begin_to_commit() -> None:
    with transaction.atomic():
        assert not is_free()
        with transaction.atomic():
            Cursor.objects.create(reader="a")
        assert not is_free()
    assert is_free()


def test_the_lock_is_freed_by_a_rollback_and_by_a_lost_connection() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Cursor.objects.create(reader="a")
        Cursor.objects.create(reader="a")
    assert is_free()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        connection.connection.close()
        raise ZeroDivisionError
    connection.close()
    assert is_free()


def test_a_lone_write_queues_like_the_others() -> None:
    Cursor.objects.create(reader="a")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            begin = time.monotonic()
            waiting = pool.submit(_update_elsewhere)
            time.sleep(0.1)
            assert not waiting.done()
        assert waiting.result() - begin >= 0.1
    assert is_free()


def test_reading_needs_no_turn() -> None:
    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        Cursor.objects.create(reader="a")
        assert pool.submit(_count_elsewhere).result(timeout=5) == 0


def test_a_turn_that_never_came_takes_nothing_from_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.05)
    lock().acquire(timeout=1)
    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass
    connection.close()
    assert not is_free()
    lock().release()
    assert is_free()


def _update_elsewhere() -> float:
    Cursor.objects.filter(reader="a").update(position=7)
    connection.close()
    return time.monotonic()


def _count_elsewhere() -> int:
    try:
        return Cursor.objects.count()
    finally:
        connection.close()
