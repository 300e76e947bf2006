"""The tables of an empty database, laid at once.

A first start would otherwise walk through the whole history of the tables, most of whose time Django spends on
imagining models as they once were. What is laid is what the migrations make (a test compares both), and they are
written down as done, so that the next version goes on from there.
"""

from typing import cast

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations import RunPython
from django.db.migrations.state import StateApps

OURS = "potager."


def lay_tables() -> bool:
    """Lay all tables if the database has none at all; returns whether it did."""
    if connection.introspection.table_names():
        return False
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:  # all of it, or the migrations do it next time
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for step in _own_steps(plan):
            step.code(cast(StateApps, apps), editor)
        for migration in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True


def _own_steps(plan: list[Migration]) -> list[RunPython]:
    """What our migrations do beside tables: triggers, full text. On an empty database the rest finds nothing to do."""
    return [
        operation
        for migration in plan
        if migration.__module__.startswith(OURS)
        for operation in migration.operations
        if isinstance(operation, RunPython)
    ]
