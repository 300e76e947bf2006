"""Writing has its places: actions, readers, clocks, and the journal's and the jobs' own cores."""

import ast
from typing import Any

VERBS = (
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
)
WRITES = frozenset([*VERBS, *(f"a{verb}" for verb in VERBS), "execute", "executemany"])
PLACES = frozenset({"actions", "readers", "clocks", "models"})
CORES = frozenset({"journal", "jobs"})
LEAN = tuple(f"potager.lib.statements.{name}" for name in ("insert", "insert_all", "increment", "change"))
ALSO: dict[str, str] = {
    "search.fts5": "asks SQLite's full text, and only reads",
    "search.postgresql": "asks PostgreSQL's full text, and only reads",
    "members.sessions": "the store that Django's own session middleware asks for",
    "letterbox.imap": "makes a folder in a mailbox, no row",
    "lib.statements": "the SQL that actions and the journal call",
    "lib.sqlite.base": "the cursor through which every statement goes",
    "cli.checks": "`potager doctor` tries whether it can write, and takes it back",
    "cli.chatter": "knows what the pages say to which the demo links, since a demo asks no other machine",
    "cli.timeline": "dates the rows of the demo as its acts are dated",
}


def may_write(module: str) -> bool:
    """Whether that module is a place for writing."""
    parts = module.split(".")
    return parts[0] in CORES or bool(PLACES & set(parts[1:])) or module in ALSO


def is_write(node: ast.AST) -> bool:
    """Whether it looks like a write to the database; files, digests and dictionaries are called otherwise."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
        return False
    if node.func.attr in {"update", "save"}:  # a digest's, a dictionary's, a picture's take something first
        return not node.args
    if node.func.attr == "delete":
        return not node.args
    if node.func.attr.startswith("execute"):
        return not (isinstance(node.args[0], ast.Constant) and str(node.args[0].value).startswith("SELECT"))
    return True


def test_nothing_is_written_elsewhere(package: list[Any]) -> None:
    writes = [
        f"{one.name}:{node.lineno} .{node.func.attr}()"
        for one in package
        if not may_write(one.module)
        for node in ast.walk(one.tree)
        if is_write(node)
    ]
    assert not writes, "\n".join(writes)


def test_lean_statements_write_in_the_same_places_only(package: list[Any]) -> None:
    found = [one.name for one in package if not may_write(one.module) and set(LEAN) & set(one.imports())]
    assert not found, "\n".join(found)


def test_exceptions_still_exist(package: list[Any]) -> None:
    assert set(ALSO) <= {one.module for one in package}


def test_no_signals(package: list[Any]) -> None:
    words = ("django.dispatch", "django.db.models.signals", "django.core.signals", "allauth.account.signals")
    found = [f"{one.name}: {name}" for one in package for name in one.imports() if name.startswith(words)]
    assert not found, "\n".join(found)


def test_migrations_import_no_app(migrations: list[Any]) -> None:
    found = [
        f"{one.name}: {name}"
        for one in migrations
        for name in one.imports()
        if name.startswith("potager") and not name.startswith("potager.lib.")
    ]
    assert not found, "\n".join(found)
