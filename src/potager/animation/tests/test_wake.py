"""Wake: what was lively and has fallen silent."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from potager.animation.gestures.hooks import anniversary, otherwise_in, question_in
from potager.animation.gestures.wake import WAKE
from potager.animation.models import Proposal
from potager.animation.telling import NotTold
from potager.animation.tests.talking import found_by, in_words, kept_as, moved, people, said
from potager.conversations.actions import close_topic, open_poll, open_room, talk_about, withdraw_post
from potager.conversations.models import Poll, Post, Topic
from potager.conversations.polling import Question
from potager.conversations.subjects import thing_for
from potager.lib.ids import uuid7
from potager.stories.models import Story
from potager.testing import a_community, a_member, a_story, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def pond():
    """A conversation in a room: eight messages by four people, and nothing for five weeks."""
    olive = a_member("Olive")
    community = a_community(owner=olive)
    friends = people(community, "Ada", "Jo", "Sam")
    room = open_room(by=olive, community=community, name="Water", about="")
    topic = a_topic(community=community, by=olive, title="The pond", body="We dig a pond.", room=room)
    moved(topic.posts.get(), 50)
    for number in range(6):
        said(topic, friends[number % 3], f"Newts, day {number}.", days=45 - number)
    last = said(topic, friends[0], "The liner is here. Who has a pump to lend us? Thank you!", days=35)
    return community, olive, topic, last, friends


def test_a_lively_conversation_that_sleeps_with_its_last_question(pond):
    community, olive, topic, last, _friends = pond
    (found,) = found_by(WAKE, community)
    assert (found.thing, found.subject, found.people) == (f"topic:{topic.pk}", None, frozenset())
    assert set(found.signs) == set(WAKE.weights) and found.signs["question"] == found.signs["whole_room"] == 1
    assert all(0 <= value <= 1 for value in found.signs.values())
    proposal = kept_as(found, WAKE, community)
    head, lively, silent, room, asked = in_words(WAKE, proposal, olive)
    assert "The pond" in head and "4 people wrote 8 messages" in lively
    assert "5 weeks" in silent and "Water" in room
    assert "<q>Who has a pump to lend us?</q>" in asked and f"#post-{last.pk}" in asked
    assert WAKE.holds(proposal)
    (place,) = WAKE.places(proposal, olive)
    assert (place.sort, place.thing) == ("answer", f"topic:{topic.pk}")


def test_what_is_taken_back_is_not_shown_as_a_question(pond):
    community, olive, _topic, last, friends = pond
    (found,) = found_by(WAKE, community)
    proposal = kept_as(found, WAKE, community)
    withdraw_post(by=friends[0], post=last)
    assert not any("pump" in one for one in in_words(WAKE, proposal, olive))
    assert found_by(WAKE, community) == []  # seven messages are not many


def test_a_hostile_question_is_plain_text(pond):
    community, olive, topic, _last, friends = pond
    said(topic, friends[1], "Is `<b>` <script>alert(1)</script> bold, my friends?", days=34)
    (found,) = found_by(WAKE, community)
    asked = in_words(WAKE, kept_as(found, WAKE, community), olive)[-1]
    assert "&lt;script&gt;" in asked and "<script>" not in asked


def test_neither_private_nor_hidden_nor_closed_nor_awake(pond):
    community, olive, topic, _last, friends = pond
    (found,) = found_by(WAKE, community)
    proposal = kept_as(found, WAKE, community)
    for state in ({"is_private": True}, {"hidden_at": timezone.now()}):
        Topic.objects.filter(pk=topic.pk).update(**state)
        assert found_by(WAKE, community) == [] and not WAKE.holds(proposal)
        with pytest.raises(NotTold):
            in_words(WAKE, proposal, friends[0])
        Topic.objects.filter(pk=topic.pk).update(is_private=False, hidden_at=None)
    said(topic, friends[2], "I do!", days=0)
    assert found_by(WAKE, community) == [] and not WAKE.holds(proposal)
    close_topic(by=olive, topic=topic)
    assert not WAKE.holds(proposal)


def test_a_room_sleeps_where_none_of_its_conversations_was_lively_alone(pond):
    community, _olive, topic, _last, friends = pond
    other = a_topic(community=community, by=friends[1], title="Ducks", body="Ducks!", room=topic.room)
    moved(other.posts.get(), 36)
    Post.objects.filter(topic=topic, number__gt=6).update(state="withdrawn")
    Topic.objects.filter(pk=topic.pk).update(shown=6)
    assert found_by(WAKE, community) == []
    said(other, friends[2], "Two of them.", days=34)
    (found,) = found_by(WAKE, community)
    assert found.thing == f"topic:{other.pk}" and found.signs["whole_room"] == 1


def test_a_disagreement_and_a_poll_that_was_left(pond):
    community, olive, topic, last, friends = pond
    said(topic, friends[1], "I do not agree: a pond needs no pump.", days=34, answers=last)
    asked = Question("A pump?", ["Yes", "No"])
    poll = open_poll(by=olive, topic=topic, asked=asked, key=uuid7())
    (found,) = found_by(WAKE, community)
    assert found.signs["quarrel"] == found.signs["poll"] == 1
    proposal = kept_as(found, WAKE, community)
    told = in_words(WAKE, proposal, olive)
    assert any("I do not agree: a pond needs no pump." in one for one in told)
    assert any("<q>A pump?</q>" in one for one in told)
    Poll.objects.filter(pk=poll.pk).update(closed_at=timezone.now())
    assert not any("A pump?" in one for one in in_words(WAKE, proposal, olive))


def test_the_first_story_has_its_anniversary():
    story = a_story()
    Story.objects.filter(pk=story.pk).update(opened_at=datetime(2024, 5, 3, 12, tzinfo=UTC))
    (found,) = found_by(WAKE, story.community, datetime(2026, 4, 30, 9, tzinfo=UTC))
    proposal = kept_as(found, WAKE, story.community)
    assert "2 years ago, on 3 May" in in_words(WAKE, proposal, story.host)[1]
    assert WAKE.places(proposal, story.host)[0].sort == "open"
    done = {"state": "done", "decided_by": story.host, "decided_at": timezone.now()}
    Proposal.objects.filter(pk=proposal.pk).update(**done)
    proposal.refresh_from_db()
    later = timezone.now() + timedelta(days=15)
    assert WAKE.came(proposal, later).is_good is False
    reader = people(story.community, "Ada")[0]
    talk_about(by=reader, thing=thing_for("story", story.pk, reader), body="I was there!", key=uuid7())
    assert WAKE.came(proposal, later).about["number"] == 1
    assert found_by(WAKE, story.community, datetime(2026, 5, 12, tzinfo=UTC)) == []
    Story.objects.filter(pk=story.pk).update(hidden_at=timezone.now())
    assert found_by(WAKE, story.community, datetime(2026, 4, 30, tzinfo=UTC)) == []
    assert not WAKE.holds(proposal)


def test_anniversaries_also_of_a_leap_day():
    now = datetime(2028, 2, 26, tzinfo=UTC)
    assert anniversary(datetime(2024, 2, 29, tzinfo=UTC), now) == 4
    assert anniversary(datetime(2024, 2, 29, tzinfo=UTC), datetime(2027, 2, 26, tzinfo=UTC)) == 0
    assert anniversary(now, now) == 0


def test_sentences_that_ask_and_that_say_otherwise():
    assert question_in("Bonjour ! Qui vient samedi ? Merci.") == "Qui vient samedi ?"
    assert question_in("Ah bon ?? Non.") == "" and question_in("?" * 50_000) == ""
    assert (
        otherwise_in("Oui. Je ne suis pas d’accord avec toi ! Voilà.") == "Je ne suis pas d’accord avec toi !"
    )
    assert otherwise_in("Je suis d’accord.") == ""


def test_what_came_of_it(pond):
    community, olive, topic, _last, friends = pond
    (found,) = found_by(WAKE, community)
    now = timezone.now()
    proposal = kept_as(
        found, WAKE, community, state="done", decided_by=olive, decided_at=now - timedelta(days=15)
    )
    assert WAKE.came(proposal, now - timedelta(days=10)).is_good is None
    assert WAKE.came(proposal, now).is_good is False
    said(topic, olive, "Ada asked for a pump: has somebody found one?", days=15)
    assert WAKE.came(proposal, now).is_good is False  # one's own words wake nobody
    said(topic, friends[1], "I have one.", days=14)
    came = WAKE.came(proposal, now)
    assert came.is_good and came.about["number"] == 1
