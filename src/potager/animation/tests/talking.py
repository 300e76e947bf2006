"""Conversations as the tests of gestures need them: said by somebody, so many days ago."""

from datetime import datetime, timedelta

from django.utils import timezone, translation

from potager.animation.gestures import Candidate, Gesture
from potager.animation.life import Life
from potager.animation.models import Proposal
from potager.animation.queries import network_of
from potager.animation.telling import teller_for
from potager.communities.actions import join_community
from potager.communities.models import Community
from potager.conversations.models import Post, Topic
from potager.members.models import Member
from potager.testing import a_member, a_post


def days_ago(days: float) -> datetime:
    """A moment."""
    return timezone.now() - timedelta(days=days)


def people(community: Community, *names: str) -> list[Member]:
    """Members of the community, long since."""
    found = []
    for name in names:
        found.append(a_member(name))
        join_community(by=found[-1], community=community, accepts_charter=True)
    return found


def said(topic: Topic, by: Member, body: str, *, days: float, **more: object) -> Post:
    """A message of so many days ago."""
    post = a_post(topic=topic, by=by, body=body, **more)
    return moved(post, days)


def moved(post: Post, days: float) -> Post:
    """The same post, said so many days ago; its topic was still when its newest was."""
    Post.objects.filter(pk=post.pk).update(written_at=days_ago(days))
    newest = Post.objects.filter(topic=post.topic_id, state="shown").order_by("-written_at").first()
    Topic.objects.filter(pk=post.topic_id).update(last_at=newest.written_at if newest else days_ago(days))
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(opened_at=days_ago(days))
    return post


def found_by(gesture: Gesture, community: Community, now: datetime | None = None) -> list[Candidate]:
    """What the gesture finds in the community, whatever is chosen of it."""
    from potager.animation.actions import network_for

    return list(gesture.candidates(Life(network=network_for(community), now=now or timezone.now())))


def kept_as(candidate: Candidate, gesture: Gesture, community: Community, **more: object) -> Proposal:
    """The candidate as it stands on a desk."""
    return Proposal.objects.create(
        network=network_of(community),
        gesture=gesture.name,
        day=timezone.now().date(),
        subject_id=candidate.subject,
        other_id=candidate.other,
        thing=candidate.thing,
        found=candidate.found,
        reasons=[reason.as_json() for reason in candidate.reasons],
        signs=dict(candidate.signs),
        **more,
    )


def in_words(gesture: Gesture, proposal: Proposal, viewer: Member, language: str = "en") -> list[str]:
    """The headline and the reasons, as the viewer reads them."""
    tell = teller_for(viewer, [proposal])
    with translation.override(language):
        told = [tell.sentence(gesture.say, one) for one in proposal.reasons]
        return [str(gesture.headline(tell, proposal)), *(str(one) for one in told if one)]
