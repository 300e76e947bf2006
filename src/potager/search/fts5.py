"""The index on SQLite: FTS5 walks backwards through identifiers, so the newest come first by themselves.

Who may see each of the first hits is asked of its row, which has to be read anyway. Only where many hits lie outside
is the index asked for those inside: to compare two lists of hits costs more than to read a few rows.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from potager.search.scopes import Scope
from potager.search.wishes import Term, Wish

LOOKED_AT = 4  # times as many hits as are wanted, before the index is asked for those inside
HITS = (
    "SELECT e.id, e.thing, {inside} FROM search_text CROSS JOIN search_entry e ON e.id = search_text.rowid"
    " WHERE search_text MATCH %s AND search_text.rowid BETWEEN %s AND %s ORDER BY search_text.rowid DESC LIMIT %s"
)
INSIDE = (
    "SELECT e.id, e.thing FROM search_text CROSS JOIN search_entry e ON e.id = search_text.rowid"
    " WHERE search_text MATCH %s AND search_text.rowid BETWEEN %s AND %s AND {inside}"
    " ORDER BY search_text.rowid DESC LIMIT %s"
)
RANKED = (
    "SELECT rowid, CAST(bm25(search_text, 5.0, 1.0, 0.0, 0.0) * -1000000 AS INTEGER) FROM search_text"
    " WHERE search_text MATCH %s AND rowid BETWEEN %s AND %s"
)


def newest(wish: Wish, scope: Scope, span: tuple[int, int], many: int) -> list[Any]:
    """(identifier, thing) of what fulfils a wish within a scope, the newest first."""
    found, after = _among_the_first(wish, scope, span, many)
    if after is None:
        return found
    inside, values = scope.sql()
    with connection.cursor() as cursor:
        asked = [expression(scope.narrowed(wish)), span[0], after - 1, *values, many - len(found)]
        cursor.execute(INSIDE.format(inside=inside), asked)
        return [*found, *cursor.fetchall()]


def _among_the_first(
    wish: Wish, scope: Scope, span: tuple[int, int], many: int
) -> tuple[list[Any], int | None]:
    """What of the first hits lies inside; and the last one looked at, None if no other is wanted."""
    inside, values = scope.sql()
    found: list[Any] = []
    hits, last = LOOKED_AT * many, None
    with connection.cursor() as cursor:
        cursor.execute(HITS.format(inside=inside), [*values, expression(wish), *span, hits])
        for identifier, thing, is_inside in cursor:
            hits, last = hits - 1, identifier
            if is_inside:
                found.append((identifier, thing))
            if len(found) == many:
                return found, None
    return found, None if hits else last


def ranks(wish: Wish, identifiers: Sequence[int]) -> dict[int, int]:
    """How well each of these fulfils the wish, by identifier; the higher the better."""
    with connection.cursor() as cursor:
        cursor.execute(RANKED, [expression(wish), min(identifiers), max(identifiers)])
        return dict(cursor.fetchall())


def expression(wish: Wish) -> str:
    """The wish in FTS5's language; words hold nothing but letters and digits, and stand in quotation marks."""
    wanted = [*map(_term, wish.terms), *(f"marks : ({_either(marks)})" for marks in wish.marks)]
    unwanted = "".join(f" NOT ({_term(term)})" for term in wish.without)
    return f"({' AND '.join(f'({one})' for one in wanted)}){unwanted}"


def _term(term: Term) -> str:
    if term.phrase:
        return f'words : "{" ".join(term.phrase)}"'
    stems = f"{{title body}} : ({_either(term.stems)})"
    return f'{stems} OR words : ("{term.beginning}" *)' if term.beginning else stems


def _either(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)
