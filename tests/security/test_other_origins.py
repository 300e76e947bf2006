"""Forged requests: what another site can make a browser send, and where it can lead people."""

import re
from typing import Any

import pytest
from django.test import Client
from village import a_village, browser
from ways import WAYS, path_to

from potager.config.middleware import CONTENT_SECURITY_POLICY
from potager.journal.models import Activity
from potager.members.models import EmailCode
from potager.notices.models import Mail
from potager.testing import a_member

pytestmark = pytest.mark.django_db

OTHERS: list[dict[str, str]] = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "nonsense"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "null"},
    {"origin": "http://evil.example"},
    {"origin": "http://testserver.evil.example"},
    {"origin": "http://evil.example/testserver"},
    {"origin": "http://testserver@evil.example"},
    {"origin": "http://testserver:8000"},
    {"origin": "testserver"},
    {"origin": "http://["},
    {"origin": ""},
]


def test_another_site_changes_nothing_with_a_visitors_session() -> None:
    village = a_village("public")
    paths = {name: path_to(name, village) for name in WAYS}  # some of it is made when it is asked for
    acts = Activity.objects.count()
    for number, (name, way) in enumerate(WAYS.items()):
        if not way.posts:
            continue
        # Every way is refused with two kinds of forgery; the table goes round all of them several times.
        for forged in (OTHERS[number % len(OTHERS)], OTHERS[(number * 5 + 3) % len(OTHERS)]):
            answer = village.browser("owner").post(paths[name], {"text": "x"}, headers=forged)
            assert answer.status_code == 403, (name, forged)
    assert Activity.objects.count() == acts
    assert village.browser("owner").get("/me/").status_code == 200  # not even signed out


@pytest.mark.parametrize("forged", OTHERS, ids=str)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_forgery_is_refused(forged: dict[str, str], method: str) -> None:
    answer = getattr(browser(), method)("/sign-in/", headers=forged)
    assert answer.status_code == 403
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    "own",
    [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}, {"origin": "http://testserver"}],
    ids=str,
)
def test_our_own_pages_may_write(own: dict[str, str]) -> None:
    assert browser().post("/sign-in/", {"email": "ada@example.org"}, headers=own).status_code == 200


# A declined contribution is corrected no more, and the page says so.
CANNOT = {"stories:propose_correction": {409}}


def test_reading_changes_nothing() -> None:
    village = a_village("public")
    paths = {name: path_to(name, village) for name in WAYS}
    before = _rows()
    for who in ("stranger", "member", "owner"):
        for name, way in WAYS.items():
            for method in ("get", "head", "options") if who == "owner" else ("get",):
                answer = getattr(village.browser(who), method)(paths[name])
                assert answer.status_code in {200, 302, 403, 404, 405} | CANNOT.get(name, set()), (
                    name,
                    method,
                )
                if method == "get" and not way.safe:
                    assert answer.status_code in {302, 403, 404, 405}, name
            reading = village.browser(who).get(paths[name], {"text": "x", "reason": "x", "key": "x"})
            assert reading.status_code in {200, 302, 403, 404, 405} | CANNOT.get(name, set()), name
    assert _rows() == before


def _rows() -> tuple[Any, ...]:
    return Activity.objects.count(), Mail.objects.count(), EmailCode.objects.count()


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "/\r\n/evil.example", "javascript:alert(1)", "http:evil.example", " //evil.example",
        "/%0d%0aSet-Cookie:%20a=b\r\nSet-Cookie: a=b", "https:///evil.example", "\x00//evil.example", "//\u3002evil",
        "/" + "a" * 100_000, "http://testserver@evil.example/", "/a\u2028b", "ftp://testserver/", "//testserver/",
    ],
)  # fmt: skip
def test_next_never_leads_elsewhere(address: str) -> None:
    village = a_member("Ada", language="en")
    for path, form in (("/language/", {"language": "en"}), ("/sign-in/", {}), ("/sign-in/", None)):
        client = browser(None if path == "/language/" else village)
        sent = {**(form or {}), "next": address}
        answer = client.get(path, sent) if form is None else client.post(path, sent)
        assert answer.status_code == 302
        assert answer["Location"] == "/"
        assert set(answer.cookies) <= {"potager_language"}


def test_next_stays_when_it_is_ours() -> None:
    for path in ("/me/", "/c/a/?page=2", "/stories/x/#c1"):
        answer = browser().post("/language/", {"language": "fr", "next": path})
        assert answer["Location"].startswith(path)


def test_where_a_form_goes_on_to_is_checked_before_it_is_shown() -> None:
    page = browser().get("/sign-in/", {"next": "//evil.example"}).content.decode()
    page += browser().get("/language/", {"next": "//evil.example"}).content.decode()
    assert 'value="//evil.example"' not in page
    assert re.findall(r'name="next" value="([^"]*)"', page)
    for address in re.findall(r'name="next" value="([^"]*)"', page):
        assert address.startswith("/")
        assert not address.startswith("//")


def test_leaving_for_sign_in_keeps_to_the_house() -> None:
    answer = Client().get("//evil.example/me/", headers={"host": "testserver"})
    assert answer.status_code in {302, 404}
    assert "evil" not in answer.headers.get("Location", "").partition("?")[0]
    assert browser().get("/me/")["Location"] == "/sign-in/?next=/me/"
