"""Building the index, a part at a time, while what is there goes on being found."""

from django.db import connection, transaction

from potager.journal.findable import Findable, all_findables
from potager.journal.models import Cursor
from potager.journal.read import last_position
from potager.search.actions.keeping import put_in, take_out, wait_for_others
from potager.search.models import Building, Entry
from potager.search.rows import VERSION

READER = "search"
BATCH = 200  # on SQLite nobody else writes in the meantime: 30 ms
TIDYING = ":tidying"  # stands among the types: the last part of building
# While much is put in, FTS5 may leave more pieces beside one another than is good for who asks; then they are merged.
MANY_PIECES, FEW_PIECES, PAGES = 16, 4, 500
# GIN takes in many words at once, and is asked more slowly in the meantime.
POSTGRESQL = "SET LOCAL gin_pending_list_limit = '16MB'; SET LOCAL work_mem = '128MB'"


def begin_anew() -> None:
    """Forget how far the index is built: building begins again, while what is there goes on being found."""
    Building.objects.all().delete()
    if connection.vendor == "sqlite" and not Entry.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_text (search_text) VALUES ('delete-all')")


def build_on(many: int = BATCH) -> int:
    """Build the next part of the index; returns how many things were looked at, 0 if it is complete.

    Part and progress are one transaction: whoever is stopped goes on where they were.
    """
    done = set(Building.objects.filter(version=VERSION, is_done=True).values_list("kind", flat=True))
    for found in all_findables():
        if found.kind not in done:
            return _build(found, many) or 1  # the end of one type is not the end
    return 0 if TIDYING in done else _tidy()


def _build(found: Findable, many: int) -> int:
    with transaction.atomic():
        wait_for_others()
        # From here on the reader hears of what changes, whether it has begun to read or not.
        Cursor.objects.get_or_create(pk=READER, defaults={"position": last_position()})
        state, _new = Building.objects.get_or_create(kind=found.kind, defaults={"version": VERSION})
        if state.version != VERSION:
            state.version, state.after = VERSION, None
        ids = found.following(state.after, many)
        last = f"{found.kind}:{ids[-1]}" if ids else f"{found.kind};"  # ";" comes after ":"
        _expect_many(is_first=state.after is None)
        take_out("thing > %s AND thing <= %s", [f"{found.kind}:{state.after or ''}", last])
        put_in(found.entries(ids))
        state.after, state.is_done = (ids[-1], False) if ids else (state.after, True)
        state.save()
    return len(ids)


def _expect_many(*, is_first: bool) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(POSTGRESQL)
    elif is_first:
        _tell_fts5("automerge", MANY_PIECES)


def _tidy() -> int:
    """Bring what was put in into the form that is asked most quickly, a part at a time."""
    with transaction.atomic():
        wait_for_others()
        state, is_new = Building.objects.get_or_create(kind=TIDYING, defaults={"version": VERSION})
        is_new, state.version = is_new or state.version != VERSION, VERSION
        state.is_done = _tidy_postgresql() if connection.vendor == "postgresql" else _merge_pieces(is_new)
        state.save()
    return 1


def _tidy_postgresql() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entry_lexemes')")
        cursor.execute("ANALYZE search_entry")
    return True


def _merge_pieces(is_first: bool) -> bool:
    """FTS5 takes a negative number as: all pieces. Whether nothing is left to merge."""
    if is_first:
        _tell_fts5("automerge", FEW_PIECES)
    return _tell_fts5("merge", -PAGES if is_first else PAGES) < 2 and not is_first


def _tell_fts5(what: str, number: int) -> int:
    """Returns how many rows were written by it: 2 or more where a merge went on."""
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute("INSERT INTO search_text (search_text, rank) VALUES (%s, %s)", [what, number])
        return int(connection.connection.total_changes - before)
