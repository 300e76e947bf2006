from django.db import migrations, models

from potager.lib.folding import key_of


def fill(apps, schema_editor):
    """Give every name its key, some at a time."""
    members = apps.get_model("members", "Member").objects
    known = [None]
    while known:
        known = list(members.filter(name_key=b"").exclude(display_name="").only("display_name")[:2000])
        for member in known:
            member.name_key = key_of(member.display_name) or b"-"
        members.bulk_update(known, ["name_key"], batch_size=300)


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0005_aversions"),
    ]

    operations = [
        migrations.AddField(
            model_name="member",
            name="name_key",
            field=models.BinaryField(db_index=True, default=b""),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
