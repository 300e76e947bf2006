"""The index on SQLite: FTS5 walks backwards through identifiers, so the newest come first by themselves."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from potager.search.wishes import Term, Wish

NEWEST = (
    "SELECT e.id, e.thing FROM search_text CROSS JOIN search_entry e ON e.id = search_text.rowid"
    " WHERE search_text MATCH %s AND search_text.rowid BETWEEN %s AND %s AND {only}"
    " ORDER BY search_text.rowid DESC LIMIT %s"
)
RANKED = (
    "SELECT rowid, CAST(bm25(search_text, 5.0, 1.0, 0.0, 0.0) * -1000000 AS INTEGER) FROM search_text"
    " WHERE search_text MATCH %s AND rowid BETWEEN %s AND %s"
)


def newest(wish: Wish, only: str, values: Sequence[Any], span: tuple[int, int], many: int) -> list[Any]:
    """(identifier, thing) of what fulfils a wish, the newest first. `only` is SQL on the table `e`."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST.format(only=only), [expression(wish), *span, *values, many])
        return list(cursor.fetchall())


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
