"""The pages of the pictures: what they say, to whom, and of whom they say nothing."""

from datetime import timedelta
from itertools import combinations, pairwise

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks import default_task_backend

from potager import testing
from potager.animation import actions
from potager.animation.drawing import sheet
from potager.animation.models import Network, Person, Switch, Tie, season_of
from potager.communities import actions as communities
from potager.communities.models import Community, Membership
from potager.conversations.models import Tag
from potager.lib.ids import uuid7
from potager.members.models import Member

pytestmark = pytest.mark.django_db
ONE, OTHER = ("Ana", "Bo", "Cléo", "Dan"), ("Eve", "Fa", "Gus", "Hal")


@pytest.fixture
def garden() -> Community:
    """Two circles of four who never met, and Nadia, new, to whom nobody has turned; Olive animates."""
    community = testing.a_community(owner=testing.a_member("Olive", language="en"), joining="open")
    Membership.objects.filter(community=community).update(joined_at=timezone.now() - timedelta(days=500))
    network = actions.network_for(community)
    for circle in (ONE, OTHER):
        _talk(network, [a_joined(name, community, days=300) for name in circle])
    a_joined("Nadia", community, days=1)
    actions.redraw(community)
    return community


def a_joined(name: str, community: Community, *, days: int = 0) -> Member:
    member = testing.a_member(name)
    communities.join_community(by=member, community=community, accepts_charter=True)
    joined = timezone.now() - timedelta(days=days)
    Membership.objects.filter(community=community, member=member).update(joined_at=joined)
    return member


def _talk(network: Network, members: list[Member], *, days: float = 2) -> None:
    """They all answered each other lately, as the reader of the journal counts it."""
    then = timezone.now() - timedelta(days=days)
    seasons = 1 << season_of(then)
    people = [
        Person.objects.update_or_create(
            network=network, member=one, defaults={"first_at": then, "last_at": then, "seasons": seasons}
        )[0]
        for one in members
    ]
    for one, other in combinations(people, 2):
        Tie.objects.create(
            network=network, source=one, target=other, answered=2, strength=2, first_at=then, last_at=then
        )


