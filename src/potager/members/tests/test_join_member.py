"""Someone new comes in: an address, the code that arrives there, a name."""

from collections.abc import Callable

import pytest
from django.test import Client

from potager.journal.models import Activity
from potager.members.models import EmailCode, Member
from potager.testing import a_member

pytestmark = pytest.mark.django_db
NOUR = "nour@example.org"


def test_someone_new_comes_in_by_code_and_name(client: Client, last_code: Callable[[str], str]) -> None:
    page = client.post("/sign-in/", {"email": " Nour@Example.org", "next": "/me/"})
    assert page.status_code == 200
    assert "nour@example.org" in page.content.decode().lower()
    answer = {"email": NOUR, "code": last_code(NOUR), "next": "/me/"}

    page = client.post("/sign-in/code/", answer)
    assert page.status_code == 200
    assert 'name="name"' in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert not Member.objects.exists()

    last = client.post("/sign-in/code/", {**answer, "name": " Nour  B. ", "time_zone": "Asia/Tokyo"})
    assert (last.status_code, last["Location"]) == (302, "/me/")
    member = Member.objects.get()
    assert (member.email, member.display_name, member.language) == (NOUR, "Nour B.", "en")
    assert member.time_zone == "Asia/Tokyo"
    assert not member.has_usable_password()
    assert client.session["_auth_user_id"] == str(member.pk)
    told = Activity.objects.get()
    assert (told.kind, told.actor, told.target) == ("member.joined", member.pk, f"member:{member.pk}")
    assert NOUR not in str(told.facts)
    assert EmailCode.objects.get().used_at is not None
    assert "Nour B." in client.get("/me/").content.decode()


def test_a_stranger_without_the_code_does_not(client: Client, last_code: Callable[[str], str]) -> None:
    client.post("/sign-in/", {"email": NOUR})
    wrong = f"{(int(last_code(NOUR)) + 1) % 1_000_000:06}"
    page = client.post("/sign-in/code/", {"email": NOUR, "code": wrong, "name": "Nour"})
    assert page.status_code == 422
    assert "does not fit" in page.content.decode()
    assert not Member.objects.exists()
    assert not Activity.objects.exists()
    assert "_auth_user_id" not in client.session


def test_an_unknown_time_zone_takes_the_default(client: Client, last_code: Callable[[str], str]) -> None:
    client.post("/sign-in/", {"email": NOUR})
    answer = {"email": NOUR, "code": last_code(NOUR), "name": "Nour", "time_zone": "../../etc/passwd"}
    client.post("/sign-in/code/", answer)
    assert Member.objects.get().time_zone == "Europe/Paris"


def test_a_refused_name_keeps_code_and_address(client: Client, last_code: Callable[[str], str]) -> None:
    client.post("/sign-in/", {"email": NOUR})
    code = last_code(NOUR)
    page = client.post("/sign-in/code/", {"email": NOUR, "code": code, "name": "\u200b"})
    assert page.status_code == 422
    text = page.content.decode()
    assert f'value="{code}"' in text
    assert f'value="{NOUR}"' in text
    assert client.post("/sign-in/code/", {"email": NOUR, "code": code, "name": "Nour"}).status_code == 302


def test_a_name_typed_before_the_code_went_stale_is_carried_along(client: Client) -> None:
    page = client.post("/sign-in/code/", {"email": NOUR, "code": "123456", "name": "Nour"})
    text = page.content.decode()
    assert '<input type="hidden" name="name" value="Nour"' in text
    assert 'name="code"' in text


def test_the_name_that_a_member_types_again_changes_nothing(
    client: Client, last_code: Callable[[str], str]
) -> None:
    ada = a_member("Ada")
    client.post("/sign-in/", {"email": ada.email})
    client.post("/sign-in/code/", {"email": ada.email, "code": last_code(ada.email), "name": "Eve"})
    assert Member.objects.get().display_name == "Ada"
    assert client.session["_auth_user_id"] == str(ada.pk)
