"""Side doors: what each person gets at every address, for each visibility; what is private does not exist."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse

from potager.communities import queries
from potager.communities.tests.conftest import Garden
from potager.journal.channels import may_listen
from potager.lib.permission import may

Grow = Callable[..., Garden]

OUTSIDE = ["nobody", "stranger", "former", "removed", "asking"]
PAGES = ["", "join/", "leave/", "members/", "requests/", "settings/", "invitations/"]
POSTS = ["join/", "join/withdraw/", "leave/", "settings/", "invitations/"]
ONES = [
    "members/{}/role/",
    "members/{}/remove/",
    "requests/{}/accept/",
    "requests/{}/decline/",
    "invitations/{}/revoke/",
]


def seen(answer: HttpResponse, address: str) -> tuple[int, str, set[str]]:
    """All that an answer tells, without the address itself."""
    headers = {name for name in answer.headers if name != "X-Request-Id"}
    return answer.status_code, re.sub(address, "…", answer.content.decode()), headers


@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_private_answers_as_what_does_not_exist(garden: Grow, who: str) -> None:
    place = garden(visibility="private", joining="open")
    client = place[who]
    for page in PAGES:
        private, absent = client.get(place.url + page), client.get("/c/potatoes/" + page)
        assert seen(private, "radishes") == seen(absent, "potatoes"), page
        assert private.status_code == 404
    one = place.membership("asking").pk
    for page in [*POSTS, *(page.format(one) for page in ONES)]:
        private, absent = client.post(place.url + page), client.post("/c/potatoes/" + page)
        assert seen(private, "radishes") == seen(absent, "potatoes"), page
    assert "The garden" not in client.get("/").content.decode()
    member = place.people[who].pk if who in place.people else None
    assert not may_listen(member, f"community:{place.community.pk}")


@pytest.mark.parametrize("who", OUTSIDE)
def test_for_members_only_its_description_is_outside(garden: Grow, who: str) -> None:
    place = garden(visibility="members", joining="open", description="We grow roots.", charter="Be kind.")
    page = place[who].get(place.url).content.decode()
    assert "We grow roots." in page
    for inside in ("Be kind.", "at home here", "Latest", "Animateur"):
        assert inside not in page
    assert "The garden" in place[who].get("/").content.decode()
    member = place.people[who].pk if who in place.people else None
    assert not may_listen(member, f"community:{place.community.pk}")


@pytest.mark.parametrize("who", OUTSIDE)
def test_the_public_learns_a_number_and_no_name(garden: Grow, who: str) -> None:
    place = garden(visibility="public")
    page = place[who].get(place.url).content.decode()
    assert "<b>3</b> people are at home here." in page
    for name in ("Owner", "Animateur", "Member"):
        assert f">{name}<" not in page
    answer = place[who].get(place.url + "members/")
    assert answer.status_code == (302 if who == "nobody" else 403)


@pytest.mark.parametrize("visibility", ["public", "members", "private"])
def test_members_read_and_see_one_another(garden: Grow, visibility: str) -> None:
    place = garden(visibility=visibility)
    for who in ("owner", "animateur", "member", "keeper"):
        assert "Be kind." in place[who].get(place.url).content.decode()
        assert "Animateur" in place[who].get(place.url + "members/").content.decode()
        assert may_listen(place.people[who].pk, f"community:{place.community.pk}")
    assert "Former" not in place["member"].get(place.url + "members/").content.decode()


def test_removal_is_told_to_animateurs_only(garden: Grow) -> None:
    place = garden()
    assert "ended a membership" in place["animateur"].get(place.url).content.decode()
    page = place["member"].get(place.url).content.decode()
    assert "ended a membership" not in page
    assert "welcomed a new member" in page


def test_rights(garden: Grow) -> None:
    place = garden(visibility="members", joining="open")
    verbs = ("see", "read", "join", "animate", "open stories", "invite", "manage")
    table = {
        who: [verb for verb in verbs if may(person, verb, place.community)]
        for who, person in {**place.people, "nobody": None}.items()
    }
    inside = ["see", "read"]
    animates = [*inside, "animate", "open stories", "invite"]
    assert table == {
        "owner": [*animates, "manage"],
        "animateur": animates,
        "member": inside,
        "former": ["see", "join"],
        "removed": ["see", "join"],
        "asking": ["see"],
        "stranger": ["see", "join"],
        "keeper": ["see", "read", "join", "animate", "open stories", "invite", "manage"],
        "nobody": ["see", "join"],
    }


@pytest.mark.parametrize("visibility", ["public", "members", "private"])
def test_lists_agree_with_rights(garden: Grow, visibility: str) -> None:
    place = garden(visibility=visibility)
    for person in (*place.people.values(), None):
        community = place.community
        assert queries.visible_to(person).filter(pk=community.pk).exists() == may(person, "see", community)
        assert queries.readable_by(person).filter(pk=community.pk).exists() == may(person, "read", community)


def test_who_closed_their_account_hears_nothing(garden: Grow) -> None:
    place = garden(visibility="private")
    person = place.people["member"]
    person.is_active = False
    person.save()
    assert not may_listen(person.pk, f"community:{place.community.pk}")
    assert "<bdi>Member</bdi>" not in place["owner"].get(place.url + "members/").content.decode()


def test_channels_of_nothing(garden: Grow) -> None:
    garden()
    assert not may_listen(None, f"community:{uuid4()}")
    assert not may_listen(UUID(int=0), "community:nonsense")


def test_writing_from_another_site_is_refused(garden: Grow) -> None:
    place = garden(joining="open")
    answer = place["stranger"].post(
        place.url + "join/", {"accepts_charter": "on"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "page", ["join/withdraw/", "requests/{}/accept/", "requests/{}/decline/", "members/{}/role/"]
)
def test_reading_changes_nothing(garden: Grow, page: str) -> None:
    place = garden()
    one = place.membership("asking")
    assert place["owner"].get(place.url + page.format(one.pk)).status_code == 405
    assert place.membership("asking").state == "requested"
