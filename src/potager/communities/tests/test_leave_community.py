"""Leaving, being removed, changing roles; a community keeps an owner."""

from collections.abc import Callable

import pytest

from potager.communities.tests.conftest import Garden
from potager.journal.channels import may_listen
from potager.journal.kinds import kind_of
from potager.journal.models import Activity

Grow = Callable[..., Garden]


def newest(kind: str) -> Activity:
    return Activity.objects.filter(kind=kind).order_by("-position")[0]


def test_a_member_leaves(garden: Grow) -> None:
    place = garden(visibility="members")
    assert place["member"].get(place.url + "leave/").status_code == 200
    page = place["member"].post(place.url + "leave/", follow=True)
    assert "You have left." in page.content.decode()
    assert place.membership("member").state == "left"
    assert newest("membership.left").actor == place.people["member"].pk
    assert place["member"].get(place.url + "members/").status_code == 403


def test_the_last_owner_stays(garden: Grow) -> None:
    place = garden()
    page = place["owner"].post(place.url + "leave/")
    assert page.status_code == 409
    assert "A community needs an owner." in page.content.decode()
    hers = place.membership("owner")
    page = place["owner"].post(f"{place.url}members/{hers.pk}/role/", {"role": "member"}, follow=True)
    assert "A community needs an owner." in page.content.decode()
    assert place.membership("owner").role == "owner"


def test_an_owner_leaves_once_there_is_another(garden: Grow) -> None:
    place = garden()
    place["owner"].post(f"{place.url}members/{place.membership('member').pk}/role/", {"role": "owner"})
    assert place["owner"].post(place.url + "leave/").status_code == 302
    assert place["member"].get(place.url + "settings/").status_code == 200


@pytest.mark.parametrize("who", ["former", "removed", "asking", "stranger"])
def test_who_is_not_in_cannot_leave(garden: Grow, who: str) -> None:
    place = garden()
    before = Activity.objects.count()
    assert place[who].post(place.url + "leave/").status_code == 409
    assert Activity.objects.count() == before


def test_an_animateur_removes_a_member(garden: Grow) -> None:
    place = garden(visibility="private")
    theirs = place.membership("member")
    channel = f"community:{place.community.pk}"
    assert may_listen(theirs.member_id, channel)
    assert "Member" in place["animateur"].get(f"{place.url}members/{theirs.pk}/remove/").content.decode()
    page = place["animateur"].post(f"{place.url}members/{theirs.pk}/remove/", follow=True)
    assert "It is done." in page.content.decode()
    theirs.refresh_from_db()
    assert (theirs.state, theirs.was_removed) == ("removed", True)
    row = newest("membership.removed")
    assert (row.actor, row.target) == (place.people["animateur"].pk, f"membership:{theirs.pk}")
    notices = [(notice.address, notice.subject) for notice in kind_of(row.kind).notices(row)]
    assert notices == [(place.people["member"].email, "You are no longer a member of The garden")]
    assert place["member"].get(place.url).status_code == 404
    assert not may_listen(theirs.member_id, channel)


@pytest.mark.parametrize(
    ("who", "whom"), [("animateur", "owner"), ("animateur", "animateur"), ("owner", "animateur")]
)
def test_roles_protect(garden: Grow, who: str, whom: str) -> None:
    place = garden()
    page = place[who].post(f"{place.url}members/{place.membership(whom).pk}/remove/", follow=True)
    assert "Only plain members can be removed." in page.content.decode()
    assert place.membership(whom).is_active


@pytest.mark.parametrize("who", ["member", "former", "removed", "asking", "stranger"])
def test_others_remove_nobody_and_change_no_role(garden: Grow, who: str) -> None:
    place = garden()
    theirs = place.membership("member")
    assert place[who].post(f"{place.url}members/{theirs.pk}/remove/").status_code == 403
    assert place[who].post(f"{place.url}members/{theirs.pk}/role/", {"role": "owner"}).status_code == 403
    theirs.refresh_from_db()
    assert (theirs.role, theirs.state) == ("member", "active")


def test_an_animateur_changes_no_role(garden: Grow) -> None:
    place = garden()
    mine = place.membership("animateur")
    assert (
        place["animateur"].post(f"{place.url}members/{mine.pk}/role/", {"role": "owner"}).status_code == 403
    )


def test_an_owner_gives_a_role(garden: Grow) -> None:
    place = garden()
    theirs = place.membership("member")
    page = place["owner"].post(f"{place.url}members/{theirs.pk}/role/", {"role": "animateur"}, follow=True)
    assert "It is done." in page.content.decode()
    theirs.refresh_from_db()
    assert theirs.role == "animateur"
    row = newest("membership.changed")
    assert row.facts == {"before": "member", "role": "animateur"}
    [notice] = kind_of(row.kind).notices(row)
    assert (notice.address, "animateur" in notice.body) == (place.people["member"].email, True)


def test_nonsense_roles_and_people_who_are_out_get_none(garden: Grow) -> None:
    place = garden()
    before = Activity.objects.count()
    for who, role in (("member", "emperor"), ("former", "owner"), ("asking", "animateur")):
        place["owner"].post(f"{place.url}members/{place.membership(who).pk}/role/", {"role": role})
    assert Activity.objects.count() == before
