"""What was summed becomes rows: many at once, in SQL, where Django would take ten times as long."""

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import connection

from potager.animation import lived
from potager.animation.models import Network, Person

if TYPE_CHECKING:
    from potager.animation.sums import People, Ties

COLUMNS = (
    "network_id, source_id, target_id, first_at, last_at, strength, answered, thanked, mentioned, cowrote"
)
SQLITE = f"INSERT INTO animation_tie ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
POSTGRESQL = (
    f"INSERT INTO animation_tie ({COLUMNS}) "  # noqa: S608
    "SELECT %s, * FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[], %s::timestamptz[], "
    "%s::float8[], %s::int[], %s::int[], %s::int[], %s::int[])"
)


def put_people(network: Network, drawer: int, people: "People", off: set[int]) -> None:
    """Give the people of a drawer what was summed of them; of those who are off only when they were there."""
    import numpy as np

    from potager.animation.sums import DRAWER

    was_there = people.last > np.iinfo(np.int64).min
    first, last = (_moments(np.where(was_there, at, 0)) for at in (people.first, people.last))
    rows = list(Person.objects.filter(network=network, **_within("pk", drawer)).order_by("pk"))
    for row in rows:
        at = row.pk % DRAWER
        row.first_at, row.last_at = first[at], last[at]
        is_counted = row.pk not in off
        for name in ("acts", "words", "days", "seasons"):
            setattr(row, name, int(getattr(people, name)[at]) * is_counted)
        row.gap = float(people.gap[at]) * is_counted
    Person.objects.bulk_update(rows, lived.PERSON, batch_size=100)


def put_ties(network: Network, drawer: int, ties: "Ties", off: set[int]) -> None:
    """Replace the ties of the people of a drawer by what was summed, in the order of their index."""
    import numpy as np

    from potager.animation.sums import DRAWER

    here = Person.objects.filter(network=network).order_by("pk").values_list("pk", flat=True)
    keys = np.fromiter(here.iterator(20_000), np.int64)
    keys = keys[~np.isin(keys, np.fromiter(off, np.int64))]
    source = ties.who + drawer * DRAWER
    stay = np.isin(source, keys) & np.isin(ties.target, keys)
    columns: list[Any] = [source, ties.target, _texts(ties.first), _texts(ties.last), ties.strength]
    values = [np.asarray(one)[stay].tolist() for one in (*columns, *ties.counts.T)]
    with connection.cursor() as cursor:
        bounds = [network.pk, drawer * DRAWER, drawer * DRAWER + DRAWER - 1]
        cursor.execute(
            "DELETE FROM animation_tie WHERE network_id = %s AND source_id BETWEEN %s AND %s", bounds
        )
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL, [network.pk, *values])
        else:
            rows = [(network.pk, *row) for row in zip(*values, strict=True)]
            cursor.executemany(SQLITE.replace("?", "%s"), rows)


def _within(name: str, drawer: int) -> dict[str, int]:
    from potager.animation.sums import DRAWER

    return {f"{name}__gte": drawer * DRAWER, f"{name}__lt": drawer * DRAWER + DRAWER}


def _moments(microseconds: Any) -> list[Any]:
    return [one.replace(tzinfo=UTC) for one in microseconds.astype("M8[us]").tolist()]


def _texts(microseconds: Any) -> Any:
    """As SQLite keeps moments, and PostgreSQL reads them where its time zone is Greenwich, as Django sets it."""
    import numpy as np

    told = np.datetime_as_string(microseconds.astype("M8[us]"), unit="us")
    told.view("U1")[len("2026-11-21") :: told.itemsize // 4] = " "
    return told
