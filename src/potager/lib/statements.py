"""SQL written once per model instead of once per call: for the few statements on which the pace depends.

Django compiles a query anew each time, which costs several times the statement itself.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

from potager.lib import cells

M = TypeVar("M", bound=models.Model)
Convert = Callable[[Any], Any]
MOST_VALUES = 30_000  # in one statement


class Sql(str):
    """A statement, and the same one as the driver wants it."""

    for_driver: str

    def __new__(cls, text: str) -> "Sql":
        made = super().__new__(cls, text)
        made.for_driver = text if connection.vendor == "postgresql" else text.replace("%s", "?")
        return made


def insert(instance: models.Model) -> None:
    """INSERT a new row, as `save(force_insert=True)` does; a key that the database makes is set on the instance."""
    sql, ways, made = _insert(type(instance))
    row = _done(sql, [into(of(instance)) for of, into in ways], tells=made)
    if row is not None:
        instance.pk = row[0]
    instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS


def insert_all(rows: Sequence[models.Model]) -> None:
    """INSERT new rows of one model, which have their keys; what is there already, by any unique value, stays as it is.

    As `bulk_create(ignore_conflicts=True)` does, in a tenth of its time.
    """
    if not rows:
        return
    sql, ways, _made = _insert(type(rows[0]))
    values = [[into(of(row)) for of, into in ways] for row in rows]
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{sql} ON CONFLICT DO NOTHING", values)
            return
        head, _, group = sql.partition(" VALUES ")  # there, many rows in one statement are planned once
        most = MOST_VALUES // len(ways)
        for start in range(0, len(values), most):
            some = values[start : start + most]
            groups = ", ".join([group] * len(some))
            cursor.execute(f"{head} VALUES {groups} ON CONFLICT DO NOTHING", list(chain(*some)))


def first_where(model: type[M], **values: Any) -> M | None:
    """A row whose fields have these values, as an instance without relations; None if there is none."""
    columns, names, converters = _columns(model)
    row = _row(model, columns, values)
    if row is None:
        return None
    found = list(row)
    for place, convert in converters:
        found[place] = convert(found[place])
    return model.from_db(DEFAULT_DB_ALIAS, names, found)


def primary_key_where(model: type[models.Model], **values: Any) -> Any | None:
    """The primary key of a row whose fields have these values, as the database stores it; None if there is none."""
    row = _row(model, _quote(model._meta.pk.column), values)
    return row and row[0]


def greatest(model: type[models.Model], name: str, **values: Any) -> Any | None:
    """The greatest value of a field among the rows whose fields have these values, as the database stores it."""
    row = _row(model, f"MAX({_quote(name)})", values)
    return row and row[0]


def answer(build: Callable[..., models.QuerySet[Any, Any]], **values: Any) -> tuple[Any, ...] | None:
    """The first row of what `build(**values)` asks (a values_list), as the database stores it; None if there is none.

    `build` is compiled once: it may only put its values, which are identifiers, moments and numbers, into the query.
    """
    sql, order = _prepared(build, tuple((name, type(value)) for name, value in values.items()))
    given = {name: _prepped(value) for name, value in values.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql, [given[one] if isinstance(one, _Slot) else one for one in order])
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def for_each(
    build: Callable[[Sequence[UUID]], models.QuerySet[Any, Any]], ids: Sequence[UUID], *, at_once: int = 500
) -> Iterator[tuple[Any, ...]]:
    """All rows of what `build(ids)` asks (a values_list), so many identifiers in one question.

    For one alone it is compiled once: `build` may only put the identifiers into the query, and no limit.
    """
    if len(ids) == 1:
        sql, order, convert = _prepared_for_one(build)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_prepped(ids[0]) if isinstance(one, _Slot) else one for one in order])
            yield from convert(cursor.fetchall())
        return
    for start in range(0, len(ids), at_once):
        yield from build(ids[start : start + at_once])


@cache
def _prepared_for_one(
    build: Callable[[Sequence[UUID]], models.QuerySet[Any, Any]],
) -> tuple[str, list[Any], Callable[[list[Any]], Iterator[tuple[Any, ...]]]]:
    stand_in = _STAND_INS[UUID](1)
    compiler = build([stand_in]).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column[0] for column in compiler.select])
    prepped = _prepped(stand_in)
    order = [_Slot("id") if one == prepped else one for one in parameters]
    return sql, order, lambda rows: map(tuple, compiler.apply_converters(rows, converters))


class _Slot(str):
    """The name of a value, where it stands among the parameters of a prepared query."""


@cache
def _prepared(
    build: Callable[..., models.QuerySet[Any, Any]], kinds: tuple[tuple[str, type], ...]
) -> tuple[str, list[Any]]:
    stand_ins = {name: _STAND_INS[kind](at) for at, (name, kind) in enumerate(kinds, start=1)}
    names = {_prepped(value): _Slot(name) for name, value in stand_ins.items()}
    sql, parameters = build(**stand_ins)[:1].query.sql_with_params()
    return sql, [names.get(one, one) for one in parameters]


# Values that nothing else in a query has, told apart by a small number.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    UUID: lambda at: UUID(int=0xD0E5_0000_0000_4000_8000_0000_0000_0000 + at),
    datetime: lambda at: datetime(1833, 3, at, tzinfo=UTC),
    int: lambda at: 1_706_172_600 + at,
}
_FIELDS: "dict[type, models.Field[Any, Any]]" = {
    UUID: models.UUIDField(),
    datetime: models.DateTimeField(),
    int: models.BigIntegerField(),
}


def _prepped(value: Any) -> Any:
    return _FIELDS[type(value)].get_db_prep_value(value, connection)


def _row(model: type[models.Model], what: str, values: dict[str, Any]) -> tuple[Any, ...] | None:
    sql, ways = _select(model, what, tuple(values))
    return _done(sql, [into(value) for into, value in zip(ways, values.values(), strict=True)], tells=True)


def _done(sql: Sql, values: list[Any], *, tells: bool) -> tuple[Any, ...] | None:
    """Execute; the first row of what it `tells`.

    In a transaction the driver is asked itself: the connection is there, its lock is held, and nobody listens.
    """
    database = connections[DEFAULT_DB_ALIAS]  # asked once: the proxy asks anew for every attribute
    if not database.in_atomic_block or database.execute_wrappers or database.queries_logged:
        with database.cursor() as cursor:
            cursor.execute(sql, values)
            return _first(cursor) if tells else None
    database.validate_no_broken_transaction()
    with database.wrap_database_errors:
        done = database.connection.execute(sql.for_driver, values)
        return _first(done) if tells else None


def _first(cursor: Any) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = cursor.fetchone()
    return row


@cache
def _columns(model: type[models.Model]) -> tuple[str, list[str], list[tuple[int, Convert]]]:
    fields: list[Any] = list(model._meta.concrete_fields)
    converters = [(place, found) for place, field in enumerate(fields) if (found := cells.out_of(field))]
    return (
        ", ".join(_quote(field.column) for field in fields),
        [field.attname for field in fields],
        converters,
    )


@cache
def _insert(model: type[models.Model]) -> tuple[Sql, list[tuple[Convert, Convert]], bool]:
    quote, meta = _quote, model._meta
    made = isinstance(meta.pk, models.AutoField)
    fields = [field for field in meta.local_concrete_fields if not (made and field.primary_key)]
    names = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    ways = [(cells.of(field), cells.into(field)) for field in fields]
    return Sql(f"{sql} RETURNING {quote(meta.pk.column)}" if made else sql), ways, made


@cache
def _select(model: type[models.Model], what: str, names: tuple[str, ...]) -> tuple[Sql, list[Convert]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    where = " AND ".join(f"{_quote(field.column)} = %s" for field in fields)
    sql = f"SELECT {what} FROM {_quote(model._meta.db_table)} WHERE {where} LIMIT 1"  # noqa: S608
    return Sql(sql), [cells.into(field) for field in fields]


def twin(instance: M) -> M:
    """A copy of its own of a row that was read, with the relations that are known; as copy.copy makes, in less time."""
    made = type(instance).__new__(type(instance))
    made.__dict__.update(instance.__dict__)
    made._state = copy(instance._state)
    made._state.fields_cache = instance._state.fields_cache.copy()
    return made


def increment(instance: models.Model, *names: str, read: tuple[str, ...] = (), **values: Any) -> None:
    """Add one to fields, set others to `values`, and so lock the row until COMMIT; read what was counted and `read`.

    Raises ObjectDoesNotExist.
    """
    sql, ways, readers = _increment(type(instance), names, read, tuple(values))
    keys = [*values.values(), instance.pk]
    row = _done(sql, [into(value) for into, value in zip(ways, keys, strict=True)], tells=True)
    if row is None:
        raise type(instance).DoesNotExist  # type: ignore[attr-defined]
    for (column, convert), value in zip(readers, row, strict=True):
        setattr(instance, column, convert(value) if convert else value)
    for name, value in values.items():
        setattr(instance, name, value)


def change(model: type[models.Model], found: dict[str, Any], **values: Any) -> bool:
    """Give the row whose fields have the values `found` these values; whether there was one."""
    sql, ways = _change(model, tuple(found), tuple(values))
    given = [*values.values(), *found.values()]
    row = _done(sql, [into(value) for into, value in zip(ways, given, strict=True)], tells=True)
    return row is not None


@cache
def _change(
    model: type[models.Model], found: tuple[str, ...], set_: tuple[str, ...]
) -> tuple[Sql, list[Convert]]:
    fields: list[Any] = [model._meta.get_field(name) for name in (*set_, *found)]
    equals = [f"{_quote(field.column)} = %s" for field in fields]
    changes, where = ", ".join(equals[: len(set_)]), " AND ".join(equals[len(set_) :])
    sql = f"UPDATE {_quote(model._meta.db_table)} SET {changes} WHERE {where} RETURNING 1"  # noqa: S608
    return Sql(sql), [cells.into(field) for field in fields]


@cache
def _increment(
    model: type[models.Model], names: tuple[str, ...], read: tuple[str, ...], set_: tuple[str, ...]
) -> tuple[Sql, list[Convert], list[tuple[str, Any]]]:
    quote, meta = _quote, model._meta
    told: list[Any] = [meta.get_field(one) for one in (*names, *read)]
    given: list[Any] = [meta.get_field(one) for one in set_]
    counts = [quote(field.column) for field in told[: len(names)]]
    changes = [f"{count} = {count} + 1" for count in counts] + [f"{quote(one.column)} = %s" for one in given]
    returned = ", ".join(quote(field.column) for field in told)
    where = f"WHERE {quote(meta.pk.column)} = %s RETURNING {returned}"
    sql = f"UPDATE {quote(meta.db_table)} SET {', '.join(changes)} {where}"  # noqa: S608
    ways = [cells.into(field) for field in (*given, meta.pk)]
    return Sql(sql), ways, [(field.attname, cells.out_of(field)) for field in told]


def _quote(name: str | None) -> str:
    return connection.ops.quote_name(name or "")
