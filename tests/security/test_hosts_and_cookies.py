"""Other hosts, spoofed proxies, letters that name the house, headers that cannot be injected, cookies."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from village import a_village, browser
from ways import WAYS, path_to

from potager.config import environment
from potager.members.requests import client_address
from potager.notices.models import Mail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proxies", [0, 1, 2])
@pytest.mark.parametrize(
    ("heard", "seen"),
    [
        ("", ["192.0.2.7", "192.0.2.7", "192.0.2.7"]),
        ("10.0.0.1", ["192.0.2.7", "10.0.0.1", "192.0.2.7"]),
        ("6.6.6.6, 10.0.0.1", ["192.0.2.7", "10.0.0.1", "6.6.6.6"]),
        ("1.1.1.1, 6.6.6.6, 10.0.0.1", ["192.0.2.7", "10.0.0.1", "6.6.6.6"]),
        ("1.1.1.1, 6.6.6.6, nonsense", ["192.0.2.7", "192.0.2.7", "6.6.6.6"]),
        ("[2001:db8::1]:443", ["192.0.2.7", "2001:db8::1", "192.0.2.7"]),
        ("::ffff:10.0.0.1, ", ["192.0.2.7", "192.0.2.7", "10.0.0.1"]),
        ("' or 1=1, \x00", ["192.0.2.7", "192.0.2.7", "192.0.2.7"]),
        (",".join(["9.9.9.9"] * 5000), ["192.0.2.7", "9.9.9.9", "9.9.9.9"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_whose_address_it_is(
    monkeypatch: pytest.MonkeyPatch, proxies: int, heard: str, seen: list[str]
) -> None:
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, proxies=proxies))
    headers = {"x-forwarded-for": heard, "forwarded": "for=6.6.6.6", "x-real-ip": "6.6.6.6"} if heard else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.7")
    assert client_address(request) == seen[proxies]


def test_limits_cannot_be_dodged_by_claiming_another_address() -> None:
    from potager.members.queries import LIMITS

    wrong = {"email": "ada@example.org", "password": "x" * 12}
    statuses = [
        browser()
        .post("/sign-in/password/", wrong, headers={"x-forwarded-for": f"10.0.0.{number}"})
        .status_code
        for number in range(LIMITS["wrong pair"][0].most + 1)
    ]
    page = browser().post("/sign-in/password/", wrong, headers={"x-forwarded-for": "10.1.1.1"})
    assert "That was a lot in a short time" in page.content.decode()
    assert set(statuses) == {422}


def test_forwarded_hosts_are_never_believed() -> None:
    village = a_village("public")
    forged = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-host": "evil.example",
              "x-original-url": "//evil.example/", "x-rewrite-url": "//evil.example/", "x-forwarded-port": "6666",
              "x-forwarded-server": "evil.example", "x-forwarded-prefix": "/evil.example"}  # fmt: skip
    for name in WAYS:
        for who in ("stranger", "owner"):
            answer = village.browser(who).get(path_to(name, village), headers=forged)
            body = b"" if answer.streaming else answer.content
            assert b"evil.example" not in body, name
            assert "evil.example" not in str(answer.headers), name


def test_letters_name_the_house_by_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """A code asked for through a forged host leads nobody there: letters know POTAGER_URL only."""
    monkeypatch.setattr(settings, "ENV", replace(settings.ENV, url="https://garden.example"))
    for host in ("testserver:6666", "localhost", "127.0.0.1:80"):
        browser().post("/sign-in/", {"email": "ada@example.org"}, headers={"host": host})
    a_village("members", is_whole=True)
    bodies = "\n".join(Mail.objects.values_list("body", flat=True))
    links = re.findall(r"https?://[^\s/]+", bodies)
    assert len(links) > 5
    assert set(links) == {"https://garden.example"}
    assert "testserver" not in bodies


def test_letters_are_one_line_where_headers_begin() -> None:
    from potager.notices.smtp import Server  # noqa: F401 (what leaves goes through Django's own guard as well)

    for email in (
        "a@b.org\nBcc: all@example.org",
        "a@b.org\r\nSubject: x",
        "a@b.org%0aBcc: x@y.z",
        '"a\n"@b.org',
    ):
        assert browser().post("/sign-in/", {"email": email}).status_code in {200, 422}
    a_village("public", is_whole=True)
    for mail in Mail.objects.all():
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", mail.subject + mail.sender + mail.to)
        mail.as_message().message().as_bytes()


@pytest.mark.parametrize(
    "email",
    [
        "a@b.org, c@d.org",
        "a@b.org;c@d.org",
        "<a@b.org>",
        "a@b.org c@d.org",
        "a@@b.org",
        "a@b.org\x00",
        "@",
        "a@" + "b" * 300,
    ],
)
def test_one_address_is_one_address(email: str) -> None:
    assert browser().post("/sign-in/", {"email": email}).status_code == 422
    assert not Mail.objects.exists()


# Cookies


def test_cookies_are_for_the_server_and_this_site_only() -> None:
    client = browser()
    client.post("/language/", {"language": "en"})
    answer = _signed_in_by_code(client)
    for cookie in (client.cookies["potager_language"], answer.cookies["potager_session"]):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
        assert cookie["path"] == "/"


def _signed_in_by_code(client: Client, email: str = "ada@example.org") -> Any:
    client.post("/sign-in/", {"email": email})
    code = re.search(r"^\d{6}$", Mail.objects.filter(to=email).order_by("-created_at")[0].body, re.M)
    assert code
    return client.post("/sign-in/code/", {"email": email, "code": code[0], "name": "Ada"})


def test_cookies_wait_for_https_where_the_house_has_it() -> None:
    read = environment.read({"POTAGER_URL": "https://garden.example", "POTAGER_DATA": "/nowhere"})
    assert read.is_secure
    assert not environment.read(
        {"POTAGER_URL": "http://garden.example", "POTAGER_DATA": "/nowhere"}
    ).is_secure
    assert settings.SESSION_COOKIE_SECURE is settings.ENV.is_secure
    assert settings.SESSION_COOKIE_HTTPONLY


def test_visitors_get_no_cookie_for_looking() -> None:
    village = a_village("public")
    client = browser()
    for name in WAYS:
        assert not client.get(path_to(name, village)).cookies, name
