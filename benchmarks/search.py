"""Search in very many posts: our query, with all that guards it, beside the bare query of the index.

`python -m benchmarks search` measures 1,000,000 posts; `benchmarks/search.py --posts 50000` fewer. The database is
the one that POTAGER_DATABASE_URL names (`scripts/postgres.sh run …`), else a SQLite in a folder of its own.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID

TOPICS = 200
WORDS = 60_000  # of the vocabulary, their frequencies by Zipf's law
RATIO, PACE, SLOWEST = 2.0, 5_000, 0.5
ROUNDS = 3
BAG, AT_ONCE, DAYS = (
    4_000_000,
    10_000,
    3_600,
)  # words to take texts from; posts in one transaction; of all posts
BEGIN = datetime(2016, 1, 1, tzinfo=UTC)


def main() -> int:
    """Generate, build, measure; returns how many targets were missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=1_000_000)
    posts = parser.parse_args().posts
    folder = tempfile.mkdtemp(prefix="potager-search-")
    try:
        return _measure(posts, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(posts: int, folder: str) -> int:
    os.environ["POTAGER_DATA"] = folder
    os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
    os.environ["DJANGO_SETTINGS_MODULE"] = "potager.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    vocabulary = list(_vocabulary())
    _plant(posts, vocabulary)
    missed = _build(posts)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    missed += _ask(vocabulary)
    return missed


def _vocabulary() -> Iterator[str]:
    """Words that look French, the most frequent first: half of them inflected forms of one another."""
    chance = random.Random(7)
    onsets = [
        "b",
        "c",
        "ch",
        "d",
        "f",
        "g",
        "j",
        "l",
        "m",
        "n",
        "p",
        "r",
        "s",
        "t",
        "v",
        "pl",
        "tr",
        "gr",
        "cl",
    ]
    vowels = ["a", "e", "é", "i", "o", "u", "ou", "oi", "è", "an", "on", "in", "au", "eu"]
    endings = ["", "s", "e", "es", "er", "é", "ée", "ation", "eux", "aient", "ement"]
    seen: set[str] = set()
    while len(seen) < WORDS:
        stem = "".join(chance.choice(onsets) + chance.choice(vowels) for _ in range(chance.randint(1, 3)))
        word = stem + chance.choice(onsets) + chance.choice(endings)
        if word not in seen:
            seen.add(word)
            yield word


def _plant(posts: int, vocabulary: list[str]) -> None:
    """Two public communities and a private one, topics in all of them, and posts by the thousand."""
    from potager.conversations.models import Post
    from potager.lib.ids import uuid7
    from potager.testing import a_community, a_member, a_topic

    owner = a_member("Olive")
    homes = [
        a_community(owner=owner, language="fr", visibility=one) for one in ("public", "public", "private")
    ]
    topics = [a_topic(community=homes[number % 3], by=owner) for number in range(TOPICS)]
    begun, step, texts = time.monotonic(), timedelta(days=DAYS) / posts, _texts(vocabulary)
    for first in range(0, posts, AT_ONCE):
        some: list[dict[str, Any]] = [
            {
                "id": _ordered(number, uuid7()),
                "topic_id": topics[number % TOPICS].pk,
                "number": number // TOPICS + 2,
                "html": f"<p>{next(texts)}</p>",
                "written_at": BEGIN + number * step,
            }
            for number in range(first, min(first + AT_ONCE, posts))
        ]
        _insert(Post(author=owner, signature="Olive"), some)
    print(f"{posts} posts planted in {time.monotonic() - begun:.0f} s", flush=True)


def _texts(vocabulary: list[str]) -> Iterator[str]:
    """15 to 90 words each: drawn once into a large bag, and taken from there in strides."""
    chance = random.Random(11)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
    bag = chance.choices(vocabulary, cum_weights=weights, k=BAG)
    while True:
        many, stride = chance.randint(15, 90), chance.randint(1, 99)
        first = int(chance.random() * (BAG - many * stride))
        yield " ".join(bag[first : first + many * stride : stride])


def _ordered(number: int, key: UUID) -> UUID:
    """An identifier of that post's rank in time."""
    return UUID(int=(number << 80) | (key.int & ((1 << 80) - 1)))


def _insert(like: Any, some: list[dict[str, Any]]) -> None:
    """Rows like that one but for these values, without what Django does for each: it would take twice as long."""
    from django.db import connection, transaction

    fields = like._meta.concrete_fields
    same = [field.get_db_prep_save(getattr(like, field.attname), connection) for field in fields]
    own = [(at, field) for at, field in enumerate(fields) if field.attname in some[0]]
    rows = [same[:] for _one in some]
    for row, values in zip(rows, some, strict=True):
        for at, field in own:
            row[at] = field.get_db_prep_save(values[field.attname], connection)
    columns, places = ", ".join(field.column for field in fields), ", ".join(["%s"] * len(fields))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {like._meta.db_table} ({columns}) VALUES ({places})", rows)


def _build(posts: int) -> int:
    from potager.search.actions import begin_anew, build_on

    begin_anew()
    begun, work, served = time.monotonic(), time.process_time(), _served()
    while build_on(500):
        pass
    seconds, work, served = time.monotonic() - begun, time.process_time() - work, _served() - served
    print(
        f"  processor time a post: {work / posts * 1e6:.0f} µs, and {served / posts * 1e6:.0f} of the server"
    )
    return _told("posts indexed a second", posts / seconds, PACE, is_least=True)


def _served() -> float:
    """Seconds of processor time that PostgreSQL has spent on this connection, if it runs on this machine."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    stat = Path(f"/proc/{process}/stat")
    spent = stat.read_text().rpartition(")")[2].split()[11:13] if stat.exists() else ()
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK")


def _ask(vocabulary: list[str]) -> int:
    """The 95th percentile over many questions: the bare query, ours with its permissions, and the whole search.

    Of each question the quickest of a few rounds counts: neighbours on the machine slow down some of them.
    """
    from potager.search.queries import Question, search

    questions = list(_questions(vocabulary))
    ways = {"bare": _bare, "ours": _ours, "whole": lambda text: lambda: search(Question(text=text), None)}
    times = {name: [1e9] * len(questions) for name in ways}
    for _round in range(ROUNDS):
        for number, (_sort, text) in enumerate(questions):
            for name, way in ways.items():
                times[name][number] = min(times[name][number], _seconds(way(text)))
    for sort in dict.fromkeys(sort for sort, _text in questions):
        own = {
            name: [one for one, (of, _text) in zip(some, questions, strict=True) if of == sort]
            for name, some in times.items()
        }
        print(f"  {sort:18} p50 / p95 in ms: {_named(own)}")
    print(f"  {'all of them':18} p50 / p95 in ms: {_named(times)}")
    ratio = _at(times["ours"], 0.95) / _at(times["bare"], 0.95)
    missed = _told("p95 of our query, as a multiple of the bare one", ratio, RATIO)
    for sort, question in (("closest first", {"is_by_relevance": True}), ("typing", {"is_typing": True})):
        asked = [Question(text=text, **question) for _sort, text in questions]
        some = [_seconds(lambda one=one: search(one, None)) for one in asked]
        print(f"  {sort:18} p50 / p95 in ms: {_named({'whole': some})}")
    return missed


def _named(times: dict[str, list[float]]) -> str:
    return "; ".join(f"{name} {_at(some, 0.5):6.1f} / {_at(some, 0.95):6.1f}" for name, some in times.items())


def _ours(text: str) -> Callable[[], Any]:
    """The query that search asks the index: within what the person may read, with the things it finds."""
    from potager.search import queries

    asked = queries._prepared(queries.Question(text=text), None)
    span = (0, queries.LAST)
    return lambda: queries._index().newest(*asked, span, queries.PER_PAGE + 1)


def _questions(vocabulary: list[str]) -> Iterator[tuple[str, str]]:
    chance = random.Random(13)
    bands = {"frequent": (20, 200), "middling": (500, 3_000), "rare": (10_000, 60_000)}
    for _number in range(30):
        words = {name: chance.choice(vocabulary[low:high]) for name, (low, high) in bands.items()}
        yield from words.items()
        yield "frequent + rare", f"{words['frequent']} {words['rare']}"
        yield "two middling", f"{words['middling']} {chance.choice(vocabulary[500:3_000])}"
        yield "a phrase", f'"{words["frequent"]} {chance.choice(vocabulary[20:200])}"'
        yield "without", f"{words['middling']} -{words['frequent']}"


def _bare(text: str) -> Callable[[], Any]:
    """The index alone: the same words, no permission, no rows, the newest first."""
    from django.db import connection

    from potager.search import fts5, postgresql
    from potager.search.queries import PER_PAGE
    from potager.search.wishes import wish_of

    wish = wish_of(text, languages=["fr", "en"])
    if connection.vendor == "postgresql":
        sql = "SELECT id FROM search_entry WHERE lexemes @@ %s::tsquery ORDER BY id DESC LIMIT %s"
        values = [postgresql.expression(wish), PER_PAGE + 1]
    else:
        sql = "SELECT rowid FROM search_text WHERE search_text MATCH %s ORDER BY rowid DESC LIMIT %s"
        values = [fts5.expression(wish), PER_PAGE + 1]

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.fetchall()

    return ask


def _seconds(ask: Callable[[], Any]) -> float:
    """Of the processor for SQLite, which is asked in this process; by the clock for PostgreSQL."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    begun = clock()
    ask()
    return clock() - begun


def _at(times: list[float], share: float) -> float:
    """Milliseconds."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def _told(what: str, value: float, target: float, *, is_least: bool = False) -> int:
    holds = value >= target if is_least else value <= target
    print(f"{'✓' if holds else '✗'} {what}: {value:.1f} ({'≥' if is_least else '≤'} {target:g})")
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
