"""People found by what they show; the map; organisations."""

from typing import Any

import pytest
from django.test import Client

from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community
from potager.directory import queries
from potager.directory.actions import Said, change_profile, state_affiliation
from potager.directory.drawing import drawn
from potager.directory.matching import stems_of
from potager.directory.models import Affiliation, Circle, Organisation, Profile
from potager.directory.queries import Wanted
from potager.directory.tests.test_profiles import browser
from potager.journal.models import Activity
from potager.members.models import Member
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Member:
    return a_member("Olive")


@pytest.fixture
def community(owner: Member) -> Community:
    return a_community(owner=owner, joining="open")


def someone(community: Community, name: str, **said: Any) -> Member:
    member = a_member(name)
    join_community(by=member, community=community, accepts_charter=True)
    if said:
        change_profile(by=member, said=Said(**said))
    return member


def found(community: Community, viewer: Member, **wanted: Any) -> list[str]:
    return [one.member.display_name for one in queries.people(community, viewer, Wanted(**wanted))]


def test_people_are_found_by_what_they_show(community: Community, owner: Member) -> None:
    someone(community, "Ana", talents=("Élagage", "Contes"), place="Lyon")
    someone(community, "Bo", talents=("élagage",), circles={"talents": Circle.NOBODY})
    someone(community, "Cy", interests=("contes",), asks="the moon")
    assert found(community, owner, talent="elagage") == ["Ana"]
    assert found(community, owner, interest="Contes") == ["Cy"]
    assert found(community, owner, words="moon") == ["Cy"]
    assert found(community, owner, place="lyon") == ["Ana"]
    assert found(community, owner, words="bo") == ["Bo"]
    assert queries.talents_in(community, "talent") == ["Contes", "Élagage"]


def test_a_wish_finds_a_talent_in_other_forms(community: Community) -> None:
    someone(community, "Ana", talents=("taille des pommiers",))
    someone(community, "Bo", talents=("pottery",))
    seeker = someone(community, "Cy", seeks="quelqu’un pour tailler mon pommier", talents=("taille",))
    assert found(community, seeker, helps=True) == ["Ana"]
    assert found(community, someone(community, "Di"), helps=True) == []


def test_stems_are_bounded() -> None:
    assert len(stems_of("anticonstitutionnellement " * 5000)) < 100
    assert stems_of("de la . ; !") == ""


def test_only_members_look_people_up(community: Community, owner: Member) -> None:
    someone(community, "Ana", talents=("bees",), point=(45.8, 4.8), place="Lyon")
    former = someone(community, "Form")
    leave_community(by=former, community=community)
    for page in ("directory/", "directory/map/", "organisations/"):
        address = community.get_absolute_url() + page
        assert "Ana" in browser(owner).get(address).content.decode() or page == "organisations/"
        for who in (former, a_member("Else")):
            assert browser(who).get(address).status_code == 403
        assert browser().get(address).status_code == 302


def test_the_number_of_queries_does_not_grow(
    community: Community, owner: Member, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        someone(community, f"Ana {number}", talents=(f"talent {number}", "bees"), place="Lyon")
    client = browser(owner)
    client.get(community.get_absolute_url() + "directory/")
    with django_assert_max_num_queries(18):
        assert client.get(community.get_absolute_url() + "directory/?q=bees").status_code == 200


def test_hostile_questions_answer_a_page(community: Community, owner: Member) -> None:
    for query in (
        "q=%00",
        "q=" + "a" * 5000,
        "talent=%27%3B--",
        "page=-1&place=%",
        "show=%F0",
        "helps=1&show=helps",
    ):
        assert browser(owner).get(f"{community.get_absolute_url()}directory/?{query}").status_code == 200


def test_the_map_is_drawn_from_rounded_points() -> None:
    people = [
        Profile(latitude=lat, longitude=lon, place="x")
        for lat, lon in ((45.8, 4.8), (45.8, 4.8), (48.9, 2.4))
    ]
    sheet = drawn(people)
    assert sheet is not None
    assert [len(spot.people) for spot in sheet.spots] == [2, 1]
    assert all(0 <= spot.x <= sheet.width and 0 <= spot.y <= sheet.height for spot in sheet.spots)
    assert drawn([Profile(latitude=90.0, longitude=-180.0), Profile(latitude=-90.0, longitude=180.0)])
    assert drawn([]) is None


def belong(client: Client, community: Community, **typed: str) -> Any:
    return client.post(community.get_absolute_url() + "organisations/belong/", typed)


def test_somebody_says_where_they_belong(community: Community, owner: Member) -> None:
    ana, bo = someone(community, "Ana"), someone(community, "Bo")
    page = belong(browser(ana), community, name="La Ruche", role="apicultrice")
    assert page.status_code == 302
    belong(browser(bo), community, name="la ruche")
    [hive] = Organisation.objects.all()
    shown = browser(owner).get(hive.get_absolute_url()).content.decode()
    assert "Ana" in shown
    assert "apicultrice" in shown
    assert "Bo" in shown
    row = Activity.objects.filter(kind="affiliation.stated").latest("position")
    assert (row.actor, row.place, row.facts) == (bo.pk, f"organisation:{hive.pk}", {})
    assert belong(browser(a_member("Else")), community, name="Spam").status_code == 403
    assert belong(browser(), community, name="Spam").status_code == 302
    assert belong(browser(ana), community, name="").status_code == 422
    assert Organisation.objects.count() == 1


def test_an_organisation_is_described_by_who_animates(community: Community, owner: Member) -> None:
    ana = someone(community, "Ana")
    hive = state_affiliation(by=ana, community=community, name="La Ruche").organisation
    address = f"{hive.get_absolute_url()}describe/"
    assert browser(ana).post(address, {"about": "Mine"}).status_code == 403
    assert browser(owner).post(address, {"about": "We keep bees.", "link": "javascript:1"}).status_code == 422
    assert browser(owner).post(address, {"about": "We keep bees."}).status_code == 302
    assert "We keep bees." in browser(ana).get(hive.get_absolute_url()).content.decode()
    assert Activity.objects.get(kind="organisation.described").actor == owner.pk


def test_somebody_belongs_no_longer(community: Community, owner: Member) -> None:
    ana = someone(community, "Ana")
    stated = state_affiliation(by=ana, community=community, name="La Ruche")
    address = f"{community.get_absolute_url()}affiliations/{stated.pk}/end/"
    assert browser(owner).post(address).status_code == 404
    assert browser(ana).post(address).status_code == 302
    assert not Affiliation.objects.exists()
    assert not Organisation.objects.exists()
    assert Activity.objects.get(kind="affiliation.ended").actor == ana.pk


def test_an_organisation_tells_nobody_elsewhere_where_somebody_is(community: Community) -> None:
    ana = someone(
        community, "Ana", about="x", circles={"about": Circle.EVERYONE, "organisations": Circle.EVERYONE}
    )
    state_affiliation(by=ana, community=community, name="La Ruche")
    other = a_community(joining="open", visibility="private", address="secret")
    assert "La Ruche" not in browser().get(f"/people/{ana.pk}/").content.decode()
    state_affiliation(by=_joined(ana, other), community=other, name="The secret hive")
    colleague = someone(community, "Bo")
    page = browser(colleague).get(f"/people/{ana.pk}/").content.decode()
    assert "La Ruche" in page
    assert "secret hive" not in page


def _joined(member: Member, community: Community) -> Member:
    from potager.communities.models import Membership

    Membership.objects.create(community=community, member=member)
    return member
