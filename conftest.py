"""Tests run on SQLite in a folder of their own, or on the database that POTAGER_DATABASE_URL names."""

import atexit
import gc
import os
import shutil
import tempfile
from importlib import import_module
from typing import Any

import django
import pytest

if "POTAGER_DATA" not in os.environ:
    os.environ["POTAGER_DATA"] = tempfile.mkdtemp(prefix="potager-tests-")
    atexit.register(shutil.rmtree, os.environ["POTAGER_DATA"], ignore_errors=True)
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for tests only")
os.environ.setdefault("POTAGER_HOSTS", "testserver")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")  # here: it reads the lines above
django.setup()


# Folders whose tests ask the database in processes and threads of their own.
ASK_BY_THEMSELVES = (
    "tests/faults",
    "tests/server",
    "tests/security",
    "journal/tests",
    "jobs/tests",
    "live/tests",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--only-with-database", action="store_true", help="leave out what asks no database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a second database, what asks none is not run again."""
    if not config.getoption("--only-with-database"):
        return
    left_out = [item for item in items if not _asks_the_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _asks_the_database(item)]


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(
        fixtures
        or item.get_closest_marker("django_db")
        or any(folder in item.path.as_posix() for folder in ASK_BY_THEMSELVES)
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays to the end: the garbage collector need not look at it again and again."""
    is_spread = session.config.getoption("loadgroup", default=False)
    for item in session.items if is_spread else ():
        if "@" not in item.nodeid and item.get_closest_marker("xdist_group"):
            raise pytest.UsageError(f"{item.nodeid}: pytest and pytest-xdist do not keep groups together")
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Test databases are laid as at a first start (tests/server/test_laying.py: as the migrations make them), and
    need not outlive the machine. Processes that tests start have the settings of an installation.
    """
    from django.core.management.commands.migrate import Command
    from django.db import connection

    from potager.cli.laying import lay_tables

    migrate = Command.handle

    def lay_then_migrate(self: Command, *args: Any, **options: Any) -> Any:
        lay_tables()
        return migrate(self, *args, **options)

    Command.handle = lay_then_migrate
    options = connection.settings_dict["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture(scope="session", autouse=True)
def _empty_what_was_filled() -> None:
    """After a test that commits, only tables that hold something are emptied, and Django's lists of models are kept."""
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = _empty_tables


KEPT = {"django_content_type", "auth_permission"}  # made with the tables, the same for ever


def _empty_tables(_test: object) -> None:
    """All tables, in one transaction; the journal's triggers and the order of foreign keys do not stand in the way."""
    from django.db import connection, transaction

    tables = sorted(set(connection.introspection.django_table_names(include_views=False)) - KEPT)
    holds = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables]  # noqa: S608
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(holds))
        filled = [name for (name,) in cursor.fetchall()]
        before, after = _without_triggers()
        for statement in [*before, *(f'DELETE FROM "{name}"' for name in filled), *after]:  # noqa: S608
            cursor.execute(statement)


def _without_triggers() -> tuple[list[str], list[str]]:
    """What to say before and after deleting what is never deleted."""
    from django.db import connection

    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica"], []
    triggers = import_module("potager.journal.migrations.0002_append_only").SQLITE
    return [f"DROP TRIGGER {statement.split()[2]}" for statement in triggers], triggers


@pytest.fixture(scope="session", autouse=True)
def _as_an_installation_does(django_test_environment: None) -> None:
    """Mail goes where the installation keeps it, and templates are rendered without a copy of what they were given:
    tests read letters and pages.
    """
    from django.conf import settings
    from django.template import Template
    from django.test import utils

    settings.EMAIL_BACKEND = "potager.notices.outbox.OutboxBackend"
    Template._render = utils._TestState.saved_data.template_render
