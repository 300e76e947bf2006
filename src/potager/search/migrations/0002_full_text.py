"""Full text: FTS5 beside the table on SQLite, a tsvector in it on PostgreSQL."""

from django.db import migrations

COLUMNS = "title, body, words, marks"
OLD = "old.id, old.title, old.body, old.words, old.marks"
NEW = "new.id, new.title, new.body, new.words, new.marks"
SQLITE = [
    f"CREATE VIRTUAL TABLE search_text USING fts5({COLUMNS}, content='search_entry', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN"
    f" INSERT INTO search_text(rowid, {COLUMNS}) VALUES ({NEW}); END",
    f"CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN"
    f" INSERT INTO search_text(search_text, rowid, {COLUMNS}) VALUES ('delete', {OLD}); END",
]
POSTGRESQL = [
    "ALTER TABLE search_entry ADD COLUMN lexemes tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_entry_lexemes ON search_entry USING gin (lexemes)",
]


def add(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
