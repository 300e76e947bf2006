"""Nobody is signed out: the sessions that there are get a row in the new table, under a digest of their key."""

from hashlib import sha256
from uuid import UUID

from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from django.db import migrations
from django.utils import timezone

import potager.lib.ids

SALT = "django.contrib.sessions.SessionStore"


def member_in(data: str) -> UUID | None:
    """Whose session it is, None for visitors and for what cannot be read."""
    try:
        found = signing.loads(data, serializer=JSONSerializer, salt=SALT).get("_auth_user_id")
        return UUID(found) if found else None
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def copy(apps, schema_editor) -> None:
    now = timezone.now()
    members = set(apps.get_model("members", "Member").objects.values_list("pk", flat=True))
    session = apps.get_model("members", "Session")
    rows = apps.get_model("sessions", "Session").objects.filter(expire_date__gt=now).iterator(500)
    for row in rows:
        member = member_in(row.session_data)
        session.objects.create(
            session_key=sha256(row.session_key.encode()).hexdigest(),
            session_data=row.session_data,
            expire_date=row.expire_date,
            identifier=potager.lib.ids.uuid7(),
            member_id=member if member in members else None,
            seen_on=now.date(),
        )
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0002_sessions_portraits_passkeys_exports'),
        ('sessions', '0001_initial'),
    ]

    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
