"""Members see what is new in the charter, read on, and accept it before they write again."""

from collections.abc import Callable

import pytest

from potager.communities import actions
from potager.communities.models import Membership
from potager.communities.tests.conftest import Garden, told
from potager.journal.models import Activity

Grow = Callable[..., Garden]


@pytest.fixture
def changed(garden: Grow) -> Garden:
    """A charter that has a second version."""
    place = garden()
    place.community.refresh_from_db()
    actions.change_charter(
        by=place.people["owner"], community=place.community, text="Be kind.\nBring a spade."
    )
    place.community.refresh_from_db()
    return place


def accept(place: Garden, who: str, number: int = 2, **more: str) -> str:
    return (
        place[who]
        .post(place.url + "charter/accept/", {"number": number, **more}, follow=True)
        .content.decode()
    )


def test_the_next_visit_shows_what_is_new(changed: Garden) -> None:
    page = changed["member"].get(changed.url).content.decode()
    assert "What is new in the charter" in page
    assert "Bring a spade." in page
    assert "<ins>" in page
    assert "What is new in the charter" not in changed["owner"].get(changed.url).content.decode()
    assert "What is new in the charter" not in changed["nobody"].get(changed.url).content.decode()


def test_a_member_accepts(changed: Garden) -> None:
    assert "you may write again" in accept(changed, "member")
    mine = changed.membership("member")
    assert mine.accepted_charter == 2
    assert mine.accepted_charter_at > mine.joined_at
    row = told("charter.accepted")
    assert row.facts == {"number": 2}
    assert (row.actor, row.target) == (changed.people["member"].pk, f"membership:{mine.pk}")
    assert "What is new in the charter" not in changed["member"].get(changed.url).content.decode()


def test_twice_is_once(changed: Garden) -> None:
    accept(changed, "member")
    accept(changed, "member")
    assert Activity.objects.filter(kind="charter.accepted").count() == 1


def test_what_was_shown_is_what_is_accepted(changed: Garden) -> None:
    by = changed.people["owner"]
    actions.change_charter(by=by, community=changed.community, text="Obey.")
    assert "has changed meanwhile" in accept(changed, "member", 2)
    accept(changed, "member", 99)
    accept(changed, "member", 1)
    assert changed.membership("member").accepted_charter == 1
    accept(changed, "member", 3)
    assert changed.membership("member").accepted_charter == 3


def test_nobody_accepts_for_others_or_from_outside(changed: Garden) -> None:
    for who in ("former", "removed", "asking", "stranger", "nobody", "keeper"):
        accept(changed, who)
    assert not Activity.objects.filter(kind="charter.accepted").exists()
    assert not Membership.objects.filter(accepted_charter=2).exclude(member=changed.people["owner"]).exists()


def test_a_look_changes_nothing(changed: Garden) -> None:
    page = changed["member"].get(changed.url + "charter/accept/").content.decode()
    assert "I accept the charter" in page
    assert changed.membership("member").accepted_charter == 1


def test_one_goes_on_where_one_was_and_nowhere_else(changed: Garden) -> None:
    url = changed.url + "charter/accept/"
    answer = changed["member"].post(url, {"number": 2, "next": "//evil.example/"})
    assert answer.headers["Location"] == changed.url
    answer = changed["animateur"].post(url, {"number": 2, "next": changed.url + "members/"})
    assert answer.headers["Location"] == changed.url + "members/"


def test_newcomers_accept_what_stands(changed: Garden) -> None:
    door = changed["stranger"].get(changed.url + "join/").content.decode()
    assert 'name="charter" value="2"' in door
    changed["stranger"].post(changed.url + "join/", {"accepts_charter": "on", "charter": "2"})
    assert changed.membership("stranger").accepted_charter == 2


def test_a_door_that_was_opened_before_the_change_shows_the_new_charter(changed: Garden) -> None:
    page = changed["stranger"].post(changed.url + "join/", {"accepts_charter": "on", "charter": "1"})
    assert page.status_code == 422
    assert "has changed meanwhile" in page.content.decode()
    assert "Bring a spade." in page.content.decode()


def test_whoever_comes_back_accepts_what_stands(changed: Garden) -> None:
    changed["former"].post(changed.url + "join/", {"accepts_charter": "on", "charter": "2"})
    assert changed.membership("former").accepted_charter == 2


def test_acceptance_makes_no_page_untrue(changed: Garden) -> None:
    from potager.pagecache.untrue import places_touched

    accept(changed, "member")
    assert places_touched(told("charter.accepted")) == []
    assert f"community:{changed.community.pk}" in (places_touched(told("charter.changed")) or [])
