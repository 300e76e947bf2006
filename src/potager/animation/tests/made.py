"""What tests of the desk set up: a proposal, as the night would have made it; people in their roles."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from potager import testing
from potager.animation.actions import network_for
from potager.animation.models import Proposal
from potager.communities import actions as communities
from potager.communities.models import Community, Membership
from potager.conversations.models import Topic
from potager.members.models import Member
from potager.testing import a_topic


def a_proposal(*, topic: Topic | None = None, **row: Any) -> Proposal:
    """A gesture that is proposed today: to answer in a topic that nobody has answered, or as `row` says."""
    topic = topic or a_topic()
    row = {
        "gesture": "answer",
        "day": timezone.now().date(),
        "rank": 1,
        "subject": topic.author,
        "thing": f"topic:{topic.pk}",
        "reasons": [{"fact": "waits", "topic": f"topic:{topic.pk}", "hours": 50}],
        **row,
    }
    return Proposal.objects.create(network=network_for(topic.community), **row)


def a_joined(name: str, community: Community, role: str = "") -> Member:
    """A member of the community, in a role."""
    member = testing.a_member(name, language="en")
    membership = communities.join_community(by=member, community=community, accepts_charter=True)
    if role:
        communities.change_role(by=owner_of(community), membership=membership, role=role)
    return member


def a_garden() -> Community:
    """A community that Olive, who reads English, has opened."""
    return testing.a_community(owner=testing.a_member("Olive", language="en"))


def owner_of(community: Community) -> Member:
    """Who opened it."""
    return Membership.objects.get(community=community, role="owner").member


def a_waiting(name: str, community: Community, **row: Any) -> Proposal:
    """To answer somebody who has just come and opened a conversation."""
    topic = testing.a_topic(community=community, by=a_joined(name, community), title=f"What {name} asks")
    return a_proposal(topic=topic, **row)


def browser(member: Member | None, language: str = "en") -> Client:
    """Signed in, unless it is a stranger's."""
    client = Client(headers={"accept-language": language})
    if member:
        client.force_login(member)
    return client


def everybody_else(community: Community) -> dict[str, Member | None]:
    """Whoever may know nothing of a community's desk, by what they are."""
    former, suspended = (a_joined(name, community, "animateur") for name in ("Flora", "Simone"))
    communities.leave_community(by=former, community=community)
    later = timezone.now() + timedelta(days=3)
    Membership.objects.filter(member=suspended).update(suspended_until=later)
    elsewhere = testing.a_community(owner=testing.a_member("Elias"))
    return {
        "stranger": None,
        "neighbour": owner_of(elsewhere),
        "former animateur": former,
        "suspended animateur": suspended,
        "member": a_joined("Paul", community),
        "moderator": a_joined("Mo", community, "moderator"),
        "editor": a_joined("Edith", community, "editor"),
    }
