"""Whether an address has an account is told by no page, no status, no mail and no clock."""

import re
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from potager.members.models import Member
from potager.notices.models import Mail
from potager.testing import a_member

pytestmark = pytest.mark.django_db
UNKNOWN = "unknown@example.org"


def like(page: str, email: str) -> str:
    """A page without the address that was typed in it."""
    return re.sub(r"unknown%40example\.org", "@", page.replace(email, "@"))


@pytest.fixture
def known() -> str:
    """An address of the same length that has an account, with a password."""
    member = a_member("Ada", email="ada-lov@example.org")
    member.set_password("beans climb at night")
    member.save()
    return member.email


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/code/", "/sign-in/password/"])
def test_known_and_unknown_get_the_same_page(client: Client, known: str, path: str) -> None:
    answers = {}
    for email in (known, UNKNOWN):
        page = client.post(path, {"email": email, "code": "000000", "password": "wrong wrong"})
        headers = {
            name: value for name, value in page.headers.items() if name not in {"X-Request-Id", "Expires"}
        }
        answers[email] = (page.status_code, headers, like(page.content.decode(), email))
    known_answer, unknown_answer = answers.values()
    assert known_answer == unknown_answer


def test_closed_accounts_get_the_same_pages_too(client: Client, known: str) -> None:
    Member.objects.update(is_active=False)
    bodies = [
        like(client.post("/sign-in/", {"email": email}).content.decode(), email) for email in (known, UNKNOWN)
    ]
    assert bodies[0] == bodies[1]


def test_known_and_unknown_get_the_same_mail(client: Client, known: str) -> None:
    for email in (known, UNKNOWN):
        client.post("/sign-in/", {"email": email})
    first, second = Mail.objects.order_by("created_at")
    assert first.subject == second.subject
    assert re.sub(r"\d{6}", "", first.body) == re.sub(r"\d{6}", "", second.body)


def test_a_name_given_too_early_tells_nothing(client: Client, known: str) -> None:
    pages = []
    for email in (known, UNKNOWN):
        client.post("/sign-in/", {"email": email})
        page = client.post("/sign-in/code/", {"email": email, "code": "00000", "name": "Someone"})
        pages.append((page.status_code, like(page.content.decode(), email)))
    assert pages[0] == pages[1]


def test_the_same_limits_hold_for_both(client: Client, known: str) -> None:
    statuses = {
        email: [client.post("/sign-in/", {"email": email}).status_code for _time in range(7)]
        for email in (known, UNKNOWN)
    }
    assert statuses[known] == statuses[UNKNOWN]


def test_asking_reads_and_writes_the_same(client: Client, known: str) -> None:
    shapes = []
    for email in (known, UNKNOWN):
        with CaptureQueriesContext(connection) as queries:
            client.post("/sign-in/", {"email": email})
        statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        shapes.append([statement[:60] for statement in statements])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("kind", ["with a password", "without a password"])
def test_a_password_takes_as_long_to_refuse(client: Client, known: str, kind: str) -> None:
    if kind == "without a password":
        known = a_member("Bob").email

    def seconds(email: str) -> float:
        start = time.perf_counter()
        client.post("/sign-in/password/", {"email": email, "password": "wrong wrong"})
        return time.perf_counter() - start

    times = {email: [] for email in (known, UNKNOWN)}
    for _round in range(4):
        for email, measured in times.items():
            measured.append(seconds(email))
    medians = [statistics.median(measured) for measured in times.values()]
    assert 0.5 < medians[0] / medians[1] < 2  # hashing or not would be 20 times


def test_a_right_code_is_needed_to_see_whether_a_name_is_asked(
    client: Client, known: str, last_code: Callable[[str], str]
) -> None:
    client.post("/sign-in/", {"email": UNKNOWN})
    page = client.post("/sign-in/code/", {"email": UNKNOWN, "code": last_code(UNKNOWN)})
    assert 'autocomplete="nickname"' in page.content.decode()
