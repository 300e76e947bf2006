"""Roles: who gives which, what each may do, and the letter that tells it."""

from collections.abc import Callable

import pytest

from potager.communities.letters import role_changed
from potager.communities.models import Membership
from potager.communities.queries import standing_of
from potager.communities.tests.conftest import Garden
from potager.journal.models import Activity

Grow = Callable[..., Garden]
ROLES = ("owner", "animateur", "editor", "moderator", "member")


def give(place: Garden, by: str, to: str, role: str) -> int:
    url = f"{place.url}members/{place.membership(to).pk}/role/"
    return place[by].post(url, {"role": role}).status_code


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_an_animateur_makes_editors_and_moderators(garden: Grow, role: str) -> None:
    place = garden()
    before = Activity.objects.filter(kind="membership.changed").count()
    assert give(place, "animateur", "member", role) == 302
    assert place.membership("member").role == role
    row = Activity.objects.filter(kind="membership.changed").latest("position")
    assert row.facts == {"before": "member", "role": role}
    assert row.actor == place.people["animateur"].pk
    assert [letter.address for letter in role_changed(row)] == [place.people["member"].email]
    assert give(place, "animateur", "member", "member") == 302
    assert Activity.objects.filter(kind="membership.changed").count() == before + 2


@pytest.mark.parametrize("role", ["owner", "animateur"])
def test_an_animateur_makes_nobody_their_like(garden: Grow, role: str) -> None:
    place = garden()
    for to in ("member", "animateur"):
        had = place.membership(to).role
        give(place, "animateur", to, role)
        assert place.membership(to).role == had
    assert give(place, "animateur", "member", role) == 403


@pytest.mark.parametrize("role", ["editor", "moderator", "member"])
def test_an_animateur_takes_no_higher_role_away(garden: Grow, role: str) -> None:
    place = garden()
    assert give(place, "animateur", "owner", role) == 403
    assert place.membership("owner").role == "owner"


@pytest.mark.parametrize("role", ROLES)
def test_an_owner_gives_every_role(garden: Grow, role: str) -> None:
    place = garden()
    assert give(place, "owner", "member", role) == 302
    assert place.membership("member").role == role


@pytest.mark.parametrize("mine", ["editor", "moderator", "member"])
@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_gives_any(garden: Grow, mine: str, role: str) -> None:
    place = garden()
    Membership.objects.filter(pk=place.membership("member").pk).update(role=mine)
    for by in ("member", "former", "removed", "asking", "stranger"):
        assert give(place, by, "member", role) == 403
        assert give(place, by, "animateur", role) == 403
    assert give(place, "nobody", "member", role) == 302  # to the page where one signs in
    assert place.membership("member").role == mine


def test_what_each_role_may_do(garden: Grow) -> None:
    place = garden()
    rights = {
        "owner": (True, True, True),
        "animateur": (True, True, True),
        "editor": (False, True, False),
        "moderator": (False, False, True),
        "member": (False, False, False),
    }
    mine = place.membership("member")
    for role, expected in rights.items():
        Membership.objects.filter(pk=mine.pk).update(role=role)
        standing = standing_of(place.people["member"], place.community)
        assert (standing.animates, standing.edits, standing.moderates) == expected, role
    for gone in ("left", "removed", "requested", "declined"):
        Membership.objects.filter(pk=mine.pk).update(role="editor", state=gone)
        standing = standing_of(place.people["member"], place.community)
        assert (standing.animates, standing.edits, standing.moderates) == (False, False, False)


def test_the_page_says_roles_in_words(garden: Grow) -> None:
    place = garden()
    give(place, "owner", "member", "editor")
    page = place["member"].get(place.url + "members/").content.decode()
    assert "What each role may do" in page
    assert "corrects with the authors" in page
    assert "Make owner" not in page
    page = place["animateur"].get(place.url + "members/").content.decode()
    assert "Make moderator" in page
    assert "Make owner" not in page
    assert "Make owner" in place["owner"].get(place.url + "members/").content.decode()


def test_a_role_ends_with_the_membership(garden: Grow) -> None:
    place = garden()
    give(place, "owner", "member", "editor")
    place["member"].post(place.url + "leave/", {})
    assert place.membership("member").role == "member"
