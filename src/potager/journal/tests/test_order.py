"""Positions follow the order of commits; on PostgreSQL that takes a lock, and without it a reader misses acts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from potager.journal import record
from potager.journal.models import Activity
from potager.journal.read import Reader, catch_up
from potager.journal.record import act
from potager.journal.tests.garden import Gardener, Planted, plant

pytestmark = pytest.mark.django_db(transaction=True)
Write = Callable[[list[Activity]], None]


def read_while_one_hesitates(gardener: Gardener, monkeypatch: pytest.MonkeyPatch, write: Write) -> list[str]:
    """One act has its position and hesitates before COMMIT; another one comes, a reader reads; then it commits."""
    seen: list[str] = []
    reader = Reader(
        name="gatherer", handle=lambda activity: seen.append(activity.facts["plant"]), from_start=True
    )
    has_position, may_commit = Event(), Event()

    def hesitate(rows: list[Activity]) -> None:
        write(rows)
        if rows[-1].facts["plant"] == "slow":
            has_position.set()
            may_commit.wait(10)

    def sow(name: str) -> None:
        plant(by=gardener, name=name)
        connection.close()

    monkeypatch.setattr(record, "_write", hesitate)
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(sow, "slow")
        assert has_position.wait(10)
        quick = pool.submit(sow, "quick")
        waited = not Event().wait(0.3) and not quick.done()
        if connection.vendor == "postgresql":
            catch_up(reader)
        may_commit.set()
        slow.result(10), quick.result(10)
    catch_up(reader)
    return seen if waited else [*seen, "the second did not wait"]


def test_nothing_is_missed(gardener: Gardener, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_while_one_hesitates(gardener, monkeypatch, record._write) == ["slow", "quick"]


def test_without_the_lock_an_act_is_missed(gardener: Gardener, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows that the test above can fail."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")

    def naively(rows: list[Activity]) -> None:
        for row in rows:
            row.save(force_insert=True)

    seen = read_while_one_hesitates(gardener, monkeypatch, naively)
    assert seen == ["quick", "the second did not wait"]


def test_domain_writes_of_two_acts_do_not_wait_for_each_other(gardener: Gardener) -> None:
    """The lock is taken last: what comes before it goes on side by side (on SQLite there is one writer anyway)."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")

    def sow() -> None:
        plant(by=gardener, name="meanwhile")
        connection.close()

    with act("plant.planted", by=gardener) as done, ThreadPoolExecutor(1) as pool:
        thing = plant(by=gardener, name="inner")
        pool.submit(sow).result(5)
        done(thing, Planted(plant="outer"))
    assert Activity.objects.count() == 3
