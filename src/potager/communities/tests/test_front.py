"""The entrance and the front page: what is alive, for whom, in how many queries, kept for whom."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from potager.communities import actions, front
from potager.communities.models import Community, Membership
from potager.communities.tests.conftest import Garden, browser
from potager.journal.read import last_position
from potager.lib.keep import PLACES, POSITION
from potager.members.models import Member
from potager.testing import a_community, a_member, a_story

Grow = Callable[..., Garden]


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What this file registers is forgotten afterwards."""
    for name in ("_blocks", "_lines", "_announced", "_resolvers"):
        monkeypatch.setattr(front, name, dict(getattr(front, name)))
    yield


def test_an_empty_house_leads_to_the_first_run(db: None) -> None:
    assert browser().get("/").headers["Location"] == "/first-run/"


def test_an_empty_entrance_teaches(db: None) -> None:
    keeper = a_member("Keeper", is_owner=True)
    assert 'href="/c/new/"' in browser(keeper).get("/").content.decode()
    page = browser().get("/").content.decode()
    assert "Nothing grows here yet" in page
    assert "/c/new/" not in page


def test_mine_stand_first(db: None) -> None:
    ada = a_member()
    for name in ("Artichokes", "Beans", "Carrots"):
        made = a_community(name=name, address=name.lower())
    actions.join_community(by=ada, community=made, accepts_charter=True)
    a_community(name="Secret", visibility="private")
    page = browser(ada).get("/").content.decode()
    assert page.index("Carrots") < page.index("Artichokes") < page.index("Beans")
    assert "Secret" not in page


def test_pages_for_passers_by_are_kept_and_say_what_they_depend_on(garden: Grow) -> None:
    place = garden()
    reference = f"community:{place.community.pk}"
    page = place["nobody"].get(place.url)
    assert page.headers[PLACES] == reference
    assert page.headers[POSITION] == str(last_position())
    a_story(community=place.community, host=place.people["owner"])
    story_page = place["nobody"].get(place.url)
    assert "Owner" in story_page.content.decode()
    assert story_page.headers[PLACES] == f"{reference} member:{place.people['owner'].pk}"  # a name may change
    home = place["nobody"].get("/")
    assert home.headers[PLACES].split() == ["home", reference]
    assert not home.cookies
    for who in ("member", "keeper", "stranger"):
        assert PLACES not in place[who].get(place.url).headers
        assert PLACES not in place[who].get("/").headers
    assert PLACES not in place["nobody"].get(place.url + "?page=2").headers
    assert PLACES not in place["nobody"].get(place.url + "join/").headers


def test_a_page_for_members_is_kept_without_what_is_inside(garden: Grow) -> None:
    place = garden(visibility="members")
    assert "Be kind." not in place["nobody"].get(place.url).content.decode()
    assert PLACES not in place["nobody"].get("/c/nothing-here/").headers


def test_apps_above_bring_blocks_and_lines(garden: Grow, registry: None) -> None:
    place = garden(visibility="members")
    asked: list[Member | None] = []

    def block(community: Community, member: Member | None, language: str) -> str:
        asked.append(member)
        return f"<section>Running in {language}: {community.pk}</section>"

    def lines(communities: Sequence[Community], member: Member | None, language: str) -> Mapping[UUID, str]:
        return {community.pk: "<p>Two stories are open</p>" for community in communities}

    front.register_block("late", 20, lambda *_asked: "<section>Later</section>")
    front.register_block("stories", 10, block)
    front.register_block("nothing", 5, lambda *_asked: "")
    front.register_line("stories", 10, lines)
    page = place["member"].get(place.url).content.decode()
    assert f"<section>Running in en: {place.community.pk}</section><section>Later</section>" in page
    assert asked == [place.people["member"]]
    assert "Running in" not in place["nobody"].get(place.url).content.decode()
    assert "<p>Two stories are open</p>" in place["nobody"].get("/").content.decode()


def test_only_announced_acts_are_told_and_things_are_named_now(garden: Grow, registry: None) -> None:
    place = garden()
    hidden = front.Named("The beds", "/beds/")
    front.announce("community.changed", to=front.Audience.EVERYONE)
    page = place["nobody"].get(place.url).content.decode()
    assert "changed the settings" not in page  # nobody can name it, so it is not shown

    front.name_things("community", lambda ids, _member: dict.fromkeys(ids, hidden))
    actions.change_community(
        by=place.people["owner"],
        community=place.community,
        terms=actions.Terms(
            name="Beds", address="radishes", language="en", joining="request", charter="Be kind."
        ),
    )
    place.people["owner"].display_name = "Olive <b>"
    place.people["owner"].save()
    page = place["nobody"].get(place.url).content.decode()
    assert "<bdi>Olive &lt;b&gt;</bdi> changed the settings of the community" in page
    assert '<a href="/beds/"><bdi>The beds</bdi></a>' in page


def crowd(community: Community, size: int) -> None:
    """Many members and requests, written at once: only their number matters here."""
    people = [
        Member(email=f"crowd{number}@example.org", display_name=f"Person {number}", password="!")
        for number in range(size)
    ]
    Member.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(community=community, member=one, state="active" if number % 2 else "requested")
        for number, one in enumerate(people)
    )


def queries_of(garden: Garden, who: str, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert garden[who].get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", ["", "members/", "requests/", "settings/"])
def test_a_crowd_costs_no_more_queries(garden: Grow, page: str) -> None:
    place = garden()
    few = queries_of(place, "owner", place.url + page)
    crowd(place.community, 600)
    assert queries_of(place, "owner", place.url + page) <= few
    assert few <= 24  # each bed that puts a block there asks once or twice


def test_many_communities_cost_no_more_queries(garden: Grow) -> None:
    place = garden()
    few = queries_of(place, "member", "/")
    for _number in range(40):
        a_community(owner=place.people["owner"])
    assert queries_of(place, "member", "/") <= few + 1  # the second page is announced
    assert "Page 1 of 2" in place["member"].get("/").content.decode()


def test_many_acts_cost_no_more_queries(garden: Grow) -> None:
    place = garden()
    few = queries_of(place, "member", place.url)
    for number in range(30):
        asked = actions.join_community(
            by=a_member(f"P{number}"), community=place.community, accepts_charter=True
        )
        actions.accept_request(by=place.people["animateur"], membership=asked)
    assert queries_of(place, "member", place.url) == few
    page = place["member"].get(place.url).content.decode()
    assert page.count("welcomed a new member") == front.LATEST


def test_a_thousand_members_come_in_pages(garden: Grow) -> None:
    place = garden()
    crowd(place.community, 300)
    page = place["member"].get(place.url + "members/?page=2").content.decode()
    assert "Page 2 of 4" in page
    assert place["member"].get(place.url + "members/?page=nonsense").status_code == 200
