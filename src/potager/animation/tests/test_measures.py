"""What is counted, from rows to numbers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from potager.animation import measures
from potager.animation.actions import network_for
from potager.animation.models import Person, season_of
from potager.animation.wording import how_long, map_in_words
from potager.communities.actions import join_community
from potager.conversations.actions import add_post, hide_post, open_conversation, open_topic
from potager.conversations.models import Post, Topic
from potager.lib.ids import uuid7
from potager.testing import a_community, a_member, a_post, a_topic

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def bits(*quarters):
    return sum(1 << quarter % 63 for quarter in quarters)


def test_seasons_new_staying_returning_leaving():
    people = [bits(100, 101, 102), bits(100), bits(100, 102), bits(102)]
    assert [one[:] for one in measures.seasons_from(people, 102)] == [
        (100, 3, 0, 0, 0),
        (101, 0, 1, 0, 2),
        (102, 1, 1, 1, 0),
    ]


def test_seasons_turn_after_sixty_three_quarters():
    """The bit of a quarter is its number's rest by 63: what stands behind it is older, not newer."""
    assert measures.seasons_from([bits(124, 125, 126)], 126) == [
        (124, 1, 0, 0, 0),
        (125, 0, 1, 0, 0),
        (126, 0, 1, 0, 0),
    ]
    long_ago = measures.seasons_from([bits(126 - 40, 126)], 126)
    assert len(long_ago) == measures.MOST_SEASONS and long_ago[-1][1:] == (0, 0, 1, 0)
    assert measures.seasons_from([], 126) == measures.seasons_from([0], 126) == []


def test_quarters_are_those_of_the_graph():
    for moment in (datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)):
        assert measures.quarter_of(moment) % 63 == season_of(moment)
    assert measures.year_and_quarter(measures.quarter_of(datetime(2026, 5, 1, tzinfo=UTC))) == (2026, 2)


def test_rings_need_three_people():
    community, now = a_community(), timezone.now()
    network = network_for(community)
    Person.objects.filter(network=network).delete()
    rows = [Person(network=network, member=a_member(), seasons=1 << season_of(now)) for _ in range(3)]
    Person.objects.bulk_create(rows[:2])
    assert measures.seasons_of(network, now) == []
    rows[2].save()
    assert measures.seasons_of(network, now)[-1].new == 3


def test_a_first_answer_is_by_somebody_else_shown_and_public():
    owner, jo = a_member("Olive"), a_member("Jo")
    community = a_community(owner=owner)
    join_community(by=jo, community=community, accepts_charter=True)
    answered = a_topic(community=community, by=owner)
    a_post(topic=answered, by=owner)
    first = a_post(topic=answered, by=jo)
    hidden = a_topic(community=community, by=owner)
    hide_post(by=owner, post=a_post(topic=hidden, by=jo))
    open_conversation(
        by=owner, community=community, people=[jo], title="Between us", body="Between us.", key=uuid7()
    )
    old = a_topic(community=community, by=owner)
    Topic.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=120))
    Post.objects.filter(pk=first.pk).update(written_at=answered.opened_at + 3 * HOUR)
    found = measures.answers_of(community, timezone.now() + 4 * HOUR)
    assert (found.opened, found.unanswered) == (2, 1)
    assert found.weeks[-1].waits == (3 * HOUR,) and found.weeks[-1].quartiles is None
    assert not found.is_enough


def test_quartiles_need_four():
    waits = [HOUR * n for n in (1, 2, 3, 4, 5)]
    assert measures.quartiles(waits) == (2 * HOUR, 3 * HOUR, 4 * HOUR)
    assert measures.quartiles(waits[:3]) is None


def test_weeks_hold_what_was_opened_in_them():
    since = datetime(2026, 1, 5, tzinfo=UTC)
    rows = [
        (since + timedelta(days=8), None),
        (since + timedelta(weeks=13), since + timedelta(weeks=13, hours=1)),
    ]
    found = measures.answers_from(rows, since)
    assert [week.opened for week in found.weeks] == [0, 1] + [0] * 10 + [1]
    assert found.weeks[1].unanswered == 1 and found.weeks[12].waits == (HOUR,)


def test_voices_count_words_of_public_talk():
    owner, jo = a_member("Olive"), a_member("Jo")
    community = a_community(owner=owner)
    join_community(by=jo, community=community, accepts_charter=True)
    topic = open_topic(by=owner, community=community, title="Sowing", body="One two three", key=uuid7())
    add_post(by=jo, topic=topic, body="Four\nfive", key=uuid7())
    hide_post(by=owner, post=a_post(topic=topic, by=jo, body="not this at all"))
    open_conversation(
        by=jo, community=community, people=[owner], title="Between us", body="Between us two.", key=uuid7()
    )
    found = measures.voices_of(community, timezone.now() + HOUR, 30)
    assert found.words == [2, 3] and not found.is_enough
    assert (found.newcomers, found.newcomers_share) == (2, 1.0)
    assert measures.voices_of(community, timezone.now() - timedelta(days=1), 30).words == []


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(0), "1 minute"),
        (timedelta(minutes=45), "45 minutes"),
        (HOUR, "1 hour"),
        (9 * HOUR, "9 hours"),
        (24 * HOUR, "1 day"),
        (60 * HOUR, "2 days"),
    ],
)
def test_times_are_said_in_one_unit(time, said):
    with override("en"):
        assert how_long(time) == said


def test_the_map_in_words():
    with override("en"):
        assert map_in_words(2, 1, 2) == "Two groups, one possible bridge, two people at the edge."
        assert map_in_words(1, 0, 12) == "One group, 12 people at the edge."
        assert map_in_words(0, 0, 0) == ""
    with override("fr"):
        assert map_in_words(2, 1, 2) == "Deux groupes, un pont possible, deux personnes au bord."
        assert map_in_words(1, 3, 1) == "Un groupe, trois ponts possibles, une personne au bord."
