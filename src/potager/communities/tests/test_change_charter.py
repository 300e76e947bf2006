"""The charter is versioned: nothing of it is lost, and everybody sees what changed."""

from collections.abc import Callable

import pytest

from potager.communities import actions
from potager.communities.models import CharterVersion, Community
from potager.communities.tests.conftest import Garden, told
from potager.journal.models import Activity

Grow = Callable[..., Garden]
NEW = "Be kind.\nBring your own spade."


def change(place: Garden, text: str = NEW, **more: str) -> str:
    """What the owner reads after the press."""
    form = {"text": text, "seen": "1", **more}
    return place["owner"].post(place.url + "charter/change/", form, follow=True).content.decode()


def test_an_owner_writes_the_next_version(garden: Grow) -> None:
    place = garden()
    page = change(place)
    assert "The charter is kept." in page
    assert "Version 2" in page
    place.community.refresh_from_db()
    assert (place.community.charter, place.community.charter_version, place.community.charter_asked) == (
        NEW,
        2,
        2,
    )
    versions = CharterVersion.objects.order_by("number")
    assert [(one.number, one.text, one.is_small) for one in versions] == [
        (1, "Be kind.", False),
        (2, NEW, False),
    ]
    row = told("charter.changed")
    assert row.facts == {"number": 2, "is_small": False}
    assert row.place == f"community:{place.community.pk}"
    assert place.membership("owner").accepted_charter == 2  # who wrote it has read it


def test_only_spelling_asks_nobody_and_says_so(garden: Grow) -> None:
    place = garden()
    assert "only spelling" in change(place, "Be kind!", is_small="on")
    place.community.refresh_from_db()
    assert (place.community.charter_version, place.community.charter_asked) == (2, 1)
    assert "What is new in the charter" not in place["member"].get(place.url).content.decode()


def test_a_first_charter_is_never_only_spelling(garden: Grow) -> None:
    place = garden()
    change(place, "")
    place.community.refresh_from_db()
    actions.change_charter(
        by=place.people["owner"], community=place.community, text="Be kind.", is_small=True
    )
    place.community.refresh_from_db()
    assert place.community.charter_asked == 3


def test_the_same_text_is_no_version(garden: Grow) -> None:
    place = garden()
    assert "nothing has changed" in change(place, "Be kind.\r\n")
    assert CharterVersion.objects.count() == 1


def test_two_owners_at_once_lose_nothing(garden: Grow) -> None:
    place = garden()
    change(place)
    page = change(place, "Mine alone.")
    assert "has changed meanwhile" in page
    assert "Mine alone." in page
    assert Community.objects.get().charter == NEW


def test_sent_twice_it_is_one_version(garden: Grow) -> None:
    place = garden()
    key = "0190a3a5-0000-7000-8000-000000000001"
    change(place, key=key)
    change(place, key=key, seen="2")
    assert CharterVersion.objects.count() == 2


@pytest.mark.parametrize("who", ["animateur", "member", "former", "removed", "asking", "stranger"])
def test_others_are_refused(garden: Grow, who: str) -> None:
    place = garden()
    assert place[who].get(place.url + "charter/change/").status_code == 403
    assert place[who].post(place.url + "charter/change/", {"text": NEW}).status_code == 403
    assert not Activity.objects.filter(kind="charter.changed").exists()


def test_the_history_is_read_by_whoever_reads(garden: Grow) -> None:
    place = garden()
    change(place)
    page = place["nobody"].get(place.url + "charter/").content.decode()
    assert "Version 1" in page
    assert "Bring your own spade." in page
    assert "Owner" not in page  # names are for those who are in
    assert "Owner" in place["member"].get(place.url + "charter/").content.decode()
    both = place["nobody"].get(place.url + "charter/?before=2&after=1").content.decode()
    assert "From version 1 to version 2" in both
    assert "<ins>" in both
    assert "[added:" in both
    for odd in ("?after=x", "?after=99&before=-1", "?after=0&before=0", "?after=999999999999", "?page=x"):
        assert place["nobody"].get(place.url + "charter/" + odd).status_code == 200


def test_from_outside_nothing_of_it_is_told(garden: Grow) -> None:
    hidden = garden(visibility="private")
    change(hidden)
    for who in ("nobody", "stranger", "former", "removed", "asking"):
        assert hidden[who].get(hidden.url + "charter/").status_code == 404
        assert hidden[who].post(hidden.url + "charter/accept/", {"number": 2}).status_code in {302, 404}
    assert hidden["member"].get(hidden.url + "charter/").status_code == 200


def test_for_members_means_for_members(garden: Grow) -> None:
    place = garden(visibility="members")
    assert place["nobody"].get(place.url + "charter/").status_code == 403
    assert place["stranger"].get(place.url + "charter/?before=1&after=1").status_code == 403


def test_a_hostile_text_is_text(garden: Grow) -> None:
    place = garden()
    page = change(place, "Be kind.\n<script>alert(1)</script> {{ x }} </ins>")
    assert "<script>alert(1)" not in page
    both = place["member"].get(place.url).content.decode()
    assert "&lt;script&gt;" in both
    assert "<script>alert(1)" not in both
