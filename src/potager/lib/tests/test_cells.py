"""The short way gives what Django's chain gives, for every field of every table."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, models

from potager.lib import cells

MOMENT = datetime(2026, 2, 3, 4, 5, 6, 789, tzinfo=UTC)
ELSEWHERE = MOMENT.astimezone(timezone(timedelta(hours=-7)))
SAMPLES: list[tuple[type[models.Field[Any, Any]], tuple[Any, ...]]] = [
    (models.BooleanField, (True, False, None)),
    (models.UUIDField, (UUID(int=7), str(UUID(int=7)), None)),
    (models.DateTimeField, (MOMENT, MOMENT.replace(microsecond=0), ELSEWHERE, None)),
    (models.IntegerField, (0, 31_000, True, "12", None)),
    (models.CharField, ("", "« Été » 🌱", 12, None)),
    (models.TextField, ("", "a\nb %s ?", 12, None)),
    (models.DecimalField, (Decimal("1.5"), None)),
]
FIELDS = [field for model in apps.get_models() for field in model._meta.concrete_fields]


def samples_of(field: Any) -> tuple[Any, ...]:
    while field.is_relation:
        field = field.target_field
    return next((values for kind, values in SAMPLES if isinstance(field, kind)), (None,))


def test_values_go_in_as_by_the_chain() -> None:
    for field in FIELDS:
        if isinstance(field, models.AutoField):
            continue
        for value in samples_of(field):
            assert cells.into(field)(value) == field.get_db_prep_save(value, connection), (field, value)


@pytest.mark.skipif("__import__('django.db').db.connection.vendor != 'sqlite'", reason="the driver does it")
def test_objects_go_in_as_by_the_chain() -> None:
    for field in FIELDS:
        if type(field) is models.JSONField:
            for value in ({}, {"n": [1, None, "é"]}, [1], "x", None):
                assert cells.into(field)(value) == field.get_db_prep_save(value, connection)


def test_values_come_out_as_by_the_chain() -> None:
    for field in FIELDS:
        column, way = field.get_col(field.model._meta.db_table), cells.out_of(field)
        chain = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
        for value in samples_of(field) if way else ():
            stored = wanted = field.get_db_prep_save(value, connection)
            for convert in chain:
                wanted = convert(wanted, column, connection)
            assert way and way(stored) == wanted, (field, value)


def test_new_rows_are_asked_as_by_the_chain() -> None:
    for model in apps.get_models():
        made = model()
        for field in model._meta.concrete_fields:
            if not isinstance(field, (models.FileField, models.AutoField)):
                assert cells.of(field)(made) == field.pre_save(made, add=True) or field.auto_now_add
