"""How a value goes into a column and comes out of it, chosen once per field.

Django asks a chain of methods for every value. The usual values of the usual fields take a short way here, which gives
what the chain would; whatever is not usual goes through the chain.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models

Convert = Callable[[Any], Any]
Short = tuple[type, Convert]  # the exact type that takes the short way, and that way


@cache
def into(field: Any) -> Convert:
    """How a value of this field becomes the driver's."""

    def along(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return _either(_short_into(_itself(field), along), along)


@cache
def out_of(field: Any) -> Convert | None:
    """How a value of the driver becomes the field's; None where it is so already."""
    column = field.get_col(field.model._meta.db_table)
    chain = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]

    def along(value: Any) -> Any:
        for converter in chain:
            value = converter(value, column, connection)
        return value

    return _either(_short_out_of(_itself(field)), along) if chain else None


@cache
def of(field: Any) -> Convert:
    """How a new instance is asked for its value."""
    plain = type(field).pre_save is models.Field.pre_save
    still = isinstance(field, models.DateTimeField) and not (field.auto_now or field.auto_now_add)
    if plain or (still and type(field) is models.DateTimeField):
        return attrgetter(field.attname)
    return lambda instance: field.pre_save(instance, True)


def _either(short: Short | None, along: Convert) -> Convert:
    if short is None:
        return along
    usual, way = short

    def convert(value: Any) -> Any:
        if value is None:
            return None
        return way(value) if type(value) is usual else along(value)

    return convert


def _itself(field: Any) -> Any:
    """The field whose values a relation holds."""
    while field.is_relation:
        field = field.target_field
    return field


def _short_into(field: Any, along: Convert) -> Short | None:
    kind, is_sqlite = type(field), connection.vendor == "sqlite"
    if kind in {models.CharField, models.TextField}:
        return str, _same
    if kind is models.UUIDField:
        return UUID, _hex if is_sqlite else _same
    if kind is models.DateTimeField and _keeps_utc():
        return datetime, _moment(along) if is_sqlite else _same
    return _short_into_sqlite(field) if is_sqlite else None


def _short_into_sqlite(field: Any) -> Short | None:
    if isinstance(field, models.IntegerField):
        return int, _same
    if type(field) is models.BooleanField:
        return bool, _same
    if type(field) is models.JSONField and field.encoder is None:
        return dict, json.dumps
    return None


def _short_out_of(field: Any) -> Short | None:
    if connection.vendor != "sqlite":
        return None
    if type(field) is models.UUIDField:
        return str, UUID
    if type(field) is models.DateTimeField and _keeps_utc():
        return str, _from_moment
    return None


def _keeps_utc() -> bool:
    return settings.USE_TZ and connection.timezone is UTC


def _same(value: Any) -> Any:
    return value


def _hex(value: UUID) -> str:
    return value.hex


def _moment(along: Convert) -> Convert:
    def written(value: datetime) -> Any:
        return str(value.replace(tzinfo=None)) if value.tzinfo is UTC else along(value)

    return written


def _from_moment(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC)
