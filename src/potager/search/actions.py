"""Keeping the index true. Nothing here is an act: the index tells nothing that its things do not tell."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import connection, transaction

from potager.journal import findable
from potager.journal.findable import Entry as Found
from potager.journal.findable import Findable, all_findables
from potager.journal.models import Cursor
from potager.journal.read import last_position
from potager.search.models import Building, Entry, Waiting, identifier_of
from potager.search.rows import VERSION, Row, as_columns, as_vector, row_of

READER = "search"
AT_ONCE = 50  # things that one act may have looked at in the transaction that reads it
BATCH = 200  # on SQLite nobody else writes in the meantime: 50 ms
LOCK = 7_061_727  # any constant: on PostgreSQL one writes the index at a time
INTO = "INSERT INTO search_entry (id, thing, community, circle, title, body, words, marks"
SQLITE = f"{INTO}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
POSTGRESQL = f"{INTO}, lexemes) VALUES (%s, %s, %s, %s, '', '', '', '', %s::tsvector)"


def note(things: Iterable[str]) -> None:
    """Look at these things again: now if they are few, soon if they are many."""
    rest = iter(things)
    first = list(dict.fromkeys(islice(rest, AT_ONCE)))
    if first:
        refresh(first)
    while more := list(islice(rest, BATCH)):
        Waiting.objects.bulk_create([Waiting(thing=thing) for thing in more], ignore_conflicts=True)


def work_off(many: int = BATCH) -> int:
    """Look at things that wait for it; returns how many these were."""
    with transaction.atomic():
        things = list(Waiting.objects.order_by("thing").values_list("thing", flat=True)[:many])
        refresh(things)
        Waiting.objects.filter(thing__in=things).delete()
    return len(things)


def refresh(things: Collection[str]) -> None:
    """Put into the index what can be found of these things now, and nothing else of them."""
    with transaction.atomic():
        _wait_for_others()
        Entry.objects.filter(thing__in=things).delete()
        _insert(findable.entries(things).values())


def begin_anew() -> None:
    """Forget how far the index is built: building begins again, while what is there goes on being found."""
    Building.objects.all().delete()


def build_on(many: int = BATCH) -> int:
    """Build the next part of the index; returns how many things were looked at, 0 if it is complete.

    Part and progress are one transaction: whoever is stopped goes on where they were.
    """
    done = set(Building.objects.filter(version=VERSION, is_done=True).values_list("kind", flat=True))
    for found in all_findables():
        if found.kind not in done:
            return _build(found, many) or 1  # the end of one type is not the end
    return 0


def _build(found: Findable, many: int) -> int:
    with transaction.atomic():
        _wait_for_others()
        # From here on the reader hears of what changes, whether it has begun to read or not.
        Cursor.objects.get_or_create(pk=READER, defaults={"position": last_position()})
        state, _new = Building.objects.get_or_create(kind=found.kind, defaults={"version": VERSION})
        if state.version != VERSION:
            state.version, state.after = VERSION, None
        ids = found.following(state.after, many)
        old = Entry.objects.filter(thing__gt=f"{found.kind}:{state.after or ''}")
        last = f"{found.kind}:{ids[-1]}" if ids else f"{found.kind};"  # ";" comes after ":"
        old.filter(thing__lte=last).delete()
        _insert(found.entries(ids))
        state.after, state.is_done = (ids[-1], False) if ids else (state.after, True)
        state.save()
    return len(ids)


def _wait_for_others() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _insert(entries: Iterable[Found]) -> None:
    rows = [row_of(entry) for entry in entries]
    identifiers = _free_identifiers(rows)
    is_postgresql = connection.vendor == "postgresql"
    values = [
        (
            identifier,
            row.entry.thing,
            row.entry.community if is_postgresql else row.entry.community.hex,
            row.entry.circle,
            *((as_vector(row),) if is_postgresql else as_columns(row)),
        )
        for identifier, row in zip(identifiers, rows, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(POSTGRESQL if is_postgresql else SQLITE, values)


def _free_identifiers(rows: list[Row]) -> list[int]:
    """The identifier of each row, one higher where it is taken."""
    wanted = [identifier_of(row.entry.thing, row.entry.happened_at) for row in rows]
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
