"""Leaving: the account is closed, the person forgotten."""

from collections.abc import Callable

import pytest
from django.test import Client

from potager.journal.models import Activity
from potager.members.models import EmailCode, Member
from potager.testing import a_member

pytestmark = pytest.mark.django_db


def test_a_member_leaves_and_is_forgotten(client: Client, last_code: Callable[[str], str]) -> None:
    ada = a_member("Ada", language="en")
    email, other = ada.email, Client()
    other.force_login(ada)
    client.force_login(ada)
    assert client.get("/me/leave/").status_code == 200
    assert Member.objects.get().is_active
    answer = client.post("/me/leave/")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    ada.refresh_from_db()
    assert (ada.is_active, ada.display_name, ada.email) == (False, "Former member", f"{ada.pk}@left.invalid")
    assert not EmailCode.objects.filter(email=email).exists()
    told = Activity.objects.get(kind="member.erased")
    assert (told.actor, told.target, told.facts) == (ada.pk, f"member:{ada.pk}", {})
    assert client.get("/me/").status_code == other.get("/me/").status_code == 302
    # The address is free: the same person may come back as someone new.
    client.post("/sign-in/", {"email": email})
    client.post("/sign-in/code/", {"email": email, "code": last_code(email), "name": "Ada again"})
    assert Member.objects.get(email=email).pk != ada.pk


def test_the_only_owner_stays(client: Client) -> None:
    olive = a_member("Olive", is_owner=True, language="en")
    client.force_login(olive)
    page = client.post("/me/leave/")
    assert page.status_code == 409
    assert "name another one" in page.content.decode()
    olive.refresh_from_db()
    assert olive.is_active
    assert not Activity.objects.filter(kind="member.erased").exists()


def test_a_stranger_closes_nothing(client: Client) -> None:
    a_member("Ada")
    assert client.post("/me/leave/")["Location"] == "/sign-in/?next=/me/leave/"
    assert Member.objects.get().is_active
