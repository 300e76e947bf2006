"""A little community with a past, by real actions: who came, said and thanked so many days ago."""

from datetime import timedelta
from typing import Any

from django.utils import timezone, translation

from potager.animation.actions import network_for
from potager.animation.actions.rebuilding import rebuild
from potager.animation.gestures import Candidate, Gesture
from potager.animation.models import Proposal
from potager.animation.telling import teller_for
from potager.animation.tests.talking import days_ago, found_by, moved
from potager.communities.actions import join_community
from potager.communities.models import Community, Membership
from potager.conversations.actions import add_reaction
from potager.conversations.models import Post, Reaction, Rules, Topic
from potager.directory.actions import Said, change_profile
from potager.journal.past import told_at
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic


def a_village(**terms: Any) -> tuple[Community, Member]:
    """A community and whoever animates it, both a year old."""
    olive = a_member("Olive")
    with told_at(days_ago(365)):
        community = a_community(owner=olive, **terms)
    Membership.objects.filter(community=community).update(joined_at=days_ago(365))
    return community, olive


def came(community: Community, *names: str, days: float = 200) -> list[Member]:
    """Members who joined so many days ago."""
    found = []
    for name in names:
        found.append(a_member(name))
        with told_at(days_ago(days)):
            join_community(by=found[-1], community=community, accepts_charter=True)
    Membership.objects.filter(community=community, member__in=found).update(joined_at=days_ago(days))
    return found


def opened(community: Community, by: Member, title: str, body: str, *, days: float, **more: Any) -> Topic:
    """A conversation begun so many days ago."""
    with told_at(days_ago(days)):
        topic = a_topic(community=community, by=by, title=title, body=body, **more)
    moved(topic.posts.get(), days)
    return topic


def spoke(topic: Topic, by: Member, body: str, *, days: float, **more: Any) -> Post:
    """Something said there so many days ago."""
    with told_at(days_ago(days)):
        post = a_post(topic=topic, by=by, body=body, **more)
    return moved(post, days)


def thanked(post: Post, by: Member, *, days: float) -> None:
    """A sign of thanks, so many days ago."""
    with told_at(days_ago(days)):
        add_reaction(by=by, post=post, name="thanks", key=uuid7())
    Reaction.objects.filter(post=post, member=by).update(at=days_ago(days))


def says(member: Member, **said: Any) -> None:
    """What they say of themselves, shown to members."""
    change_profile(by=member, said=Said(**said))


def proposed(gesture: Gesture, community: Community) -> list[Candidate]:
    """What the gesture finds, once the graph has grown."""
    rebuild(network_for(community))
    return found_by(gesture, community)


def outcome(gesture: Gesture, proposal: Proposal, viewer: Member, *, days: float) -> tuple[bool | None, str]:
    """What came of it, seen so many days from now: whether it is good, and in words."""
    came_ = gesture.came(proposal, timezone.now() + timedelta(days=days))
    proposal.outcome = {"fact": came_.fact, **came_.about}
    with translation.override("en"):
        return came_.is_good, str(
            teller_for(viewer, [proposal]).sentence(gesture.came_words, proposal.outcome)
        )


def without_private_talk(community: Community) -> None:
    """Members do not write to one another in private there."""
    Rules.objects.update_or_create(community=community, defaults={"has_private": False})
