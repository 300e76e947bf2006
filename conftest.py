"""Tests run on SQLite in a folder of their own, or on the database that POTAGER_DATABASE_URL names."""

import atexit
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


@pytest.fixture(scope="session", autouse=True)
def _let_tests_empty_the_journal() -> None:
    """Between tests that commit, Django empties all tables; on SQLite the journal's triggers refuse that."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    triggers = import_module("potager.journal.migrations.0002_append_only").SQLITE
    names = [statement.split()[2] for statement in triggers]
    flush = connection.ops.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names] + flush(*args, **kwargs) + triggers

    connection.ops.sql_flush = sql_flush


@pytest.fixture(scope="session", autouse=True)
def _keep_mail_in_the_outbox(django_test_environment: None) -> None:
    """Tests read mail where the installation keeps it, not in the list that Django's test set-up puts in its place."""
    from django.conf import settings

    settings.EMAIL_BACKEND = "potager.notices.outbox.OutboxBackend"
