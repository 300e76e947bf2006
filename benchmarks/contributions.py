"""Durable contributions per second, beside bare commits with the same durability, with 1 and 8 writers.

    python benchmarks/contributions.py [--seconds 3]

On SQLite in a folder of its own, or on the database that POTAGER_DATABASE_URL names (a scratch one: it is
migrated and written to). A bare commit is one INSERT of the same text in a transaction of Potager's own
connection: the same durability, and on SQLite the same fair queue. What the driver alone reaches, without
a queue, is printed beside. Contributions go through the action: rules, journal, positions. Rounds of both
alternate, so that a noisy machine disturbs both.

The reference is bare commits one after another: positions in a story follow the order of commits, so its
contributions are one commit after another too.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("POTAGER_DATA", tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
sys.setswitchinterval(0.001)  # as the server does

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from potager.lib.ids import uuid7  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.stories.actions import add_contribution  # noqa: E402
from potager.stories.models import Story  # noqa: E402
from potager.testing import a_community, a_member, a_story  # noqa: E402

TEXT = "The kettle had been singing for a while before anyone thought of the seeds. " * 4
TARGET, WORST = 0.5, 0.5
ROUNDS = 2
Write = Callable[[], Any]


def measured(writers: list[Callable[[], tuple[Write, Write]]], seconds: float) -> tuple[float, float]:
    """Writes per second and the worst wait in seconds; each writer is made (write, close) in its own thread."""
    gate, waits = threading.Barrier(len(writers) + 1), [list[float]() for _ in writers]

    def run(index: int) -> None:
        write, close = writers[index]()
        write()
        gate.wait()
        end = time.perf_counter() + seconds
        while (start := time.perf_counter()) < end:
            write()
            waits[index].append(time.perf_counter() - start)
        close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(writers))]
    for thread in threads:
        thread.start()
    gate.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    return sum(map(len, waits)) / (time.perf_counter() - start), max(max(one) for one in waits if one)


def bare() -> tuple[Write, Write]:
    """One INSERT through Potager's connection."""

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare (text) VALUES (%s)", [TEXT])

    return write, connection.close


def bare_sqlite() -> tuple[Write, Write]:
    """A connection of the driver alone, with the settings of Potager's."""
    made = sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=20, isolation_level=None)
    made.execute("PRAGMA synchronous=FULL")

    def write() -> None:
        made.execute("BEGIN IMMEDIATE")
        made.execute("INSERT INTO bare (text) VALUES (?)", [TEXT])
        made.execute("COMMIT")

    return write, made.close


def bare_postgres() -> tuple[Write, Write]:
    """A connection of the driver alone."""
    import psycopg

    wanted = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    made = psycopg.connect(**{name: wanted[name] for name in names if name in wanted})

    def write() -> None:
        made.execute("INSERT INTO bare (text) VALUES (%s)", [TEXT])
        made.commit()

    return write, made.close


def through_the_action(story: Story, by: Member) -> Callable[[], tuple[Write, Write]]:
    """A person who writes without end."""

    def make() -> tuple[Write, Write]:
        return lambda: add_contribution(by=by, story=story, text=TEXT, key=uuid7()), connection.close

    return make


def compare(story: Story, people: list[Member], seconds: float) -> bool:
    """Measure both in turns, print the better round, and say whether the targets are met."""
    driver = bare_postgres if connection.vendor == "postgresql" else bare_sqlite
    rounds = []
    for _ in range(ROUNDS):
        floor, _wait = measured([bare], seconds)
        rate, wait = measured([through_the_action(story, by) for by in people], seconds)
        rounds.append((rate / floor, floor, rate, wait))
    ratio, floor, rate, wait = max(rounds)
    beside, beside_wait = measured([driver] * len(people), seconds)
    print(
        f"{connection.vendor:10}  {len(people)} writer(s): {rate:5.0f} contributions/s, "
        f"worst wait {wait * 1000:4.0f} ms; "
        f"bare commits {floor:5.0f}/s; ratio {ratio:.2f}  "
        f"(driver alone, as many writers: {beside:5.0f}/s, worst wait {beside_wait * 1000:4.0f} ms)"
    )
    return ratio >= TARGET and wait < WORST


def main() -> int:
    """Run all; the exit code says whether every target is met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=2.5, help="per measurement")
    seconds = parser.parse_args().seconds
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        identity = "BIGSERIAL" if connection.vendor == "postgresql" else "INTEGER"
        cursor.execute(f"CREATE TABLE bare (id {identity} PRIMARY KEY, text TEXT)")
    host = a_member("Host", email=f"{uuid7()}@example.org")
    community = a_community(owner=host, address=f"bench-{uuid7().hex[-12:]}")
    story = a_story(community=community, host=host, twice_in_a_row=True)
    people = [a_member(f"Writer {number}", email=f"{uuid7()}@example.org") for number in range(8)]
    met = [compare(story, people[:number], seconds) for number in (1, 8)]
    print(f"target: ratio >= {TARGET}, worst wait < {WORST} s: {'met' if all(met) else 'MISSED'}")
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
