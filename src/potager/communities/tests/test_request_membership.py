"""Asking to join, and the answers: yes, no, never mind."""

from collections.abc import Callable

import pytest

from potager.communities.models import Membership
from potager.communities.tests.conftest import Garden
from potager.journal.kinds import kind_of
from potager.journal.models import Activity

Grow = Callable[..., Garden]


def newest(kind: str) -> Activity:
    return Activity.objects.filter(kind=kind).order_by("-position")[0]


def letters(activity: Activity) -> list[tuple[str, str]]:
    return [(notice.address, notice.subject) for notice in kind_of(activity.kind).notices(activity)]


def test_a_stranger_asks_and_the_animateurs_are_told(garden: Grow) -> None:
    place = garden()
    page = place["stranger"].post(
        place.url + "join/", {"accepts_charter": "on", "note": "I grow beans."}, follow=True
    )
    assert "Your request is on its way" in page.content.decode()
    membership = place.membership("stranger")
    assert (membership.state, membership.note, membership.is_active) == ("requested", "I grow beans.", False)
    row = newest("membership.requested")
    assert row.actor == place.people["stranger"].pk
    assert "beans" not in str(row.facts)
    told = [
        (place.people[who].email, "Stranger would like to join The garden") for who in ("owner", "animateur")
    ]
    assert sorted(letters(row)) == sorted(told)


def test_who_withdraws_and_asks_again_rings_once(garden: Grow) -> None:
    place = garden()
    for _time in range(2):
        place["stranger"].post(place.url + "join/", {"accepts_charter": "on"})
        first = newest("membership.requested")
        place["stranger"].post(place.url + "join/withdraw/")
    place["stranger"].post(place.url + "join/", {"accepts_charter": "on"})
    assert letters(newest("membership.requested")) == []
    assert letters(first) == []
    assert Activity.objects.filter(kind="membership.withdrawn").count() == 2


@pytest.mark.parametrize("who", ["owner", "animateur", "keeper"])
def test_a_request_is_accepted(garden: Grow, who: str) -> None:
    place = garden()
    asked = place.membership("asking")
    assert "Asking" in place[who].get(place.url + "requests/").content.decode()
    page = place[who].post(f"{place.url}requests/{asked.pk}/accept/", follow=True)
    assert "It is done." in page.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.note) == ("active", "")
    row = newest("membership.accepted")
    assert (row.actor, row.target) == (place.people[who].pk, f"membership:{asked.pk}")
    assert letters(row) == [(place.people["asking"].email, "Welcome to The garden")]


def test_a_request_is_declined_and_may_be_made_again(garden: Grow) -> None:
    place = garden()
    asked = place.membership("asking")
    place["animateur"].post(f"{place.url}requests/{asked.pk}/decline/")
    asked.refresh_from_db()
    assert asked.state == "declined"
    row = newest("membership.declined")
    assert letters(row) == [(place.people["asking"].email, "Your request to join The garden")]
    place["asking"].post(place.url + "join/", {"accepts_charter": "on"})
    assert place.membership("asking").state == "requested"
    assert letters(row) == []  # no longer true: not told


def test_a_second_answer_is_told_kindly(garden: Grow) -> None:
    place = garden()
    asked = place.membership("asking")
    place["owner"].post(f"{place.url}requests/{asked.pk}/accept/")
    page = place["animateur"].post(f"{place.url}requests/{asked.pk}/decline/", follow=True)
    assert "has been answered already" in page.content.decode()
    assert place.membership("asking").is_active


def test_the_same_click_twice_is_answered_once(garden: Grow) -> None:
    place = garden()
    asked, key = place.membership("asking"), "01890000-0000-7000-8000-000000000001"
    for _time in range(2):
        page = place["owner"].post(f"{place.url}requests/{asked.pk}/accept/", {"key": key}, follow=True)
        assert "It is done." in page.content.decode()
    assert Activity.objects.filter(kind="membership.accepted", target=f"membership:{asked.pk}").count() == 1


def test_a_request_is_withdrawn(garden: Grow) -> None:
    place = garden()
    page = place["asking"].post(place.url + "join/withdraw/", follow=True)
    assert "Your request is withdrawn." in page.content.decode()
    assert place.membership("asking").state == "left"
    assert newest("membership.withdrawn").actor == place.people["asking"].pk
    assert place["asking"].post(place.url + "join/withdraw/").status_code == 409


@pytest.mark.parametrize("who", ["member", "former", "removed", "asking", "stranger"])
def test_others_do_not_see_or_answer_requests(garden: Grow, who: str) -> None:
    place = garden()
    asked = place.membership("asking")
    assert place[who].get(place.url + "requests/").status_code == 403
    for answer in ("accept", "decline"):
        assert place[who].post(f"{place.url}requests/{asked.pk}/{answer}/").status_code == 403
        assert place["nobody"].post(f"{place.url}requests/{asked.pk}/{answer}/").status_code == 302
    assert place.membership("asking").state == "requested"


def test_the_person_in_charge_elsewhere_answers_nothing_here(garden: Grow) -> None:
    from potager.testing import a_community

    place = garden()
    a_community(owner=place.people["stranger"], address="beans")
    asked = place.membership("asking")
    assert place["stranger"].post(f"/c/beans/requests/{asked.pk}/accept/").status_code == 404
    assert Membership.objects.get(pk=asked.pk).state == "requested"


def test_whoever_may_not_look_in_withdraws_from_outside(garden: Grow) -> None:
    """Somebody who was removed, came back with a link and waits: the community's own pages are closed to them."""
    place = garden(visibility="private")
    asked = place.membership("asking")
    page = place["asking"].get("/").content.decode()
    assert "You wait for an answer" in page
    assert "A private community" in page
    assert "The garden" not in page
    assert "You wait for an answer" not in place["stranger"].get("/").content.decode()
    for who in ("stranger", "removed", "member", "owner"):
        assert place[who].post(f"/requests/{asked.pk}/withdraw/").status_code == 404
    assert place["nobody"].post(f"/requests/{asked.pk}/withdraw/").status_code == 302
    assert place.membership("asking").is_requested
    assert place["asking"].get(f"/requests/{asked.pk}/withdraw/").status_code == 405
    page = place["asking"].post(f"/requests/{asked.pk}/withdraw/", follow=True).content.decode()
    assert "It is done." in page
    assert place.membership("asking").state == "left"
    assert newest("membership.withdrawn").actor == place.people["asking"].pk
    page = place["asking"].post(f"/requests/{asked.pk}/withdraw/", follow=True).content.decode()
    assert "answered already, or was withdrawn" in page
