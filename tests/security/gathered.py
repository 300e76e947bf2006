"""What a village has of conversations: two people in private, a poll, an answer, words that wait for a moderator."""

from typing import Any

from village import WHISPER, Village

from potager import testing
from potager.conversations import actions
from potager.conversations.models import Poll, Post, Topic
from potager.conversations.polling import Question
from potager.lib.ids import uuid7


def whispered(village: Village) -> dict[str, Any]:
    """A private conversation between the member and the host."""
    found = Topic.objects.filter(community=village.community, is_private=True).first()
    return {"identifier": (found or _whispered(village)).pk}


def _whispered(village: Village) -> Topic:
    by, people = village.people["member"], [village.people["host"]]
    said = {"title": "Between us", "body": WHISPER, "key": uuid7()}
    return actions.open_conversation(by=by, community=village.community, people=people, **said)


def whispered_post(village: Village) -> dict[str, Any]:
    """What was said there first."""
    return {"identifier": Post.objects.get(topic=whispered(village)["identifier"]).pk}


def whispered_poll(village: Village) -> dict[str, Any]:
    """What is asked there."""
    topic = Topic.objects.select_related("community").get(pk=whispered(village)["identifier"])
    found = Poll.objects.filter(topic=topic).first()
    asked = Question(question="Tonight?", options=["Yes", "No"])
    return {
        "identifier": (
            found or actions.open_poll(by=village.people["member"], topic=topic, asked=asked, key=uuid7())
        ).pk
    }


def asked_topic(village: Village) -> Topic:
    """A question of the member's."""
    topics = Topic.objects.select_related("community").filter(community=village.community, is_question=True)
    by = village.people["member"]
    return topics.first() or testing.a_topic(community=village.community, by=by, is_question=True)


def question(village: Village) -> dict[str, Any]:
    """Where it is asked."""
    return {"identifier": asked_topic(village).pk}


def answer(village: Village) -> dict[str, Any]:
    """What the host answers."""
    topic, by = asked_topic(village), village.people["host"]
    found = Post.objects.filter(topic=topic, author=by, state=Post.State.SHOWN).first()
    return {"identifier": (found or testing.a_post(topic=topic, by=by)).pk}


def held(village: Village) -> dict[str, Any]:
    """What the member said, and a moderator has not read."""
    who = "member" if village.membership("member").is_active else "owner"
    topic, by = asked_topic(village), village.people[who]
    found = Post.objects.filter(topic=topic, state=Post.State.HELD).first()
    return {"identifier": (found or testing.a_post(topic=topic, by=by, is_held=True)).pk}
