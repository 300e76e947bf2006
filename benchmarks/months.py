"""A month of a calendar with 10,000 repeating events over ten years, beside one with 100; and the kept page.

    python benchmarks/months.py [--events 10000] [--years 10] [--kept]

Both calendars stand in one SQLite, every event repeats monthly, a visitor leafs through months in the middle. Requests
go through the whole of Django, in turns. With `--kept` the month is also asked of a server that keeps it, beside nginx
serving the same bytes as a file (needs nginx and wrk, as `pages` does).
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = Path(tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_DATA", str(DATA))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("POTAGER_HOSTS", "testserver")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from potager.communities.models import Community  # noqa: E402
from potager.gatherings.models import Event, Session  # noqa: E402
from potager.lib.ids import uuid7  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.testing import a_community, a_member  # noqa: E402

YEARS, FEW, TIMES = 10, 100, 2.0
OF_NGINX = 0.3
START = datetime(2026, 1, 1, tzinfo=UTC)


def planted(by: Member, number: int, years: int) -> Community:
    """A community with that many events, each once a month for some years around 2026, at hours of their own."""
    chance = random.Random(number)
    community = a_community(owner=by, address=f"bench-{uuid7().hex[-12:]}")
    starts = [START + timedelta(minutes=15 * chance.randrange(28 * 96)) for _ in range(number)]
    events = [
        Event(
            community=community, opened_by=by, title=f"Table {at}", language="en", starts=one, place="Hall",
            rule="FREQ=MONTHLY",
        )
        for at, one in enumerate(starts)
    ]  # fmt: skip
    Event.objects.bulk_create(events, batch_size=500)
    _lay(events, years)
    return community


def _lay(events: list[Event], years: int) -> None:
    """Their dates, row by row past the models: there are more than a million of them."""
    fields = Session._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO gatherings_session ({columns}) VALUES ({marks})", _rows(events, years)
        )


def _rows(events: list[Event], years: int) -> Iterator[list[object]]:
    fields = Session._meta.concrete_fields
    for event in events:
        usual = Session(
            event=event, community=event.community, recurrence=START, starts_at=START, ends_at=START
        )
        row = {
            field.name: field.get_db_prep_save(field.pre_save(usual, True), connection) for field in fields
        }
        for month in range(12 * years):
            at = event.starts.replace(year=2026 - years // 2 + month // 12, month=1 + month % 12)
            told = {"id": uuid7(), "recurrence": at, "starts_at": at, "ends_at": at + timedelta(hours=2)}
            prepared = {
                name: Session._meta.get_field(name).get_db_prep_save(value, connection)
                for name, value in told.items()
            }
            yield list({**row, **prepared}.values())


def milliseconds(call: Callable[[], object], times: int) -> float:
    """The median time of a call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def queries(call: Callable[[], object]) -> int:
    """How many statements a call sends."""
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        call()
    return len(asked)


def rendered(few: Community, many: Community, number: int) -> bool:
    """The month of each, in turns."""
    client, rounds = Client(), []
    paths = [f"/c/{one.address}/events/calendar/2026-05/" for one in (few, many)]
    pages = [len(client.get(path).content) for path in paths]
    for _ in range(5):
        rounds.append([milliseconds(lambda p=path: client.get(p), 9) for path in paths])  # type: ignore[misc]
    quick, slow = (min(one[at] for one in rounds) for at in (0, 1))
    asked = [queries(lambda p=path: client.get(p)) for path in paths]  # type: ignore[misc]
    print(
        f"{FEW} events: {quick:.1f} ms ({asked[0]} queries, {pages[0]:,} bytes); "
        f"{number:,} events: {slow:.1f} ms ({asked[1]} queries, {pages[1]:,} bytes): {slow / quick:.2f} ×"
    )
    print(f"target: {TIMES} ×: {'met' if slow / quick <= TIMES else 'MISSED'}")
    return slow / quick <= TIMES


def kept(few: Community) -> bool:
    """The month as a kept page beside nginx with the same bytes."""
    sys.path[:0] = [str(HERE), str(HERE.parent / "tests/server")]
    from installation import Installation
    from pages import against_nginx

    connection.close()
    with Installation(DATA) as place, tempfile.TemporaryDirectory(prefix="potager-bench-") as folder:
        url = f"{place.url}/c/{few.address}/events/calendar/2026-05/"
        shares = against_nginx(url, Path(folder), 3)
    is_met = min(shares.values()) >= OF_NGINX
    print(f"target: at least {OF_NGINX} of nginx: {'met' if is_met else 'MISSED'}")
    return is_met


def main() -> int:
    """Measure; the exit code says whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--kept", action="store_true")
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    by = a_member("Host", email=f"{uuid7()}@example.org", language="en")
    few, many = (planted(by, number, chosen.years) for number in (FEW, chosen.events))
    met = rendered(few, many, chosen.events)
    if chosen.kept:
        met &= kept(few)
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
