"""The settings: its owners change them; links to an old address arrive."""

from collections.abc import Callable
from typing import Any

import pytest

from potager.communities.models import Community
from potager.communities.tests.conftest import Garden, told
from potager.journal.models import Activity
from potager.testing import a_community

Grow = Callable[..., Garden]


def terms(garden: Garden, **changed: str) -> dict[str, Any]:
    names = ("name", "address", "language", "description", "visibility", "joining", "charter")
    return {**{name: getattr(garden.community, name) for name in names}, **changed}


def test_an_owner_changes_the_settings(garden: Grow) -> None:
    place = garden(joining="request")
    Activity.objects.filter(kind="community.changed").count()
    page = place["owner"].post(
        place.url + "settings/", terms(place, name="Turnips", visibility="members"), follow=True
    )
    assert "The changes are kept." in page.content.decode()
    place.community.refresh_from_db()
    assert (place.community.name, place.community.visibility) == ("Turnips", "members")
    row = told("community.changed")
    assert row.facts == {"fields": ["name", "visibility"]}
    assert row.actor == place.people["owner"].pk


def test_nothing_changed_is_no_act(garden: Grow) -> None:
    place = garden()
    assert place["owner"].post(place.url + "settings/", terms(place)).status_code == 302
    assert not Activity.objects.filter(kind="community.changed").exists()


@pytest.mark.parametrize("who", ["animateur", "member", "former", "removed", "asking", "stranger"])
def test_others_are_refused(garden: Grow, who: str) -> None:
    place = garden()
    assert place[who].get(place.url + "settings/").status_code == 403
    assert place[who].post(place.url + "settings/", terms(place, name="Mine")).status_code == 403
    assert Community.objects.get().name == "The garden"


def test_the_owner_of_the_installation_counts_as_an_owner(garden: Grow) -> None:
    place = garden(visibility="private")
    place["keeper"].post(place.url + "settings/", terms(place, name="Turnips"))
    assert Community.objects.get().name == "Turnips"


def test_an_old_address_leads_to_the_new_one(garden: Grow) -> None:
    place = garden()
    answer = place["owner"].post("/c/radishes/settings/", terms(place, address="turnips"))
    assert answer.headers["Location"] == "/c/turnips/settings/"
    assert place["nobody"].get("/c/radishes/").headers["Location"] == "/c/turnips/"
    assert (
        place["nobody"].get("/c/radishes/join/?from=mail").headers["Location"] == "/c/turnips/join/?from=mail"
    )
    assert place["nobody"].get("/c/RADISHES/").headers["Location"] == "/c/turnips/"
    place["owner"].post("/c/turnips/settings/", terms(place, address="radishes"))
    assert place["nobody"].get("/c/turnips/").headers["Location"] == "/c/radishes/"
    assert place["nobody"].get("/c/radishes/").status_code == 200


def test_an_old_address_is_not_for_others_and_keeps_the_secret(garden: Grow) -> None:
    place = garden()
    place["owner"].post("/c/radishes/settings/", terms(place, address="turnips", visibility="private"))
    assert place["stranger"].get("/c/radishes/").status_code == 404
    assert place["member"].get("/c/radishes/").status_code == 302
    other = a_community(owner=place.people["stranger"], address="beans")
    page = place["stranger"].post(
        "/c/beans/settings/", {**terms(place), "name": "Beans", "address": "radishes"}
    )
    assert page.status_code == 422
    other.refresh_from_db()
    assert other.address == "beans"


def test_a_refused_form_keeps_what_was_typed(garden: Grow) -> None:
    place = garden()
    page = place["owner"].post(place.url + "settings/", terms(place, name="", description="A new sentence"))
    assert page.status_code == 422
    assert "A new sentence" in page.content.decode()
    assert not Community.objects.get().description


def test_the_charter_is_not_changed_by_the_way(garden: Grow) -> None:
    place = garden()
    place["owner"].post(place.url + "settings/", terms(place, name="Turnips", charter="Obey."))
    assert Community.objects.get().charter == "Be kind."
    assert told("community.changed").facts == {"fields": ["name"]}
