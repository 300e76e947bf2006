"""The migration to sessions of our own: nobody is signed out by an upgrade."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session as OldSession
from django.test import Client
from django.utils import timezone

from potager.members.models import Member, Session
from potager.members.sessions import SessionStore
from potager.testing import a_member

pytestmark = pytest.mark.django_db


def an_old_session(key: str, member: Member | None, *, days: int = 9) -> None:
    held = {"draft": "kept"}
    if member:
        backend = settings.AUTHENTICATION_BACKENDS[0]
        held |= {SESSION_KEY: str(member.pk), BACKEND_SESSION_KEY: backend}
        held[HASH_SESSION_KEY] = member.get_session_auth_hash()
    OldSession.objects.create(
        session_key=key,
        session_data=SessionStore().encode(held),
        expire_date=timezone.now() + timedelta(days=days),
    )


def test_sessions_of_before_go_on() -> None:
    ada = a_member("Ada", language="en")
    gone = Member(email="gone@example.org", display_name="Gone")
    an_old_session("a" * 32, ada)
    an_old_session("b" * 32, None)
    an_old_session("c" * 32, ada, days=-1)
    an_old_session("d" * 32, gone)
    spoilt = OldSession(session_key="e" * 32, session_data="?", expire_date=timezone.now() + timedelta(1))
    spoilt.save()
    import_module("potager.members.migrations.0003_keep_sessions").copy(apps, None)
    assert not OldSession.objects.exists()
    assert [row.member for row in Session.objects.exclude(member=None)] == [ada]
    assert Session.objects.count() == 4
    client = Client()
    client.cookies["potager_session"] = "a" * 32
    assert client.get("/me/sign-ins/").status_code == 200
    assert client.session["draft"] == "kept"
    for key in "cde":
        client.cookies["potager_session"] = key * 32
        assert client.get("/me/").status_code == 302
