"""What was summed becomes rows: many at once, in SQL, where Django would take ten times as long."""

from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connection

from potager.animation.models import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from potager.animation.sums import People, Ties

AT_ONCE = 10_000  # rows in memory as objects
COLUMNS = (
    "network_id, source_id, target_id, first_at, last_at, strength, answered, thanked, mentioned, cowrote"
)
PERSON = (
    "UPDATE animation_person SET first_at = %s, last_at = %s, acts = %s, words = %s, days = %s, gap = %s, "
    "seasons = %s WHERE network_id = %s AND id = %s"
)
SQLITE = f"INSERT INTO animation_tie ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608
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
    moments = [_texts(np.where(was_there, at, 0)) for at in (people.first, people.last)]
    keys = np.arange(DRAWER) + drawer * DRAWER
    is_counted = ~np.isin(keys, np.fromiter(off, np.int64))
    counts = [people.acts, people.words, people.days, people.gap, people.seasons]
    columns = [*moments, *(one * is_counted for one in counts), np.full(DRAWER, network.pk), keys]
    with connection.cursor() as cursor:
        cursor.executemany(PERSON, list(zip(*(one.tolist() for one in columns), strict=True)))


def put_ties(network: Network, drawer: int, ties: "Ties", off: set[int]) -> None:
    """Replace the ties of the people of a drawer by what was summed, in the order of their index."""
    import numpy as np

    from potager.animation.sums import DRAWER

    keys = _keys(network)
    keys = keys[~np.isin(keys, np.fromiter(off, np.int64))]
    source = ties.who + drawer * DRAWER
    stay = np.isin(source, keys) & np.isin(ties.target, keys)
    columns: list[Any] = [source, ties.target, ties.first, ties.last, ties.strength, *ties.counts.T]
    columns = [one[stay] for one in columns]
    with connection.cursor() as cursor:
        bounds = [network.pk, drawer * DRAWER, drawer * DRAWER + DRAWER - 1]
        cursor.execute(
            "DELETE FROM animation_tie WHERE network_id = %s AND source_id BETWEEN %s AND %s", bounds
        )
        for start in range(0, len(columns[0]), AT_ONCE):
            _insert(cursor, network, [one[start : start + AT_ONCE] for one in columns])


def _insert(cursor: Any, network: Network, columns: "list[NDArray[Any]]") -> None:
    source, target, first, last, *rest = columns
    values = [one.tolist() for one in (source, target, _texts(first), _texts(last), *rest)]
    if connection.vendor == "postgresql":
        cursor.execute(POSTGRESQL, [network.pk, *values])
    else:
        cursor.executemany(SQLITE, [(network.pk, *row) for row in zip(*values, strict=True)])


def _keys(network: Network) -> "NDArray[Any]":
    """Of the rows of people that are there."""
    import numpy as np

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM animation_person WHERE network_id = %s", [network.pk])
        return np.fromiter(chain.from_iterable(cursor), np.int64)


def _texts(microseconds: Any) -> Any:
    """As SQLite keeps moments, and PostgreSQL reads them where its time zone is Greenwich, as Django sets it."""
    import numpy as np

    told = np.datetime_as_string(microseconds.astype("M8[us]"), unit="us")
    told.view("U1")[len("2026-11-21") :: told.itemsize // 4] = " "
    return told
