"""Saying which message answers the question."""

from django.db.models import F

from potager.conversations import asking, rules
from potager.conversations.actions.topics import locked_topic
from potager.conversations.acts.answers import AnswerFacts
from potager.conversations.models import Post, Topic
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member


def accept_answer(*, by: Member, post: Post) -> Topic:
    """Say that a message answers its topic's question; the one that did so before steps back.

    Raises NotAQuestion, NoAnswer, NotInThisState.
    """
    must(by, "accept answers", post.topic)
    with act("answer.accepted", by=by) as done:
        topic = locked_topic(post.topic)
        found = topic.posts.get(pk=post.pk)
        asking.refuse_answer(found, topic)
        instead, topic.answer = topic.answer, found
        _mark(topic, found, *filter(None, [instead]))
        facts = AnswerFacts(number=found.number, instead=instead.number if instead else 0)
        done(found, facts, place=topic, community=topic.community_id)
    return topic


def unaccept_answer(*, by: Member, post: Post) -> Topic:
    """Take that back: the question waits for an answer again; raises NotInThisState."""
    must(by, "accept answers", post.topic)
    with act("answer.unaccepted", by=by) as done:
        topic = locked_topic(post.topic)
        if topic.answer_id != post.pk:
            raise rules.NotInThisState
        topic.answer = None
        _mark(topic, post)
        done(post, AnswerFacts(number=post.number), place=topic, community=topic.community_id)
    return topic


def _mark(topic: Topic, *touched: Post) -> None:
    """Store the answer; the head and the messages that are shown otherwise now are rendered anew."""
    topic.revision += 1
    topic.save(update_fields=["answer", "revision"])
    topic.posts.filter(pk__in=[post.pk for post in touched]).update(stirred=F("stirred") + 1)
