"""Somebody is suspended or slowed down for some days, and freed again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from potager.communities import actions
from potager.communities.models import Community, Membership
from potager.communities.permissions import must_have_accepted
from potager.communities.queries import standing_of
from potager.communities.refusals import MayNotRestrain, SlowedDown, Suspended
from potager.communities.tests.conftest import Garden, told
from potager.journal.channels import may_listen
from potager.lib.permission import NotAllowed, may, must
from potager.live.access import Access
from potager.members.models import Member
from potager.stories.actions import add_contribution
from potager.testing import a_member, a_story

Grow = Callable[..., Garden]
DECISION = uuid4()


def suspend(garden: Garden, who: str, by: str = "owner", days: int = 3) -> Membership:
    """Suspended from now on."""
    until = timezone.now() + timedelta(days=days)
    people = garden.people
    return actions.suspend_member(
        by=people[by], member=people[who], community=garden.community, until=until, decision=DECISION
    )


def slow(garden: Garden, who: str) -> Membership:
    """Once in ten minutes, for three days."""
    people, until = garden.people, timezone.now() + timedelta(days=3)
    return actions.slow_member(
        by=people["owner"], member=people[who], community=garden.community, until=until, minutes=10, decision=DECISION
    )  # fmt: skip


def write(by: Member, story: Any) -> None:
    """One more sentence."""
    add_contribution(by=by, story=story, text="A leek grows.", key=uuid4(), anyway=True)


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_the_suspended_read_what_strangers_read(garden: Grow, visibility: str) -> None:
    grown = garden(visibility=visibility)
    channel = f"community:{grown.community.pk}"
    assert grown["member"].get(grown.url).status_code == 200
    assert may_listen(grown.people["member"].pk, channel)
    found = suspend(grown, "member")
    act = told("membership.suspended")
    assert act.target == f"membership:{found.pk}"
    assert act.facts == {"decision": str(DECISION)}
    assert Access(lambda ask: ask()).hear(act), "open streams are looked at again"
    assert not may_listen(grown.people["member"].pk, channel)
    pages = [grown[who].get(grown.url) for who in ("member", "stranger")]
    assert pages[0].status_code == pages[1].status_code
    assert "Radish story" not in pages[0].content.decode()


def test_the_suspended_write_nothing_and_learn_why(garden: Grow) -> None:
    grown = garden(visibility="public")
    owner, member = grown.people["owner"], grown.people["member"]
    story = a_story(community=grown.community, host=owner, writers="anyone")
    write(member, story)
    suspend(grown, "member")
    with pytest.raises(Suspended) as refused:
        write(member, story)
    assert refused.value.url == f"/decisions/{DECISION}/"
    with pytest.raises(Suspended):
        must(member, "host", story)
    with pytest.raises(Suspended):
        must_have_accepted(member, grown.community)
    page = grown["member"].get(grown.url).content.decode()
    assert "You are suspended here until" in page
    assert f"/decisions/{DECISION}/" in page
    actions.leave_community(by=member, community=grown.community)
    assert not standing_of(member, grown.community).joins, "leaving does not shorten it"
    with pytest.raises(Suspended):
        write(member, story)


def test_it_ends_by_itself(garden: Grow) -> None:
    grown = garden()
    found = suspend(grown, "member", days=-1)
    assert found.takes_part
    assert may(grown.people["member"], "read", grown.community)


def test_a_guest_can_be_suspended_too(garden: Grow) -> None:
    grown = garden(visibility="public")
    guest, owner = a_member("Gus"), grown.people["owner"]
    story = a_story(community=grown.community, host=owner, writers="anyone")
    write(guest, story)
    until = timezone.now() + timedelta(days=1)
    actions.suspend_member(by=owner, member=guest, community=grown.community, until=until, decision=DECISION)
    with pytest.raises(Suspended):
        write(guest, story)


def test_the_slow_write_once_in_a_while(garden: Grow) -> None:
    grown = garden(visibility="public")
    member = grown.people["member"]
    story = a_story(community=grown.community, host=grown.people["owner"])
    slow(grown, "member")
    assert told("membership.slowed").facts == {"decision": str(DECISION)}
    write(member, story)
    write(grown.people["owner"], story)
    with pytest.raises(SlowedDown) as refused:
        write(member, story)
    assert "once in a while" in str(refused.value.message)
    actions.free_member(by=grown.people["owner"], membership=grown.membership("member"))
    assert told("membership.freed").actor == grown.people["owner"].pk
    write(member, story)


@pytest.mark.parametrize("who", ["stranger", "former", "member", "animateur"])
def test_only_who_looks_after_it_restrains(garden: Grow, who: str) -> None:
    grown = garden()
    other = "owner" if who == "animateur" else "asking"
    with pytest.raises((NotAllowed, MayNotRestrain)):
        suspend(grown, other, by=who)
    with pytest.raises((NotAllowed, MayNotRestrain)):
        suspend(grown, who, by=who)


def test_removing_can_be_undone(garden: Grow) -> None:
    grown = garden()
    found = actions.return_member(by=grown.people["animateur"], membership=grown.membership("removed"))
    assert found.is_active
    assert not found.was_removed
    assert told("membership.returned").target == f"membership:{found.pk}"
    with pytest.raises(NotAllowed):
        actions.return_member(by=grown.people["member"], membership=grown.membership("former"))
    assert Community.objects.readable_by(grown.people["removed"]).exists()
