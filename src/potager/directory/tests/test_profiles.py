"""What people say of themselves, and who may read it: a colleague, a stranger, somebody who left."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community, Membership
from potager.directory.actions import Said, change_profile
from potager.directory.models import FIELDS, Circle, Profile, Talent
from potager.journal.models import Activity
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.stories.actions import add_contribution
from potager.testing import a_community, a_member, a_story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def browser(member: Member | None = None) -> Client:
    client = Client()
    client.cookies["potager_language"] = "en"
    if member:
        client.force_login(member)
    return client


@pytest.fixture
def community() -> Community:
    return a_community(joining="open")


@pytest.fixture
def ada(community: Community) -> Member:
    member = a_member("Ada")
    join_community(by=member, community=community, accepts_charter=True)
    return member


def form(**said: Any) -> dict[str, Any]:
    circles = {f"{name}_to": Circle.MEMBERS.value for name in FIELDS}
    return {"key": str(uuid4()), "coarseness": "1", **circles, **said}


def test_somebody_says_what_they_can_do(ada: Member) -> None:
    typed = form(
        about="I prune.", talents="Pruning, pruning,\nÉlagage; Grafting", point="45,764 4.8357", place="Lyon"
    )
    page = browser(ada).post("/me/profile/", typed, follow=True)
    assert "Your profile is kept." in page.content.decode()
    assert "I prune." in page.content.decode()
    profile = Profile.objects.get(member=ada)
    assert (profile.latitude, profile.longitude) == (45.8, 4.8)
    names = Talent.objects.filter(member=ada).values_list("name", flat=True)
    assert list(names) == ["Pruning", "Élagage", "Grafting"]
    row = Activity.objects.get(kind="profile.changed")
    assert (row.actor, row.facts) == (ada.pk, {})


def test_what_cannot_be_kept_is_asked_again_with_everything_typed(ada: Member) -> None:
    typed = form(about="I prune.", links="javascript:alert(1)", point="somewhere")
    page = browser(ada).post("/me/profile/", typed)
    assert page.status_code == 422
    assert "I prune." in page.content.decode()
    assert "degrees north" in page.content.decode()
    page = browser(ada).post("/me/profile/", {**typed, "point": ""})
    assert page.status_code == 422
    assert "https://" in page.content.decode()
    assert not Profile.objects.exists()
    many = ",".join(f"talent {number}" for number in range(21))
    assert browser(ada).post("/me/profile/", form(talents=many)).status_code == 422


def test_a_stranger_has_no_profile() -> None:
    assert browser().post("/me/profile/", form(about="I am nobody.")).status_code == 302
    assert not Profile.objects.exists()


@pytest.mark.parametrize("circle", Circle.values)
def test_each_field_is_read_by_whom_one_chose(ada: Member, community: Community, circle: str) -> None:
    said = Said(
        about="about-words", asks="asks-words", seeks="seeks-words", place="place-words",
        links=("https://links-words.example/",), talents=("talents-words",), interests=("interests-words",),
        circles=dict.fromkeys(FIELDS, circle),
    )  # fmt: skip
    change_profile(by=ada, said=said)
    colleague, former, elsewhere = a_member("Col"), a_member("Form"), a_member("Else")
    for one in (colleague, former):
        join_community(by=one, community=community, accepts_charter=True)
    leave_community(by=former, community=community)
    reads = {
        "self": browser(ada), "colleague": browser(colleague), "former": browser(former),
        "elsewhere": browser(elsewhere), "stranger": browser(),
    }  # fmt: skip
    allowed = {"everyone": set(reads), "members": {"self", "colleague"}, "nobody": {"self"}}[circle]
    for who, client in reads.items():
        page = client.get(f"/people/{ada.pk}/")
        shown = page.content.decode().count("-words")
        assert (shown >= 7) == (who in allowed), who
        assert shown == 0 or who in allowed
        assert page.status_code == (404 if not allowed & {who} and who != "colleague" else 200)


def test_who_left_is_found_no_more(ada: Member) -> None:
    change_profile(
        by=ada, said=Said(about="x", talents=("y",), circles=dict.fromkeys(FIELDS, Circle.EVERYONE))
    )
    assert browser().get(f"/people/{ada.pk}/").status_code == 200
    erase_member(by=ada)
    assert browser().get(f"/people/{ada.pk}/").status_code == 404
    assert not Profile.objects.exists()
    assert not Talent.objects.exists()


def test_a_pen_name_stays_a_pen_name(ada: Member, community: Community) -> None:
    host = Membership.objects.get(community=community, role="owner").member
    story = a_story(community=community, host=host)
    other = a_story(community=community, host=host, title="The other night")
    change_profile(by=ada, said=Said(about="x", circles={"about": Circle.EVERYONE}))
    add_contribution(by=ada, story=story, text="The beans sang.", signature="Ada", key=uuid4())
    add_contribution(by=ada, story=other, text="Nobody knew me.", signature="Nightingale", key=uuid4())
    page = browser().get(f"/people/{ada.pk}/").content.decode()
    assert "The night of the beans" in page
    assert "The other night" not in page


def test_hostile_words_are_only_words(ada: Member) -> None:
    hostile = "<script>alert(1)</script>"
    change_profile(by=ada, said=Said(about=hostile, asks=hostile, talents=(hostile,), place=hostile))
    page = browser(ada).get(f"/people/{ada.pk}/").content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") == 4
