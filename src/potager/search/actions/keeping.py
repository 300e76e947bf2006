"""Rows of the index: put in and taken out, many by one statement. Whoever calls has begun a transaction."""

from collections.abc import Iterable, Sequence

from django.db import connection

from potager.journal.findable import Entry as Found
from potager.search.models import identifier_of
from potager.search.rows import as_columns, as_vector, row_of

LOCK = 7_061_727  # any constant: on PostgreSQL one writes the index at a time
INTO_ENTRIES = (
    "INSERT INTO search_entry (id, thing, community, circle, title, body, words, marks)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
INTO_FTS5 = "INSERT INTO search_text (rowid, title, body, words, marks) VALUES (%s, %s, %s, %s, %s)"
OUT_OF_FTS5 = (
    "INSERT INTO search_text (search_text, rowid, title, body, words, marks)"
    " SELECT 'delete', id, title, body, words, marks FROM search_entry"
)
COPY = "COPY search_entry (id, thing, community, circle, title, body, words, marks, lexemes) FROM STDIN"


def wait_for_others() -> None:
    """Let whoever else writes the index end; SQLite's transactions do so by themselves."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def take_out(where: str, values: Sequence[str]) -> None:
    """Take out the entries of which that SQL holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"{OUT_OF_FTS5} WHERE {where}", values)
        cursor.execute(f"DELETE FROM search_entry WHERE {where}", values)  # noqa: S608 (no text of anybody)


def put_in(entries: Iterable[Found]) -> None:
    """Put in what can be found of things of which the index holds nothing."""
    found = list(entries)
    numbered = list(zip(_free_identifiers(found), found, strict=True))
    if connection.vendor == "postgresql":
        _copy_to_postgresql(numbered)
    else:
        _insert_into_sqlite(numbered)


def _insert_into_sqlite(numbered: list[tuple[int, Found]]) -> None:
    """By two statements: a trigger would have FTS5 write its pages for every row."""
    compared = [as_columns(row_of(entry)) for _identifier, entry in numbered]
    entries = [
        (identifier, entry.thing, entry.community.hex, entry.circle, *columns)
        for (identifier, entry), columns in zip(numbered, compared, strict=True)
    ]
    texts = [(identifier, *columns) for (identifier, _entry), columns in zip(numbered, compared, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany(INTO_ENTRIES, entries)
        cursor.executemany(INTO_FTS5, texts)


def _copy_to_postgresql(numbered: list[tuple[int, Found]]) -> None:
    """The server takes in some rows while the words of the next ones are looked at."""
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        for identifier, entry in numbered:
            vector = as_vector(row_of(entry))
            copy.write_row((identifier, entry.thing, entry.community, entry.circle, *[""] * 4, vector))


def _free_identifiers(entries: list[Found]) -> list[int]:
    """The identifier of each, one higher where it is taken."""
    wanted = [identifier_of(entry.thing, entry.happened_at) for entry in entries]
    taken = _taken(wanted)
    if not taken and len(set(wanted)) == len(wanted):
        return wanted
    free: list[int] = []
    for identifier in wanted:
        while identifier in taken or _taken([identifier]):
            identifier += 1
        taken.add(identifier)
        free.append(identifier)
    return free


def _taken(identifiers: list[int]) -> set[int]:
    """Which of them other things have."""
    if not identifiers:
        return set()
    with connection.cursor() as cursor:
        numbers = ", ".join(map(str, identifiers))
        cursor.execute(f"SELECT id FROM search_entry WHERE id IN ({numbers})")  # noqa: S608 (numbers alone)
        return {row[0] for row in cursor.fetchall()}
