"""The index on PostgreSQL: a tsvector. Its GIN index knows no order, and the order of time knows no words.

So what is frequent is looked for among the newest things one by one, and what is rare in the index, where each hit
costs. Which of them it is, the planner knows from its statistics.
"""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from potager.search.scopes import Scope
from potager.search.wishes import Term, Wish

CHEAPER = 4  # times: to look at the next thing for words, beside fetching a hit of the index from anywhere
MOST = 20_000  # things are looked at one by one
AMONG_THE_NEWEST = (
    "SELECT e.id, e.thing FROM (SELECT * FROM search_entry WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s) e"
    " WHERE e.lexemes @@ %s::tsquery AND {inside} ORDER BY e.id DESC LIMIT %s"
)
AMONG_ALL = (
    "WITH e AS MATERIALIZED (SELECT id, thing, community, circle FROM search_entry"
    " WHERE lexemes @@ %s::tsquery AND id BETWEEN %s AND %s)"
    " SELECT e.id, e.thing FROM e WHERE {inside} ORDER BY e.id DESC LIMIT %s"
)
EXPECTED = "EXPLAIN (FORMAT JSON) SELECT id FROM search_entry WHERE lexemes @@ %s::tsquery"
THINGS = "SELECT reltuples FROM pg_class WHERE oid = 'search_entry'::regclass"
RANKED = (
    "SELECT id, (ts_rank('{0, 0, 0.2, 1}', lexemes, %s::tsquery) * 1000000)::int FROM search_entry"
    " WHERE id = ANY(%s)"
)


def newest(wish: Wish, scope: Scope, span: tuple[int, int], many: int) -> list[Any]:
    """(identifier, thing) of what fulfils a wish within a scope, the newest first."""
    inside, values = scope.sql()
    query = expression(scope.narrowed(wish))
    with connection.cursor() as cursor:
        looked_at = _one_by_one(cursor, query, many)
        if looked_at:
            asked = [*span, looked_at, expression(wish), *values, many]
            cursor.execute(AMONG_THE_NEWEST.format(inside=inside), asked)
            found = list(cursor.fetchall())
            if len(found) == many:
                return found
        cursor.execute(AMONG_ALL.format(inside=inside), [query, *span, *values, many])
        return list(cursor.fetchall())


def _one_by_one(cursor: Any, query: str, many: int) -> int:
    """How many of the newest things are looked at before the index is asked; 0 where it is quicker."""
    cursor.execute(THINGS)
    things = max(cursor.fetchone()[0], 1)
    cursor.execute(EXPECTED, [query])
    [plan] = cursor.fetchone()
    hits = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]
    until_found = many * things / max(hits, 1)
    return min(MOST, int(2 * until_found) + many) if until_found < CHEAPER * hits else 0


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
