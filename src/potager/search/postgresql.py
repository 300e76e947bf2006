"""The index on PostgreSQL: a tsvector. Its GIN index knows no order, and the order of time knows no words.

So what is looked for is sought first among the newest things, one by one, which is enough for frequent words; and
only then in the whole index, which is quick for rare ones.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from potager.search.wishes import Term, Wish

LOOKED_AT = 3000  # things, before the index is asked
AMONG_THE_NEWEST = (
    "SELECT e.id, e.thing FROM (SELECT * FROM search_entry WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s) e"
    " WHERE e.lexemes @@ %s::tsquery AND {only} ORDER BY e.id DESC LIMIT %s"
)
AMONG_ALL = (
    "WITH e AS MATERIALIZED (SELECT id, thing, community, circle FROM search_entry"
    " WHERE lexemes @@ %s::tsquery AND id BETWEEN %s AND %s)"
    " SELECT e.id, e.thing FROM e WHERE {only} ORDER BY e.id DESC LIMIT %s"
)
RANKED = (
    "SELECT id, (ts_rank('{0, 0, 0.2, 1}', lexemes, %s::tsquery) * 1000000)::int FROM search_entry"
    " WHERE id = ANY(%s)"
)


def newest(wish: Wish, only: str, values: Sequence[Any], span: tuple[int, int], many: int) -> list[Any]:
    """(identifier, thing) of what fulfils a wish, the newest first. `only` is SQL on the table `e`."""
    query = expression(wish)
    looked_at = max(LOOKED_AT, 20 * many)
    with connection.cursor() as cursor:
        cursor.execute(AMONG_THE_NEWEST.format(only=only), [*span, looked_at, query, *values, many])
        found = list(cursor.fetchall())
        if len(found) == many:
            return found
        cursor.execute(AMONG_ALL.format(only=only), [query, *span, *values, many])
        return list(cursor.fetchall())


def ranks(wish: Wish, identifiers: Sequence[int]) -> dict[int, int]:
    """How well each of these fulfils the wish, by identifier; the higher the better."""
    with connection.cursor() as cursor:
        cursor.execute(RANKED, [expression(wish), list(identifiers)])
        return dict(cursor.fetchall())


def expression(wish: Wish) -> str:
    """The wish in PostgreSQL's language; words hold nothing but letters and digits, and stand in quotation marks."""
    marks = [" | ".join(f"'@{mark}'" for mark in either) for either in wish.marks]
    wanted = [f"({one})" for one in (*map(_term, wish.terms), *marks)]
    return " & ".join([*wanted, *(f"!({_term(term)})" for term in wish.without)])


def _term(term: Term) -> str:
    if term.phrase:
        return " <-> ".join(f"'={word}'" for word in term.phrase if word)
    beginning = [f"'={term.beginning}':*"] if term.beginning else []
    return " | ".join([*(f"'{stem}'" for stem in term.stems), *beginning])
