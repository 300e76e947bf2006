"""Coming in: at once, signed in or with a code that is typed in the same page."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from potager.communities.models import Membership
from potager.communities.tests.conftest import Garden, browser, code_in, told
from potager.journal.models import Activity
from potager.members.models import Member

Grow = Callable[..., Garden]


def test_a_member_comes_in(garden: Grow) -> None:
    place = garden(joining="open")
    assert "Be kind." in place["stranger"].get(place.url + "join/").content.decode()
    page = place["stranger"].post(place.url + "join/", {"accepts_charter": "on"}, follow=True)
    assert "Welcome! You are a member now." in page.content.decode()
    membership = place.membership("stranger")
    assert (membership.state, membership.role, membership.accepted_charter_at is not None) == (
        "active",
        "member",
        True,
    )
    row = told("membership.joined")
    assert (row.actor, row.target) == (place.people["stranger"].pk, f"membership:{membership.pk}")
    assert (row.place, row.facts) == (f"community:{place.community.pk}", {"invitation": ""})


def test_the_charter_is_accepted_first(garden: Grow) -> None:
    place = garden(joining="open")
    page = place["stranger"].post(place.url + "join/", {})
    assert page.status_code == 422
    assert "read the charter and accept it" in page.content.decode()
    assert not Activity.objects.filter(kind="membership.joined").exists()


def test_without_a_charter_there_is_nothing_to_accept(garden: Grow) -> None:
    place = garden(joining="open", charter="")
    assert place["stranger"].post(place.url + "join/", {}).status_code == 302
    assert place.membership("stranger").is_active


def test_a_guest_comes_in_with_a_code_in_the_same_page(garden: Grow) -> None:
    place, guest = garden(joining="open"), browser()
    typed = {"name": "Zoé", "email": "zoe@example.org", "accepts_charter": "on", "key": str(uuid4())}
    asked = guest.post(place.url + "join/", typed).content.decode()
    for kept in ('value="Zoé"', 'value="zoe@example.org"', 'name="code_sent"', typed["key"]):
        assert kept in asked
    wrong = guest.post(place.url + "join/", {**typed, "code_sent": "1", "code": "abc"})
    assert (wrong.status_code, 'value="Zoé"' in wrong.content.decode()) == (422, True)
    assert not Member.objects.filter(email="zoe@example.org").exists()
    code = code_in("zoe@example.org")
    page = guest.post(place.url + "join/", {**typed, "code_sent": "1", "code": code}, follow=True)
    assert "Welcome! You are a member now." in page.content.decode()
    zoe = Member.objects.get(email="zoe@example.org")
    assert Membership.objects.get(member=zoe).is_active
    assert told("membership.joined").actor == zoe.pk


def test_a_guest_who_types_no_code_is_reminded_and_may_ask_again(garden: Grow) -> None:
    place, guest = garden(joining="open"), browser()
    typed = {"name": "Zoé", "email": "zoe@example.org", "accepts_charter": "on", "code_sent": "1"}
    reminded = guest.post(place.url + "join/", typed)
    assert "Type the six digits" in reminded.content.decode()
    again = guest.post(place.url + "join/", {**typed, "again": "1"})
    assert 'name="code_sent"' in again.content.decode()
    assert code_in("zoe@example.org")


def test_who_signed_in_elsewhere_meanwhile_still_gets_an_answer(garden: Grow) -> None:
    place = garden(joining="open")
    page = place["stranger"].post(place.url + "join/", {"code_sent": "1", "code": "123456", "name": "Zoé"})
    assert page.status_code == 422
    assert 'name="code_sent"' not in page.content.decode()


def test_asking_too_often_keeps_the_field_for_the_code(garden: Grow) -> None:
    place, guest = garden(joining="open"), browser()
    typed = {"name": "Zoé", "email": "zoe@example.org", "accepts_charter": "on"}
    for _time in range(5):
        guest.post(place.url + "join/", typed)
    page = guest.post(place.url + "join/", typed)
    assert (page.status_code, 'name="code_sent"' in page.content.decode()) == (429, True)
    code = code_in("zoe@example.org")
    assert guest.post(place.url + "join/", {**typed, "code_sent": "1", "code": code}).status_code == 302


def test_someone_in_already_who_comes_as_a_guest_is_taken_home(garden: Grow) -> None:
    place, guest = garden(joining="open"), browser()
    email = place.people["member"].email
    typed = {"name": "Whoever", "email": email, "accepts_charter": "on"}
    guest.post(place.url + "join/", typed)
    answer = guest.post(place.url + "join/", {**typed, "code_sent": "1", "code": code_in(email)})
    assert answer.headers["Location"] == place.url
    assert not Activity.objects.filter(kind="membership.joined").exists()


def test_whether_an_address_is_known_is_not_told(garden: Grow) -> None:
    place = garden(joining="open")
    pages = []
    for email in (place.people["member"].email, "nobody-knows@example.org"):
        typed = {"name": "Zoé", "email": email, "accepts_charter": "on", "key": "0" * 32}
        page = browser().post(place.url + "join/", typed)
        pages.append((page.status_code, page.content.decode().replace(email, "…")))
    assert pages[0] == pages[1]


def test_sent_twice_one_joins_once(garden: Grow) -> None:
    place, key = garden(joining="open"), str(uuid4())
    for _time in range(2):
        answer = place["stranger"].post(place.url + "join/", {"accepts_charter": "on", "key": key})
        assert answer.headers["Location"] == place.url
    assert Activity.objects.filter(kind="membership.joined").count() == 1


def test_who_left_comes_back_as_a_plain_member(garden: Grow) -> None:
    place = garden(joining="open")
    place["former"].post(place.url + "join/", {"accepts_charter": "on"})
    assert (place.membership("former").state, place.membership("former").role) == ("active", "member")


def test_who_was_removed_asks_even_where_the_door_is_open(garden: Grow) -> None:
    place = garden(joining="open")
    assert 'name="note"' in place["removed"].get(place.url + "join/").content.decode()
    place["removed"].post(place.url + "join/", {"accepts_charter": "on", "note": "Sorry."})
    assert place.membership("removed").state == "requested"


@pytest.mark.parametrize("joining", ["invitation"])
def test_without_an_invitation_the_door_is_closed(garden: Grow, joining: str) -> None:
    place = garden(joining=joining)
    for who in ("stranger", "former", "removed"):
        page = place[who].post(place.url + "join/", {"accepts_charter": "on"})
        assert page.status_code == 403
        assert "with an invitation" in page.content.decode()
    assert not Activity.objects.filter(kind="membership.joined").exists()


def test_a_private_community_has_no_door(garden: Grow) -> None:
    place = garden(joining="open", visibility="private")
    assert place["stranger"].get(place.url + "join/").status_code == 404
    assert place["stranger"].post(place.url + "join/", {"accepts_charter": "on"}).status_code == 404
