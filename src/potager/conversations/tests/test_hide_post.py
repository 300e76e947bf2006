"""Moderation hides a message or a conversation, and shows it again."""

import pytest

from potager.communities.actions import join_community
from potager.conversations import actions, queries
from potager.conversations.models import Post, Topic
from potager.conversations.rules import HiddenByDecision, NotInThisState
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic

pytestmark = pytest.mark.django_db


def told(kind: str) -> Activity:
    """The newest act of a kind."""
    return Activity.objects.filter(kind=kind).latest("position")


@pytest.fixture
def owner() -> Member:
    return a_member("Olive")


@pytest.fixture
def said(owner: Member) -> Post:
    """What a member said, in a topic of the owner's."""
    author, community = a_member("Ada"), a_community(owner=owner)
    join_community(by=author, community=community, accepts_charter=True)
    return a_post(topic=a_topic(community=community, by=owner), by=author, body="Weeds.")


def test_a_message_is_hidden_and_shown_again(owner: Member, said: Post) -> None:
    for stranger in (a_member("Sam"), said.author):
        with pytest.raises(NotAllowed):
            actions.hide_post(by=stranger, post=said)
    actions.hide_post(by=owner, post=said)
    assert told("post.hidden").place == f"topic:{said.topic_id}"
    assert not queries.posts_visible_to(owner).filter(pk=said.pk).exists()
    assert Topic.objects.get(pk=said.topic_id).shown == 1
    with pytest.raises(NotInThisState):
        actions.hide_post(by=owner, post=said)
    with pytest.raises(HiddenByDecision):
        actions.withdraw_post(by=said.author, post=said)
    with pytest.raises(NotAllowed):
        actions.reword_post(by=owner, post=said, body="Flowers.")
    actions.reword_post(by=said.author, post=said, body="Flowers.")
    assert told("post.reworded").place == f"post:{said.pk}", "nobody else hears of it"
    with pytest.raises(NotAllowed):
        actions.unhide_post(by=said.author, post=said)
    shown = actions.unhide_post(by=owner, post=said)
    assert told("post.unhidden").facts["number"] == said.number
    assert (shown.body, shown.versions.count()) == ("Flowers.", 0)
    assert Topic.objects.get(pk=said.topic_id).shown == 2


def test_a_conversation_is_hidden_and_shown_again(owner: Member, said: Post) -> None:
    with pytest.raises(NotAllowed):
        actions.hide_topic(by=said.author, topic=said.topic)
    actions.hide_topic(by=owner, topic=said.topic)
    assert told("topic.hidden").target == f"topic:{said.topic_id}"
    assert not queries.may_read(said.author_id, said.topic_id)
    assert queries.may_read(owner.pk, said.topic_id)
    actions.unhide_topic(by=owner, topic=said.topic)
    assert told("topic.unhidden").target == f"topic:{said.topic_id}"
    assert queries.may_read(None, said.topic_id)
