"""A password of one's own: chosen, changed, told, and what it does to other devices."""

from collections.abc import Callable

import pytest
from django.test import Client

from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.members.models import Member
from potager.notices.models import Mail
from potager.testing import a_member

pytestmark = pytest.mark.django_db
FIRST, SECOND = "beans climb at night", "peas climb by day"


@pytest.fixture
def ada() -> Member:
    return a_member("Ada", language="en")


def with_password(member: Member) -> Member:
    member.set_password(FIRST)
    member.save()
    return member


def test_a_member_without_a_password_chooses_one(client: Client, ada: Member) -> None:
    reader = next(reader for reader in all_readers() if reader.name == "notices")
    catch_up(reader)
    client.force_login(ada)
    assert 'name="current"' not in client.get("/me/password/").content.decode()
    answer = client.post("/me/password/", {"password": FIRST})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    ada.refresh_from_db()
    assert ada.check_password(FIRST)
    told = Activity.objects.get(kind="password.changed")
    assert (told.actor, told.target, told.facts) == (ada.pk, f"member:{ada.pk}", {})
    assert client.get("/me/").status_code == 200
    catch_up(reader)
    mail = Mail.objects.get(to=ada.email)
    assert "password was changed" in mail.subject
    assert FIRST not in mail.body


def test_other_devices_are_signed_out(client: Client, ada: Member) -> None:
    with_password(ada)
    other = Client()
    other.force_login(ada)
    client.force_login(ada)
    client.post("/me/password/", {"current": FIRST, "password": SECOND})
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


def test_the_present_password_is_asked_for(client: Client, ada: Member) -> None:
    with_password(ada)
    client.force_login(ada)
    for given in ({}, {"current": "wrong"}):
        page = client.post("/me/password/", {**given, "password": SECOND})
        assert page.status_code == 422
    assert "another one" in page.content.decode()
    ada.refresh_from_db()
    assert ada.check_password(FIRST)
    assert not Activity.objects.filter(kind="password.changed").exists()


def test_a_code_typed_just_before_replaces_it(
    client: Client, ada: Member, last_code: Callable[[str], str]
) -> None:
    with_password(ada)
    client.post("/sign-in/", {"email": ada.email})
    client.post("/sign-in/code/", {"email": ada.email, "code": last_code(ada.email)})
    assert client.post("/me/password/", {"password": SECOND}).status_code == 302
    session = client.session
    session["potager_proved_at"] -= 16 * 60
    session.save()
    assert client.post("/me/password/", {"password": FIRST}).status_code == 422


@pytest.mark.parametrize("weak", ["short", "1234567890", "passwordpassword"[:8], ""])
def test_what_is_easily_guessed_is_refused(client: Client, ada: Member, weak: str) -> None:
    client.force_login(ada)
    page = client.post("/me/password/", {"password": weak})
    assert page.status_code == 422
    assert not weak or f'value="{weak}"' not in page.content.decode()
    ada.refresh_from_db()
    assert not ada.has_usable_password()


def test_a_stranger_changes_nothing(client: Client, ada: Member) -> None:
    answer = client.post("/me/password/", {"password": SECOND})
    assert answer["Location"] == "/sign-in/?next=/me/password/"
    ada.refresh_from_db()
    assert not ada.has_usable_password()
