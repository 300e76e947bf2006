"""Languages and time zones of pages, and what visitors and members cost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from potager.members.middleware import speak_the_language
from potager.testing import a_member

pytestmark = pytest.mark.django_db


def queries_of(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return [query["sql"] for query in queries]


def test_a_visitor_without_cookie_costs_no_query_and_gets_no_cookie() -> None:
    client = Client()
    assert queries_of(client, "/language/") == []
    assert not client.get("/language/").cookies


def test_a_member_costs_a_session_a_person_and_a_bell(client: Client) -> None:
    client.force_login(a_member())
    asked = queries_of(client, "/language/")
    assert len(asked) == 3
    assert "members_session" in asked[0]
    assert "members_member" in asked[1]
    assert "notices_bell" in asked[2]  # on every page of a member


def test_a_session_that_is_none_costs_one_query_and_no_error(client: Client) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "forged"
    assert len(queries_of(client, "/language/")) <= 1
    assert client.get("/me/").status_code == 302


def test_the_cookie_wins_then_the_member_then_the_browser() -> None:
    client = Client(headers={"Accept-Language": "en"})
    assert client.get("/sign-in/")["Content-Language"] == "en"
    client.force_login(a_member(language="fr"))
    assert client.get("/me/")["Content-Language"] == "fr"
    answer = client.post("/language/", {"language": "en", "next": "/me/"})
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    assert client.get("/me/")["Content-Language"] == "en"


@pytest.mark.parametrize("wrong", ["", "de", "fr\r\nSet-Cookie: a=b", "../fr"])
def test_a_language_that_nobody_speaks_here_is_asked_again(client: Client, wrong: str) -> None:
    page = client.post("/language/", {"language": wrong, "next": "/me/"})
    assert page.status_code == 200
    assert settings.LANGUAGE_COOKIE_NAME not in page.cookies
    assert 'value="/me/"' in page.content.decode()


def test_times_are_told_in_the_members_zone() -> None:
    seen = []

    def respond(request):
        from django.http import HttpResponse

        seen.append(timezone.localtime(timezone.now()).utcoffset())
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = a_member(time_zone="Asia/Tokyo")
    speak_the_language(respond)(request)
    request.user.time_zone = "nowhere"
    speak_the_language(respond)(request)
    assert seen == [timedelta(hours=9), timedelta(0)]
