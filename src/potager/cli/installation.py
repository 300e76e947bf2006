"""Make an installation ready: its folder, its secret key, its database; or say plainly why that is impossible."""

import os
import secrets
from pathlib import Path

import click
import django

from potager.config.environment import secret_key_file


class NotReady(click.ClickException):
    """Something outside Potager stands in the way; the message says what and what to do."""


def prepare(data: Path | None) -> Path:
    """Make the data folder and the key if need be, then set Django up on them; returns the folder."""
    os.umask(0o077)  # whatever this process writes is its own
    folder = (data or Path(os.environ.get("POTAGER_DATA", "data"))).absolute()
    os.environ["POTAGER_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "potager.config.settings"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_key(secret_key_file(folder))
    except OSError as error:
        raise NotReady(f"{folder} cannot be used: {error.strerror}. {_advice(error)}") from error
    set_up()
    return folder


def set_up() -> None:
    """Logs and Django, on the folder and the database that the environment names."""
    from potager.config import logs

    logs.set_up()
    django.setup()


def _make_key(file: Path) -> None:
    if os.environ.get("POTAGER_SECRET_KEY"):
        return
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as target:
        target.write(secrets.token_urlsafe(50) + "\n")


def _advice(error: OSError) -> str:
    if error.errno == 28:
        return "The disk is full: free some room and start again."
    return "Choose another folder with --data, or give this one to the user who runs Potager."


def migrate() -> None:
    """Bring the database to this version of the code; raises NotReady if it is newer, full or out of reach."""
    from django.core.management import call_command
    from django.db import Error

    from potager.cli.laying import lay_tables

    try:
        _refuse_newer()
        lay_tables()
        call_command("migrate", verbosity=0, interactive=False)
    except Error as error:
        raise NotReady(f"The database cannot be used: {str(error).strip()}") from error


def _refuse_newer() -> None:
    unknown = newer_migrations()
    if unknown:
        names = ", ".join(unknown)
        raise NotReady(
            f"The database is newer than this version of Potager (it knows {names}). "
            "Install the newer version again, or restore a backup made with this one."
        )


def newer_migrations() -> list[str]:
    """Migrations that the database has and this code does not know, as "app.name"."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations or ())
    known = set(loader.disk_migrations or ())
    replaced = {old for migration in (loader.disk_migrations or {}).values() for old in migration.replaces}
    return sorted(f"{app}.{name}" for app, name in applied - known - replaced)


def pending_migrations() -> list[str]:
    """Migrations that this code has and the database does not, as "app.name"."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]
