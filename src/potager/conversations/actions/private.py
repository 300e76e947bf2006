"""Talking in private. Each act is told at the topic itself, so that live streams ask again who may listen."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.communities.permissions import must_have_accepted
from potager.conversations import private, rules
from potager.conversations.actions.posts import add_post
from potager.conversations.actions.topics import locked_topic
from potager.conversations.acts.private import ConversationFacts, ParticipantFacts
from potager.conversations.models import Participant, Topic
from potager.journal.record import act, once
from potager.lib.permission import may, must
from potager.lib.texts import one_line
from potager.members.models import Member


@once(Topic)
def open_conversation(
    *, by: Member, community: Community, people: Sequence[Member], title: str, body: str, key: UUID | None
) -> Topic:
    """Begin a conversation that only `by` and these people read, with its first post.

    Raises the refusal of the first rule broken (private.py, rules.py).
    """
    if not may(by, "talk in private", community):
        raise private.NotInPrivate
    must_have_accepted(by, community)
    people = [person for person in dict.fromkeys(people) if person != by]
    private.refuse_people(by, community, people)
    title = one_line(title)
    rules.refuse_title(title)
    with act("conversation.opened", by=by, key=key) as done:
        topic = Topic.objects.create(
            community=community, author=by, title=title, is_private=True, language=community.language
        )
        Participant.objects.bulk_create(Participant(topic=topic, member=person) for person in (by, *people))
        done(topic, ConversationFacts(people=len(people) + 1), community=community.pk)
        post = add_post(by=by, topic=topic, body=body, key=None)
    return post.topic


def add_participant(*, by: Member, topic: Topic, member: Member) -> Participant:
    """Let one more person in: they read everything that was said; whoever left before, what is said from now on. What
    two people say stays between the two.

    Raises OnlyTwo, TooManyPeople, InAlready, CannotWriteTo.
    """
    must(by, "take part", topic)
    private.refuse_unwanted(by, topic)
    with act("participant.added", by=by) as done:
        locked = locked_topic(topic)
        _refuse_full(locked)
        private.refuse_strangers(by, topic.community, [member])
        participant, is_new = Participant.objects.get_or_create(topic=locked, member=member)
        if not is_new and participant.left_at is None:
            raise private.InAlready
        participant.joined_at, participant.left_at = timezone.now(), None
        participant.reads_from = None if is_new else participant.joined_at
        participant.save(update_fields=["joined_at", "left_at", "reads_from"])
        done(locked, ParticipantFacts(member=str(member.pk)), community=locked.community_id)
    return participant


def _refuse_full(topic: Topic) -> None:
    if private.is_pair(topic):
        raise private.OnlyTwo
    if topic.participants.filter(left_at=None).count() >= private.MOST_PEOPLE:
        raise private.TooManyPeople


def leave_conversation(*, by: Member, topic: Topic) -> Topic:
    """Go: from now on nothing of it is read any more. What was said stays with the others."""
    must(by, "take part", topic)
    with act("participant.left", by=by) as done:
        locked = locked_topic(topic)
        gone = topic.participants.filter(member=by, left_at=None).update(left_at=timezone.now())
        if not gone:
            raise rules.NotInThisState
        done(locked, ParticipantFacts(member=str(by.pk)), community=locked.community_id)
    return locked
