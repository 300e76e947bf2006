"""What a member is told of what the desk holds, and what switching a use off does at once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from potager.animation import actions
from potager.animation.models import Person, Proposal, Switch, Tie
from potager.animation.tests.made import a_proposal
from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db
ALL = set(Switch.Use.values)


def _home() -> tuple[Community, Member, Member]:
    """A community, who animates it, and a member of it."""
    owner, member = a_member("Olive", language="en"), a_member("Nadia", language="en")
    community = a_community(owner=owner, name="The orchard")
    join_community(by=member, community=community, accepts_charter=True)
    return community, owner, member


def _page(client: Client, community: Community, member: Member | None) -> str:
    if member:
        client.force_login(member)
    return client.get(f"/c/{community.address}/desk/me/").content.decode()


def _tie(community: Community, source: Member, target: Member) -> Tie:
    network, now = actions.network_for(community), timezone.now()
    people = [Person.objects.get_or_create(network=network, member=one)[0] for one in (source, target)]
    return Tie.objects.create(
        network=network, source=people[0], target=people[1], answered=3, first_at=now, last_at=now
    )


def test_everything_that_is_held_is_told(client: Client) -> None:
    community, owner, member = _home()
    _tie(community, owner, member)
    topic = a_topic(community=community, by=member, title="Slugs at dawn")
    a_proposal(topic=topic, state=Proposal.State.LAPSED)
    page = _page(client, community, member)
    assert "from them: 3" in page
    assert "Slugs at dawn" in page
    assert "Olive" in page


def test_a_gesture_of_today_stays_a_surprise(client: Client) -> None:
    community, _owner, member = _home()
    a_proposal(topic=a_topic(community=community, by=member, title="Slugs at dawn"))
    assert "Slugs at dawn" not in _page(client, community, member)


def test_a_use_is_switched_off_and_on_again(client: Client) -> None:
    community, _owner, member = _home()
    client.force_login(member)
    address = f"/c/{community.address}/desk/me/"
    answer = client.post(address, {"uses": sorted(ALL - {"introduced"})}, follow=True)
    assert "The changes are kept." in answer.content.decode()
    assert list(Switch.objects.values_list("member", "use")) == [(member.pk, "introduced")]
    told = Activity.objects.get(kind="uses.changed")
    assert (told.actor, told.facts) == (member.pk, {"off": 1})
    client.post(address, {"uses": sorted(ALL)})
    assert not Switch.objects.exists()


def test_nothing_changed_is_nothing_told(client: Client) -> None:
    community, _owner, member = _home()
    actions.change_uses(by=member, community=community, off=())
    assert not Activity.objects.filter(kind="uses.changed").exists()


@pytest.mark.parametrize(
    ("use", "gesture", "stays"),
    [
        ("proposed", "answer", False),
        ("introduced", "introduce", False),
        ("introduced", "welcome", True),
        ("invited", "invite", False),
        ("invited", "introduce", True),
        ("map", "answer", True),
    ],
)
def test_what_rested_on_it_goes_at_once(use: str, gesture: str, stays: bool) -> None:
    community, _owner, member = _home()
    a_proposal(topic=a_topic(community=community, by=member), gesture=gesture)
    actions.change_uses(by=member, community=community, off=[use])
    assert Proposal.objects.exists() is stays


def test_who_does_not_want_to_help_is_not_asked_any_more() -> None:
    community, owner, member = _home()
    a_proposal(topic=a_topic(community=community, by=owner), helper=member)
    actions.change_uses(by=member, community=community, off=["helping"])
    assert not Proposal.objects.exists()


def test_ties_are_forgotten_with_their_use() -> None:
    community, owner, member = _home()
    _tie(community, owner, member)
    actions.change_uses(by=member, community=community, off=["graph"])
    assert not Tie.objects.exists()


def test_another_community_is_another_choice() -> None:
    community, _owner, member = _home()
    other = a_community(owner=member)
    a_proposal(topic=a_topic(community=other, by=member))
    actions.change_uses(by=member, community=community, off=ALL)
    assert Proposal.objects.exists()


def test_strangers_and_former_members_have_no_such_page(client: Client) -> None:
    community, _owner, member = _home()
    address = f"/c/{community.address}/desk/me/"
    assert client.get(address).status_code == 302  # to sign in
    leave_community(by=member, community=community)
    client.force_login(member)
    assert client.get(address).status_code == 403
    assert client.post(address, {"uses": []}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.change_uses(by=a_member("Stranger"), community=community, off=ALL)


def test_nobody_reads_what_is_held_of_somebody_else(client: Client) -> None:
    community, owner, member = _home()
    _tie(community, owner, member)
    a_proposal(topic=a_topic(community=community, by=member, title="Slugs at dawn"), state="lapsed")
    third = a_member("Tahar", language="en")
    join_community(by=third, community=community, accepts_charter=True)
    page = _page(client, community, third)
    assert "Slugs at dawn" not in page
    assert "from them" not in page


def test_what_may_not_be_read_any_more_is_not_told(client: Client) -> None:
    from potager.conversations.actions import hide_topic

    community, owner, member = _home()
    topic = a_topic(community=community, by=member, title="Slugs at dawn")
    a_proposal(topic=topic, state=Proposal.State.LAPSED)
    hide_topic(by=owner, topic=topic)
    assert "Slugs at dawn" not in _page(client, community, member)


def test_a_name_is_no_markup(client: Client) -> None:
    community, owner, _member = _home()
    hostile = a_member("<script>alert(1)</script>")
    join_community(by=hostile, community=community, accepts_charter=True)
    _tie(community, hostile, owner)
    assert "<script>alert(1)" not in _page(client, community, owner)


def test_whoever_leaves_takes_everything_along() -> None:
    community, owner, member = _home()
    _tie(community, owner, member)
    a_proposal(topic=a_topic(community=community, by=member))
    helped = a_proposal(topic=a_topic(community=community, by=owner), helper=member, state="done")
    actions.change_uses(by=member, community=community, off=["map"])
    actions.forget(member)
    assert not Person.objects.filter(member=member).exists()
    assert not Tie.objects.exists()
    assert not Switch.objects.exists()
    helped.refresh_from_db()
    assert list(Proposal.objects.all()) == [helped]
    assert helped.helper is None


def test_how_it_works_is_read_by_whoever_reads_the_community(client: Client) -> None:
    community, _owner, member = _home()
    a_proposal(
        topic=a_topic(community=community, by=member), state="done", day=timezone.now() - timedelta(days=3)
    )
    address = f"/c/{community.address}/desk/how/"
    page = client.get(address).content.decode()
    assert "établi" in page
    assert "In the last ninety days" not in page
    client.force_login(member)
    assert "In the last ninety days" in client.get(address).content.decode()
    private = a_community(visibility="private")
    assert client.get(f"/c/{private.address}/desk/how/").status_code == 404


def test_change_network(client: Client) -> None:
    community, owner, member = _home()
    address = f"/c/{community.address}/desk/settings/"
    client.force_login(member)
    assert client.post(address, {"shows_pictures": "on"}).status_code == 403
    client.force_login(owner)
    client.post(address, {"shows_pictures": "on"})
    assert actions.network_for(community).shows_pictures
    told = Activity.objects.get(kind="network.changed")
    assert told.facts == {"shows_pictures": True}
    client.post(address, {})
    assert not actions.network_for(community).shows_pictures
