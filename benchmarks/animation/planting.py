"""A community that never was, straight into the tables: who is there, what they said and thanked, and its journal.

People belong to circles of about fifty. A few speak very much and most hardly ever (Zipf's law), more often in their
own circle than elsewhere; they come over three years and stay for half a year on average. Six acts of ten are posts,
half of which answer the one before; the others thank for a post of late.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import numpy as np

DAYS, STAY = 1_095, 180
CIRCLE = 50
ELSEWHERE = 0.25  # of what people say and thank outside their circle
POSTS = 0.6  # of all acts
A_TOPIC = 12  # posts
AT_ONCE = 50_000  # rows in memory as objects
BODY = "Beans, peas and a word or two about the weather in {place}."
PLACES = ("the valley", "spring", "the greenhouse", "the shade", "our street", "May", "the old orchard")

Array = np.ndarray[Any, np.dtype[Any]]


def plant(name: str, members: int, acts: int, now: datetime) -> str:
    """Write a community with so many members and acts; returns its address. `name` is one
    hexadecimal digit, with which all identifiers begin.
    """
    from django.db import transaction

    chance = np.random.default_rng(acts)
    posts = int(acts * POSTS)
    at = now.timestamp() - DAYS * 86_400 * np.sort(chance.random(acts))[::-1]
    with transaction.atomic():
        _without_checks()
        _people(name, members, now)
        joins = np.sort(chance.random(members)) * 0.9
    is_post = np.zeros(acts, bool)
    is_post[chance.permutation(acts)[:posts]] = True
    is_post[:A_TOPIC] = True
    posts = int(is_post.sum())
    which = np.cumsum(is_post) - 1  # the newest post at each act
    topic = np.minimum(np.arange(posts) // A_TOPIC, posts) - chance.geometric(0.03, posts)
    topic = np.unique(np.maximum(topic, 0), return_inverse=True)[1].astype(np.int64)
    circle = chance.integers(0, max(1, members // CIRCLE), topic.max() + 1)
    share = 1 - (now.timestamp() - at) / (DAYS * 86_400)
    author = _people_of(circle[topic], share[is_post], joins, chance)
    thanked = np.maximum(which - chance.geometric(0.02, acts), 0)
    actor = np.empty(acts, np.int64)
    actor[is_post] = author
    actor[~is_post] = _people_of(circle[topic[thanked[~is_post]]], share[~is_post], joins, chance)
    _talk(name, topic, author, at[is_post])
    _journal(name, np.where(is_post, which, thanked), is_post, topic, (actor, at))
    return f"planted-{name}"


def _people_of(circle: Array, share: Array, joins: Array, chance: Any) -> Array:
    """Who does each of these acts, among those who had come by then: mostly people of the circle who came lately.

    `share`: how much of the three years had passed; `joins`: the same for when each member came.
    """
    members = len(joins)
    come = np.maximum(np.searchsorted(joins, share), 2)
    stay = STAY / DAYS * members
    lately = np.maximum(come - chance.exponential(stay, len(share)), chance.random(len(share)) * come * 0.2)
    circles = max(1, members // CIRCLE)
    rank = np.minimum(chance.zipf(1.3, len(share)) - 1, CIRCLE)  # the regulars of the circle
    inside = (lately.astype(np.int64) // circles) * circles + circle - rank * circles
    outside = (come * chance.random(len(share)) ** 3).astype(np.int64)
    who = np.where(chance.random(len(share)) < ELSEWHERE, outside, inside)
    clipped: Array = np.clip(who, 0, come - 1)
    return clipped


def _people(name: str, members: int, now: datetime) -> None:
    from potager.communities.models import Community, Membership
    from potager.members.models import Member

    community, begun = _id(name, "c", 0), now.timestamp() - DAYS * 86_400
    row = (community, f"Planted {name}", f"planted-{name}", "fr", _moment(begun))
    _pour(Community, ("id", "name", "address", "language", "created_at"), [row])
    keys = [_id(name, "a", one) for one in range(members)]
    some = ((key, f"Person {name}{one}", f"{key}@example.org", "!") for one, key in enumerate(keys))
    _pour(Member, ("id", "display_name", "email", "password"), some)
    roles = ("owner" if one == 0 else "member" for one in range(members))
    joined = (_moment(begun + DAYS * 86_400 * 0.9 * one / members) for one in range(members))
    ids = (_id(name, "b", one) for one in range(members))
    of = (community for _ in range(members))
    columns = ("id", "community_id", "member_id", "role", "joined_at")
    _pour(Membership, columns, zip(ids, of, keys, roles, joined, strict=True))


def _talk(name: str, topic: Array, author: Array, at: Array) -> None:
    from potager.conversations.models import Post, Topic

    order = np.argsort(topic, kind="stable")
    starts = np.flatnonzero(np.diff(topic[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order)) - np.repeat(starts, sizes) + 1
    before = np.empty(len(order), np.int64)
    before[order] = np.concatenate([[0], order[:-1]])
    first, last = order[starts], order[starts + sizes - 1]
    rows = enumerate(zip(author[first].tolist(), sizes.tolist(), at[first], at[last], strict=True))
    _pour(
        Topic,
        ("id", "community_id", "author_id", "title", "language", "numbered", "shown", "opened_at", "last_at"),
        (
            (_id(name, "d", one), _id(name, "c", 0), _id(name, "a", by), f"{PLACES[one % len(PLACES)]}, {one}",
             "fr", size, size, _moment(opened), _moment(newest))
            for one, (by, size, opened, newest) in rows
        ),
    )  # fmt: skip
    said = enumerate(
        zip(topic.tolist(), author.tolist(), number.tolist(), before.tolist(), at.tolist(), strict=True)
    )
    _pour(
        Post,
        ("id", "topic_id", "author_id", "answers_id", "signature", "number", "body", "html", "written_at"),
        (
            (_id(name, "e", one), _id(name, "d", where), _id(name, "a", by),
             _id(name, "e", answered) if place > 1 and one % 2 else None,
             f"Person {name}{by}", place, BODY.format(place=PLACES[one % len(PLACES)]), "", _moment(when))
            for one, (where, by, place, answered, when) in said
        ),
    )  # fmt: skip


def _journal(name: str, post: Array, is_post: Array, topic: Array, by: tuple[Array, Array]) -> None:
    from potager.journal.models import Activity

    actor, at = by
    rows = enumerate(
        zip(post.tolist(), is_post.tolist(), topic[post].tolist(), actor.tolist(), at.tolist(), strict=True)
    )
    _pour(
        Activity,
        ("uuid", "kind", "version", "actor", "community", "target", "place", "happened_at", "recorded_at"),
        (
            (_id(name, "f", one), "post.added" if is_said else "reaction.added", 1, _id(name, "a", who),
             _id(name, "c", 0), f"post:{_dashed(name, 'e', what)}", f"topic:{_dashed(name, 'd', where)}",
             moment := _moment(when), moment)
            for one, (what, is_said, where, who, when) in rows
        ),
    )  # fmt: skip


def _id(name: str, sort: str, number: int) -> str:
    """A UUID (version 7 in looks, as hex): in the order of the numbers."""
    return f"{name}{sort}{number:010x}70008000000000000000"


def _dashed(name: str, sort: str, number: int) -> str:
    high = f"{number:010x}"
    return f"{name}{sort}{high[:6]}-{high[6:]}-7000-8000-000000000000"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _pour(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows; the other columns have their defaults."""
    from django.db import connection, transaction

    fields = model._meta.local_concrete_fields
    others = [
        one for one in fields if one.column not in columns and one.get_internal_type() != "BigAutoField"
    ]
    usual = tuple(_usual(field) for field in others)
    names = [*columns, *(field.column for field in others)]
    left = iter(rows)
    while some := [row + usual for row in islice(left, AT_ONCE)]:
        with transaction.atomic(), connection.cursor() as cursor:
            _without_checks()
            _insert(cursor, model._meta.db_table, names, some)


def _usual(field: Any) -> Any:
    value = "{}" if field.get_internal_type() == "JSONField" else field.get_default()
    if isinstance(value, datetime):
        return _moment(value.timestamp())
    return int(value) if isinstance(value, bool) else value


def _insert(cursor: Any, table: str, names: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    if cursor.db.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(names))
    cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _without_checks() -> None:
    """What is written here holds together: PostgreSQL need not check every row."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica; SET LOCAL timezone = 'UTC'")
