"""A browser in which somebody came in before: strangers cannot shut it out, and it opens nothing by itself."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.test import Client

from potager.members import codes
from potager.members.known import COOKIE, MOST
from potager.members.models import Attempt
from potager.members.queries import LIMITS
from potager.testing import a_member

pytestmark = pytest.mark.django_db
LastCode = Callable[[str], str]


def come_in(client: Client, email: str, last_code: LastCode) -> Any:
    client.post("/sign-in/", {"email": email})
    return client.post("/sign-in/code/", {"email": email, "code": last_code(email)})


def exhaust(email: str) -> None:
    """Two networks use up all that an address is allowed."""
    for network in ("203.0.113.9", "198.51.100.9", "192.0.2.9"):
        for _try in range(20):
            for attack in (
                lambda at=network: codes.confirm(email=email, code="000000", address=at),
                lambda at=network: codes.ask(email=email, language="en", address=at),
            ):
                with suppress(codes.WrongCode, codes.TooManyTries):
                    attack()


@pytest.fixture
def ada(client: Client, last_code: LastCode) -> Any:
    """Somebody who came in before, in the browser `client`, and left."""
    member = a_member("Ada")
    assert come_in(client, member.email, last_code).status_code == 302
    client.post("/sign-out/")
    return member


def test_strangers_cannot_shut_a_known_browser_out(client: Client, ada: Any, last_code: LastCode) -> None:
    exhaust(ada.email)
    stranger = Client(headers={"accept-language": "en"})
    assert stranger.post("/sign-in/", {"email": ada.email}).status_code == 429
    assert come_in(client, ada.email, last_code).status_code == 302
    assert "_auth_user_id" in client.session


def test_codes_of_strangers_do_not_push_out_a_known_browsers(
    client: Client, ada: Any, last_code: LastCode
) -> None:
    client.post("/sign-in/", {"email": ada.email})
    code = last_code(ada.email)
    for _time in range(3):
        codes.ask(email=ada.email, language="en", address="203.0.113.9")
    assert client.post("/sign-in/code/", {"email": ada.email, "code": code}).status_code == 302


def test_a_code_serves_only_the_sort_of_browser_that_asked(
    client: Client, ada: Any, last_code: LastCode
) -> None:
    client.post("/sign-in/", {"email": ada.email})
    with pytest.raises(codes.WrongCode):
        codes.confirm(email=ada.email, code=last_code(ada.email), address="203.0.113.9")
    codes.ask(email=ada.email, language="en", address="203.0.113.9")
    answer = client.post("/sign-in/code/", {"email": ada.email, "code": last_code(ada.email)})
    assert answer.status_code == 422


def test_a_known_browser_guesses_little(client: Client, ada: Any) -> None:
    answers = set()
    for _try in range(40):
        Attempt.objects.filter(scope="wrong client").delete()
        answers.add(client.post("/sign-in/code/", {"email": ada.email, "code": "000000"}).status_code)
    assert answers == {422, 429}
    assert Attempt.objects.filter(scope="wrong known").count() == LIMITS["wrong known"][0].most
    tries = LIMITS["wrong email"][0].most + LIMITS["wrong known"][0].most
    assert tries * 2 / 1_000_000 < 1e-4


def test_the_mark_opens_nothing_and_is_made_by_nobody_else(client: Client, ada: Any) -> None:
    assert client.get("/me/").status_code == 302
    assert ada.email not in client.cookies[COOKIE].value
    other = a_member("Eve")
    for forged in ("", "x" * 5000, "." * 99, "é", client.cookies[COOKIE].value[:-1] + "g"):
        client.cookies[COOKIE] = forged
        client.post("/sign-in/", {"email": ada.email})
        client.post("/sign-in/code/", {"email": other.email, "code": "000000"})
    assert not Attempt.objects.filter(scope="wrong known").exists()


def test_it_knows_a_few_people_and_one_of_them_apart(client: Client, last_code: LastCode) -> None:
    people = [a_member(name) for name in ("Ada", "Bo", "Cy", "Di", "Ed")]
    for one in people:
        come_in(client, one.email, last_code)
        client.post("/sign-out/")
    assert client.cookies[COOKIE].value.count(".") == MOST - 1
    client.post("/sign-in/code/", {"email": people[0].email, "code": "000000"})
    assert not Attempt.objects.filter(scope="wrong known").exists()
    client.post("/sign-in/code/", {"email": people[4].email, "code": "000000"})
    assert Attempt.objects.filter(scope="wrong known").count() == 1


def test_whoever_only_looks_gets_no_mark(client: Client, ada: Any) -> None:
    visitor = Client()
    visitor.get("/sign-in/")
    visitor.post("/sign-in/", {"email": ada.email})
    assert COOKIE not in visitor.cookies
    assert client.cookies[COOKIE]["httponly"]
    assert client.cookies[COOKIE]["samesite"] == "Lax"
