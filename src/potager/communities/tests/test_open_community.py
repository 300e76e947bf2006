"""Opening a community: the owner of the installation does, nobody else."""

import re
from typing import Any
from uuid import uuid4

import pytest

from potager.communities.addresses import RESERVED
from potager.communities.models import Community, Membership
from potager.communities.tests.conftest import browser, told
from potager.journal.models import Activity
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db

TERMS = {
    "name": "The radishes",
    "address": "radishes",
    "language": "en",
    "visibility": "public",
    "joining": "open",
}


def refused(page: Any) -> list[str]:
    """The fields that the page marks as wrong."""
    return re.findall(r'<[^>]* name="(\w+)"[^>]* aria-invalid="true"', page.content.decode())


def test_the_owner_opens_a_community() -> None:
    keeper = a_member("Keeper", is_owner=True)
    page = browser(keeper).post("/c/new/", {**TERMS, "charter": "Be kind."}, follow=True)
    assert page.redirect_chain == [("/c/radishes/", 302)]
    assert "The radishes" in page.content.decode()
    community = Community.objects.get()
    owner = Membership.objects.get(community=community)
    assert (owner.member, owner.role, owner.accepted_charter_at is not None) == (keeper, "owner", True)
    row = told("community.opened")
    assert (row.actor, row.target, row.community) == (keeper.pk, f"community:{community.pk}", community.pk)
    assert row.facts == {}


def test_others_are_refused() -> None:
    a_community()
    assert browser(a_member()).post("/c/new/", TERMS).status_code == 403
    assert browser().post("/c/new/", TERMS).headers["Location"].startswith("/sign-in/")
    assert not Community.objects.filter(address="radishes").exists()


def test_sent_twice_is_opened_once() -> None:
    keeper = browser(a_member("Keeper", is_owner=True))
    for _time in range(2):
        assert (
            keeper.post("/c/new/", {**TERMS, "key": str(uuid4_of_the_page)}).headers["Location"]
            == "/c/radishes/"
        )
    assert Community.objects.count() == 1


uuid4_of_the_page = uuid4()


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Radishes", "radishes"),
        ("  a1 ", "a1"),
        ("", "the-radishes"),
        ("a-b-c", "a-b-c"),
        ("x" * 40, "x" * 40),
    ],
)
def test_addresses_have_one_form(typed: str, address: str) -> None:
    browser(a_member("Keeper", is_owner=True)).post("/c/new/", {**TERMS, "address": typed})
    assert Community.objects.get().address == address


@pytest.mark.parametrize(
    "typed",
    [
        *sorted(RESERVED)[:3],
        "new",
        "static",
        "a",
        "x" * 41,
        "-a",
        "a-",
        "a--b",
        "a_b",
        "jardin été",
        "rаdishes",
        "a/b",
        "..",
        "é",
        "a\x00b",
    ],
)
def test_bad_addresses_are_refused_and_everything_typed_is_kept(typed: str) -> None:
    page = browser(a_member("Keeper", is_owner=True)).post(
        "/c/new/", {**TERMS, "address": typed, "charter": "Be kind."}
    )
    assert page.status_code == 422
    assert refused(page) == ["address"]
    assert "Be kind." in page.content.decode()
    assert "The radishes" in page.content.decode()
    assert not Community.objects.exists()
    assert not Activity.objects.filter(kind="community.opened").exists()


def test_an_address_is_given_once_whatever_its_capitals() -> None:
    a_community(address="radishes")
    page = browser(a_member("Keeper", is_owner=True)).post("/c/new/", {**TERMS, "address": "RADISHES"})
    assert page.status_code == 422
    assert "Another community has this address" in page.content.decode()


def test_a_name_that_gives_no_address_asks_for_one() -> None:
    page = browser(a_member("Keeper", is_owner=True)).post(
        "/c/new/", {**TERMS, "name": "大根", "address": ""}
    )
    assert "The name gives no usable address" in page.content.decode()


@pytest.mark.parametrize(("field", "length"), [("name", 81), ("description", 2001), ("charter", 20_001)])
def test_long_texts_are_refused_and_kept(field: str, length: int) -> None:
    text = "a" * length
    page = browser(a_member("Keeper", is_owner=True)).post("/c/new/", {**TERMS, field: text})
    assert page.status_code == 422
    assert text in page.content.decode()
    assert refused(page) == [field]
