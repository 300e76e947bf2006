"""The charters that communities have become their first versions."""

from django.db import migrations


def number_the_charters(apps, schema_editor):
    """What stands is the first version; whoever accepted a charter accepted that one."""
    community_model = apps.get_model("communities", "Community")
    version_model = apps.get_model("communities", "CharterVersion")
    membership_model = apps.get_model("communities", "Membership")
    for community in community_model.objects.exclude(charter="").iterator():
        version_model.objects.create(
            community=community, number=1, text=community.charter, written_at=community.created_at
        )
    written = community_model.objects.exclude(charter="")
    written.update(charter_version=1, charter_asked=1)
    accepted = membership_model.objects.filter(community__in=written.values("pk"))
    accepted.filter(accepted_charter_at__isnull=False).update(accepted_charter=1)


class Migration(migrations.Migration):

    dependencies = [("communities", "0003_charter_versions")]

    operations = [migrations.RunPython(number_the_charters, migrations.RunPython.noop)]