def browser(member: Member | None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def olive(community: Community) -> Member:
    return Membership.objects.get(community=community, role="owner").member


def page(community: Community, which: str = "map/", by: Member | None = None) -> str:
    answer = browser(by or olive(community)).get(f"/c/{community.address}/desk/{which}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def person(name: str) -> Member:
    return Member.objects.get(display_name=name)


def test_map_tells_groups_bridges_and_who_is_at_the_edge(garden):
    said = page(garden)
    assert "Two groups, one possible bridge, one person at the edge." in said
    assert "<bdi>Group 1</bdi> and <bdi>Group 2</bdi>: nobody knows anybody in the other." in said
    assert f'<a href="/people/{person("Nadia").pk}/" aria-label="Nadia"><circle class="new"' in said
    assert said.count('class="ground"') == 2 and said.count('class="possible"') == 2, (
        "one, and one in the key"
    )
    names = [said.index(f"<bdi>{name}</bdi></a></th>") for name in (*ONE, *OTHER, "Nadia")]
    assert all(one < other for one, other in pairwise(names)), "in the table by name, whatever they do"


def test_map_in_french(garden):
    owner = olive(garden)
    Member.objects.filter(pk=owner.pk).update(language="fr")
    said = page(garden)
    assert "Deux groupes, un pont possible, une personne au bord." in said


def test_a_bridge_is_told(garden):
    network, then = Network.objects.get(community=garden), timezone.now()
    ends = [Person.objects.get(network=network, member=person(name)) for name in ("Ana", "Eve")]
    Tie.objects.create(
        network=network, source=ends[0], target=ends[1], answered=1, strength=1, first_at=then, last_at=then
    )
    actions.redraw(garden)
    said = page(garden)
    assert said.count('<span class="pill highlight">bridge</span>') == 2
    assert "possible bridge" not in said


def test_map_shows_only_who_takes_part_and_wants_it(garden):
    Switch.objects.create(member=person("Ana"), community=garden, use="map")
    Switch.objects.create(member=person("Bo"), community=garden, use="graph")
    communities.leave_community(by=person("Eve"), community=garden)
    gus = Membership.objects.filter(community=garden, member=person("Gus"))
    gus.update(suspended_until=timezone.now() + timedelta(days=3))
    kept = page(garden)
    actions.redraw(garden)
    for said in (kept, page(garden)):
        assert not any(f">{name}<" in said for name in ("Ana", "Bo", "Eve", "Gus"))
        assert "Cléo" in said and "Fa" in said
    drawn = Network.objects.get(community=garden).map
    assert not {str(person(name).pk) for name in ("Ana", "Bo", "Eve")} & set(drawn["people"])


def test_whoever_switches_the_map_off_is_gone_from_it_at_once(garden):
    before = Network.objects.get(community=garden).map
    for name, use in (("Ana", "map"), ("Bo", "graph")):
        actions.change_uses(by=person(name), community=garden, off=[use])
    after = Network.objects.get(community=garden).map
    assert {str(person(name).pk) for name in ("Ana", "Bo")} == set(before["people"]) - set(after["people"])
    cleo = str(person("Cléo").pk)
    assert after["degrees"][after["people"].index(cleo)] == 1, "only Dan is left to talk with"
    where = [kept["xs"][kept["people"].index(cleo)] for kept in (before, after)]
    assert where[0] == where[1], "and nobody else moves"
    assert "One group" in page(garden)


def test_what_was_long_ago_is_not_on_the_map(garden):
    old = [a_joined(name, garden, days=400) for name in ("Ida", "Jan", "Kim")]
    _talk(Network.objects.get(community=garden), old, days=200)
    actions.redraw(garden)
    assert "Ida" not in page(garden)


def test_one_group_and_whoever_is_in_none(garden):
    group = page(garden, "map/?group=1")
    assert "<h1><bdi>Group 1</bdi></h1>" in group and "Ana" in group and "Eve" not in group
    outside = page(garden, "map/?group=0")
    assert "Nadia" in outside and "Ana" not in outside
    for unknown in ("7", "99999"):
        assert browser(olive(garden)).get(f"/c/{garden.address}/desk/map/?group={unknown}").status_code == 404
    assert "Nadia" in page(garden, "map/?group=x&page=9"), "what is no number is the whole map"


def test_a_crowd_is_told_by_groups(garden, monkeypatch):
    monkeypatch.setattr(sheet, "MOST_DOTS", 5)
    monkeypatch.setattr("potager.animation.looking.MOST_DOTS", 5)
    said = page(garden)
    assert "Ana" not in said and f'href="/c/{garden.address}/desk/map/?group=2"' in said
    assert 'class="crowd known"' in said and 'class="crowd hole"' in said


def test_a_group_is_called_after_its_tag(garden):
    tag = Tag.objects.create(community=garden, name="compost", folded="compost")
    for name in ("Ana", "Bo"):
        topic = testing.a_topic(community=garden, by=olive(garden))
        topic.tags.add(tag)
        testing.a_post(topic=topic, by=person(name))
    secret = Tag.objects.create(community=garden, name="secret", folded="secret")
    for name in ("Eve", "Fa"):
        topic = testing.a_topic(community=garden, by=olive(garden))
        topic.tags.add(secret)
        testing.a_post(topic=topic, by=person(name))
        type(topic).objects.filter(pk=topic.pk).update(is_private=True)
    actions.redraw(garden)
    said = page(garden)
    assert "Group 1 · compost" in said and "secret" not in said


def test_no_map_yet(garden):
    Network.objects.filter(community=garden).update(map={})
    said = page(garden)
    assert "There is no map yet" in said and "Draw it now" in said
    elsewhere = testing.a_community(owner=testing.a_member("Otto", language="en"))
    Network.objects.filter(community=elsewhere).delete()
    assert "It grows once people answer" in page(elsewhere) and "Too few" in page(elsewhere, "pictures/")


def test_redraw_map_asks_the_worker(garden):
    Network.objects.filter(community=garden).update(map={})
    answer = browser(olive(garden)).post(f"/c/{garden.address}/desk/map/draw/", follow=True)
    assert "The map is being drawn." in answer.content.decode()
    assert browser(olive(garden)).get(f"/c/{garden.address}/desk/map/draw/").status_code == 405
    assert default_task_backend is not None
    actions.redraw(garden)
    assert "Two groups" in page(garden)


@pytest.mark.parametrize("which", ["map/", "pictures/"])
def test_pictures_are_for_whoever_animates_until_they_are_shown(garden, which):
    address = f"/c/{garden.address}/desk/{which}"
    member, moderator = person("Ana"), a_joined("Mo", garden)
    Membership.objects.filter(member=moderator).update(role="moderator")
    other = olive(testing.a_community(owner=testing.a_member("Otto")))
    assert browser(None).get(address).status_code == 302
    assert [browser(one).get(address).status_code for one in (member, moderator, other)] == [403] * 3
    actions.change_network(by=olive(garden), community=garden, shows_pictures=True)
    assert [browser(one).get(address).status_code for one in (member, moderator, other)] == [200, 200, 403]
    assert [
        browser(one).post(f"/c/{garden.address}/desk/map/draw/").status_code for one in (member, other)
    ] == [403] * 2


def test_nobody_learns_of_a_private_community(garden):
    Community.objects.filter(pk=garden.pk).update(visibility="private")
    stranger = testing.a_member("Sue")
    for which in ("map/", "pictures/"):
        assert browser(stranger).get(f"/c/{garden.address}/desk/{which}").status_code == 404


def test_rings_times_and_voices(garden):
    for name in (*ONE, *OTHER):
        topic = testing.a_topic(community=garden, by=person(name), body="one two three four", key=uuid7())
        if name in ONE:
            testing.a_post(topic=topic, by=person("Eve"), body="five")
    said = page(garden, "pictures/")
    assert "Two groups, one possible bridge" in said and "Growth rings" in said and 'class="growth"' in said
    assert "within <b>1 minute</b>" in said and "Of 8 opened, 4 have had none yet." in said
    assert "8 people spoke." in said and "The quieter half said <b>44%</b> of all words." in said
    assert "Nadia" not in said and "Ana" not in said, "no names"


def test_numbers_that_would_say_too_much_are_not_said(garden):
    testing.a_topic(community=garden, by=person("Ana"))
    said = page(garden, "pictures/")
    assert "Too few to say: this needs 5 conversations in thirteen weeks." in said
    assert "Too few to say: fewer than 5 people spoke." in said
