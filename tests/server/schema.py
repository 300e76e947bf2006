"""Print the tables of a database as JSON; "laid" or "walked" says how it got them."""

import json
import sys

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from potager.cli.installation import migrate

COLUMNS = """SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length,
    is_identity FROM information_schema.columns WHERE table_schema = 'public'"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace"""
TRIGGERS = """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"""
FUNCTIONS = "SELECT proname, prosrc, '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
APPLIED = "SELECT app, name FROM django_migrations"


# Tables of Django's that Potager leaves empty: their history differs in the width of a number.
NOT_OURS = ("auth_", "public.auth_")


def rows(statement: str) -> list[list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return sorted([str(value) for value in row] for row in cursor.fetchall())


def sqlite() -> list[list[str]]:
    found = []
    for kind, name, sql in rows("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"):
        if kind != "table":
            found.append([kind, name, " ".join(sql.split())])
            continue
        found += [[name, *column[1:]] for column in rows(f'PRAGMA table_info("{name}")')]
        found += [[name, *key[2:]] for key in rows(f'PRAGMA foreign_key_list("{name}")')]
        found += [[name, *index[1:4]] for index in rows(f'PRAGMA index_list("{name}")') if index[3] == "c"]
    return sorted(found)


def postgresql() -> list[list[str]]:
    found = [row for asked in (COLUMNS, INDEXES, CONSTRAINTS, TRIGGERS, FUNCTIONS) for row in rows(asked)]
    return [row for row in found if not row[0].startswith(NOT_OURS)]


if sys.argv[1] == "laid":
    migrate()
else:
    call_command("migrate", verbosity=0, interactive=False)
tables = sqlite() if connection.vendor == "sqlite" else postgresql()
print(json.dumps({"tables": tables, "applied": rows(APPLIED)}))
