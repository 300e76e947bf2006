"""The tail: news of a commit within milliseconds, and none without one."""

import time
from collections.abc import Iterator
from statistics import median
from threading import Thread

import pytest
from django.db import connection

from potager.journal.listen import PostgresTail
from potager.journal.tail import Tail, open_tail
from potager.journal.tests.garden import Gardener, plant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tail() -> Iterator[Tail]:
    """The tail of the database in use."""
    opened = open_tail()
    yield opened
    opened.close()


def plant_elsewhere(gardener: Gardener, name: str) -> tuple[Thread, list[float]]:
    """Plant from another connection, in a moment; the list receives the moment after COMMIT."""
    committed: list[float] = []

    def work() -> None:
        time.sleep(0.02)
        plant(by=gardener, name=name)
        committed.append(time.monotonic())
        connection.close()

    thread = Thread(target=work)
    thread.start()
    return thread, committed


def test_nothing_new_ends_at_the_limit(tail: Tail) -> None:
    begin = time.monotonic()
    assert tail.wait(0.05) is False
    assert 0.04 < time.monotonic() - begin < 1


def test_a_commit_that_came_between_two_waits_is_told(tail: Tail, gardener: Gardener) -> None:
    plant_elsewhere(gardener, "leek")[0].join()
    assert tail.wait(1) is True
    assert tail.wait(0.05) is False


def test_news_come_within_milliseconds(tail: Tail, gardener: Gardener) -> None:
    delays = []
    for number in range(11):
        thread, committed = plant_elsewhere(gardener, str(number))
        assert tail.wait(5) is True
        told = time.monotonic()
        thread.join()
        delays.append(told - committed[0])
    assert median(delays) < 0.05


def test_a_lost_connection_counts_as_news_and_is_made_again(tail: Tail, gardener: Gardener) -> None:
    if not isinstance(tail, PostgresTail):
        pytest.skip("SQLite is a file: nothing to lose")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%%' AND datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert tail.wait(5) is True
    plant_elsewhere(gardener, "leek")
    assert tail.wait(5) is True
