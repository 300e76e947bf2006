"""Signing in and out: codes, passwords, sessions, and where one goes on to."""

from collections.abc import Callable
from copy import copy
from typing import Any

import pytest
from django.test import Client

from potager.members.models import Attempt, Member, Session
from potager.members.sessions import digest_of
from potager.testing import a_member

pytestmark = pytest.mark.django_db
PASSWORD = "beans climb at night"
ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "///evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "evil",
    "https://testserver@evil.example/",
]


def with_password(member: Member) -> Member:
    member.set_password(PASSWORD)
    member.save()
    return member


def test_a_member_comes_in_by_code_alone(client: Client, last_code: Callable[[str], str]) -> None:
    member = a_member("Ada")
    client.post("/sign-in/", {"email": member.email.upper()})
    code = last_code(member.email)
    answer = client.post("/sign-in/code/", {"email": member.email, "code": f" {code[:3]}\u00a0{code[3:]} "})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(member.pk)


def test_the_page_asks_for_an_address_first(client: Client) -> None:
    page = client.get("/sign-in/?next=/me/")
    assert 'name="email"' in page.content.decode()
    assert 'name="next" value="/me/"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"


@pytest.mark.parametrize(
    "email", ["", "ada", "ada@", "ada@example", "a\nb@example.org", "a" * 250 + "@example.org"]
)
def test_an_address_that_is_none_is_kept_and_explained(client: Client, email: str) -> None:
    page = client.post("/sign-in/", {"email": email})
    assert page.status_code == 422
    assert 'class="error"' in page.content.decode()
    assert "ada" not in email or 'value="ada' in page.content.decode()


def test_whoever_is_in_goes_on(client: Client) -> None:
    client.force_login(a_member())
    assert client.get("/sign-in/?next=/me/")["Location"] == "/me/"


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_page_leads_elsewhere(client: Client, last_code: Callable[[str], str], elsewhere: str) -> None:
    member = a_member()
    client.post("/sign-in/", {"email": member.email, "next": elsewhere})
    code = last_code(member.email)
    answer = client.post("/sign-in/code/", {"email": member.email, "code": code, "next": elsewhere})
    assert answer["Location"] == "/"
    assert client.get("/sign-in/", {"next": elsewhere})["Location"] == "/"
    assert client.post("/language/", {"language": "fr", "next": elsewhere})["Location"] == "/"


def test_the_session_gets_a_new_key(client: Client, last_code: Callable[[str], str]) -> None:
    session = client.session
    session["draft"] = "Once upon a time"
    session.save()
    client.cookies["potager_session"] = session.session_key
    member = a_member()
    client.post("/sign-in/", {"email": member.email})
    client.post("/sign-in/code/", {"email": member.email, "code": last_code(member.email)})
    assert client.cookies["potager_session"].value != session.session_key
    assert client.session["draft"] == "Once upon a time"
    assert not Session.objects.filter(session_key=digest_of(session.session_key)).exists()


def test_someone_elses_session_is_not_taken_over(client: Client, last_code: Callable[[str], str]) -> None:
    client.force_login(a_member("Eve"))
    session = client.session
    session["secret"] = "Eve's"
    session.save()
    ada = a_member("Ada")
    client.post("/sign-in/", {"email": ada.email})  # signed in already: no code is sent
    Client().post("/sign-in/", {"email": ada.email})
    client.post("/sign-in/code/", {"email": ada.email, "code": last_code(ada.email)})
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert "secret" not in client.session


def test_signing_out_ends_the_session_on_the_server(client: Client) -> None:
    client.force_login(a_member())
    stolen = client.cookies["potager_session"].value
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/"
    again = Client()
    again.cookies["potager_session"] = stolen
    assert again.get("/me/").status_code == 302
    assert client.post("/sign-out/").status_code == 302  # twice is no mistake


def test_another_site_signs_nobody_out(client: Client) -> None:
    client.force_login(a_member())
    assert client.post("/sign-out/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/me/").status_code == 200


def test_a_password_lets_in(client: Client) -> None:
    member = with_password(a_member())
    answer = client.post(
        "/sign-in/password/", {"email": member.email.upper(), "password": PASSWORD, "next": "/me/"}
    )
    assert answer["Location"] == "/me/"
    assert client.session["_auth_user_id"] == str(member.pk)


def test_a_wrong_password_does_not_and_the_address_is_kept(client: Client) -> None:
    member = with_password(a_member())
    page = client.post("/sign-in/password/", {"email": member.email, "password": "wrong"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "do not go together" in text
    assert member.email in text
    assert '<details class="more mt-6" open' in text
    assert "wrong" not in text
    assert "_auth_user_id" not in client.session


def test_a_password_cannot_be_tried_for_ever(client: Client) -> None:
    member = with_password(a_member())
    assert client.post("/sign-in/password/", {"email": member.email, "password": "x"}).status_code == 422
    tries = [Attempt(scope=row.scope, who=row.who) for row in Attempt.objects.all()]
    for _try in range(9):
        Attempt.objects.bulk_create([copy(one) for one in tries])
    page = client.post("/sign-in/password/", {"email": member.email, "password": PASSWORD})
    assert "try again at" in page.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("way", ["code", "password"])
def test_a_closed_account_stays_closed(client: Client, last_code: Callable[[str], str], way: str) -> None:
    member = with_password(a_member())
    Member.objects.update(is_active=False)
    if way == "code":
        client.post("/sign-in/", {"email": member.email})
        page = client.post("/sign-in/code/", {"email": member.email, "code": last_code(member.email)})
        assert (page.status_code, "closed" in page.content.decode()) == (403, True)
    else:
        page = client.post("/sign-in/password/", {"email": member.email, "password": PASSWORD})
        assert page.status_code == 422
    assert "_auth_user_id" not in client.session


def test_closing_an_account_ends_its_sessions_at_once(client: Client) -> None:
    client.force_login(a_member())
    assert client.get("/me/").status_code == 200
    Member.objects.update(is_active=False)
    assert client.get("/me/").status_code == 302


def test_in_a_demo_the_code_page_says_where_the_message_is(client: Client, settings: Any) -> None:
    from dataclasses import replace

    settings.ENV = replace(settings.ENV, demo=True)
    assert 'href="/mail/"' in client.post("/sign-in/", {"email": "ada@example.org"}).content.decode()
    settings.ENV = replace(settings.ENV, demo=False)
    assert 'href="/mail/"' not in client.post("/sign-in/", {"email": "ada@example.org"}).content.decode()
