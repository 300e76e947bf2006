"""Makes an installation in the folder DATA with an open story and COUNT people signed in; prints both as JSON."""

import json
import sys
from pathlib import Path

from potager.cli.installation import migrate, prepare

prepare(Path(sys.argv[1]))
migrate()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from potager.members.models import Member
from potager.members.sessions import SessionStore
from potager.testing import a_member, a_story


def session(member: Member) -> str:
    """A cookie for someone who signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store.create()
    return str(store.session_key)


story = a_story(twice_in_a_row=True)
sessions = [session(a_member(f"Writer {number}")) for number in range(int(sys.argv[2]))]
print(json.dumps({"story": f"/stories/{story.pk}/", "sessions": sessions}))
