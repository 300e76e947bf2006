"""Durable posts per second, beside bare commits with the same durability, with 1 and 8 writers.

    python benchmarks/posting.py [--seconds 3]

On SQLite in a folder of its own, or on the database that POTAGER_DATABASE_URL names (a scratch one: it is
migrated and written to). A bare commit is one INSERT of the same text in a transaction of Potager's own
connection: the same durability, and on SQLite the same fair queue. Posts go through the action: Markdown, rules,
journal, numbers; all of them into one topic, whose numbers follow the order of commits. Rounds of both alternate, so
that a noisy machine disturbs both.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable

os.environ.setdefault("POTAGER_DATA", tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
sys.setswitchinterval(0.001)  # as the server does

from contributions import ROUNDS, TARGET, WORST, Write, bare, measured  # noqa: E402 (sets Django up)
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from potager.communities.actions import join_community  # noqa: E402
from potager.conversations.actions import add_post  # noqa: E402
from potager.conversations.models import Topic  # noqa: E402
from potager.lib.ids import uuid7  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.testing import a_community, a_member, a_topic  # noqa: E402

TEXT = "The kettle had been *singing* for a while before anyone thought of the seeds. " * 4


def through_the_action(topic: Topic, by: Member) -> Callable[[], tuple[Write, Write]]:
    """A person who answers without end."""

    def make() -> tuple[Write, Write]:
        return lambda: add_post(by=by, topic=topic, body=TEXT, key=uuid7()), connection.close

    return make


def compare(topic: Topic, people: list[Member], seconds: float) -> bool:
    """Measure both in turns, print the better round, and say whether the targets are met."""
    rounds = []
    for _ in range(ROUNDS):
        floor, _wait = measured([bare], seconds)
        rate, wait = measured([through_the_action(topic, by) for by in people], seconds)
        rounds.append((rate / floor, floor, rate, wait))
    ratio, floor, rate, wait = max(rounds)
    print(
        f"{connection.vendor:10}  {len(people)} writer(s): {rate:5.0f} posts/s, worst wait {wait * 1000:4.0f} ms; "
        f"bare commits {floor:5.0f}/s; ratio {ratio:.2f}"
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
    topic = a_topic(community=community, by=host)
    people = [a_member(f"Writer {number}", email=f"{uuid7()}@example.org") for number in range(8)]
    for one in people:
        join_community(by=one, community=community, accepts_charter=True)
    met = [compare(topic, people[:number], seconds) for number in (1, 8)]
    print(f"target: ratio >= {TARGET}, worst wait < {WORST} s: {'met' if all(met) else 'MISSED'}")
    return 0 if all(met) else 1


if __name__ == "__main__":
    raise SystemExit(main())
