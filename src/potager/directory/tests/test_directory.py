"""People found by what they show; the map; organisations."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community, Membership
from potager.directory.actions import Said, change_profile, state_affiliation
from potager.directory.drawing import drawn
from potager.directory.finding import Wanted, commonest, look
from potager.directory.mapping import Cell, cells_of
from potager.directory.matching import stems_of
from potager.directory.models import Affiliation, Circle, Organisation, Tally, Trait
from potager.directory.tests.test_profiles import browser
from potager.journal.models import Activity
from potager.members.actions import change_member, erase_member
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
    return [row.member.display_name for row in look(community, viewer, Wanted(**wanted)).rows]


def test_people_are_found_by_what_they_show(community: Community, owner: Member) -> None:
    someone(community, "Ana", talents=("Élagage", "Contes"), place="Lyon")
    someone(community, "Bo", talents=("élagage",), circles={"talents": Circle.NOBODY})
    someone(community, "Cy", interests=("contes",), asks="the moon")
    assert found(community, owner, talent="elagage") == ["Ana"]
    assert found(community, owner, interest="Contes") == ["Cy"]
    assert found(community, owner, words="moon") == ["Cy"]
    assert found(community, owner, place="lyon") == ["Ana"]
    assert found(community, owner, words="bo") == ["Bo"]
    assert commonest(community, "talent") == ["Contes", "Élagage"]


def test_a_wish_finds_a_talent_in_other_forms(community: Community) -> None:
    someone(community, "Ana", talents=("taille des pommiers",))
    someone(community, "Bo", talents=("pottery",))
    seeker = someone(community, "Cy", seeks="quelqu’un pour tailler mon pommier", talents=("taille",))
    assert found(community, seeker, helps=True) == ["Ana"]
    assert found(community, someone(community, "Di"), helps=True) == []


def test_pages_follow_one_another_without_a_gap(community: Community, owner: Member) -> None:
    for number in range(34):
        someone(community, f"Ana {number // 2}", talents=("bees",))
    for wanted in (
        Wanted(),
        Wanted(talent="Bees"),
        Wanted(is_new=True),
        Wanted(place="x"),
        Wanted(words="an"),
    ):
        first = look(community, owner, wanted)
        assert bool(first.after) == (len(first.rows) == 30)
        if first.after:
            second = look(community, owner, wanted, first.after)
            both = [row.membership.pk for row in (*first.rows, *second.rows)]
            assert len(both) == len(set(both)) == (34 if wanted.talent else 35)
            assert second.after is None


def test_what_changes_is_true_at_once(community: Community, owner: Member) -> None:
    ana = someone(
        community, "Ana", talents=("bees",), interests=("moss",), asks="hives", place="Lyon, France"
    )
    assert found(community, owner, place="lyo") == found(community, owner, words="hiv an") == ["Ana"]
    assert commonest(community, "interest") == ["moss"]
    change_member(by=ana, name="Zoë", language="en", time_zone="UTC")
    assert found(community, owner, words="zoe") == ["Zoë"]
    assert found(community, owner, words="ana") == []
    change_profile(by=ana, said=Said(talents=("bees",), circles={"talents": Circle.NOBODY}))
    assert found(community, owner, talent="bees") == found(community, owner, words="bee") == []
    assert commonest(community, "talent") == commonest(community, "interest") == []
    change_profile(by=ana, said=Said(talents=("bees",), circles={"talents": Circle.MEMBERS}))
    assert found(community, owner, talent="bees") == ["Zoë"]
    suspended = Membership.objects.filter(member=ana)
    suspended.update(suspended_until=timezone.now() + timedelta(days=1))
    assert found(community, owner, talent="bees") == commonest(community, "talent") == []
    suspended.update(suspended_until=timezone.now() - timedelta(days=1))
    assert found(community, owner, talent="bees") == ["Zoë"]
    leave_community(by=ana, community=community)
    assert not Trait.objects.filter(membership__member=ana).exists()
    assert not Tally.objects.exists()
    join_community(by=ana, community=community, accepts_charter=True)
    assert commonest(community, "talent") == ["bees"]
    erase_member(by=ana)
    assert not Trait.objects.filter(membership__member=ana).exists()


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


def cell(latitude: float, longitude: float, many: int = 1, place: str = "x") -> Cell:
    return Cell(f"cell2:{latitude},{longitude}", latitude, longitude, many, place, is_wide=False)


def test_the_map_is_drawn_on_its_sheet() -> None:
    sheet = drawn([cell(45.8, 4.8, 2, "Lyon"), cell(48.9, 2.4, 1, "Paris"), cell(48.9, 2.5, 1, "Pantin")])
    assert sheet is not None
    assert [spot.many for spot in sheet.spots] == [2, 2]  # what would cover one another is one spot
    assert sheet.spots[1].places == ["Paris", "Pantin"]
    assert [spot.name for spot in sheet.spots] == ["Lyon", "Paris"]
    assert all(0 <= spot.x <= sheet.width and 0 <= spot.y <= sheet.height for spot in sheet.spots)
    assert drawn([cell(90.0, -180.0), cell(-90.0, 180.0)])
    assert drawn([]) is None


def test_the_map_shows_where_people_are_and_nothing_of_who_hides_it(
    community: Community, owner: Member
) -> None:
    someone(community, "Ana", place="Lyon", point=(45.8, 4.8))
    someone(community, "Bo", place="My cave", point=(45.8, 4.8), circles={"place": Circle.NOBODY})
    gone = someone(community, "Cy", place="Nantes", point=(47.2, -1.6))
    assert [(one.place, [who.display_name for who in one.people]) for one in cells_of(community)] == [
        ("Lyon", ["Ana"]), ("Nantes", ["Cy"]),
    ]  # fmt: skip
    assert found(community, owner, cell=cells_of(community)[0].reference) == ["Ana"]
    assert found(community, owner, cell="cell9:1,1';--") != ["Ana"]
    leave_community(by=gone, community=community)
    assert [one.place for one in cells_of(community)] == ["Lyon"]


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
