"""FTS5 is filled beside the table by whoever writes it: many rows by one statement."""

from django.db import migrations


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER search_entry_inserted")
        schema_editor.execute("DROP TRIGGER search_entry_deleted")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
