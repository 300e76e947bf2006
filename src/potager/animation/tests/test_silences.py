"""What a community's own past says of silences."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.animation.gestures.silences import ENOUGH, reason_of, returns_in
from potager.animation.life import Life
from potager.animation.models import Network, Switch
from potager.animation.rhythms import usual_returns
from potager.conversations.models import Post
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def life():
    """Four people who spoke every tenth day of a year."""
    owner = a_member("Olive")
    community = a_community(owner=owner)
    topic = a_topic(community=community, by=owner)
    now = timezone.now()
    people = [a_member(name) for name in ("Ada", "Ben", "Cleo", "Dan")]
    Post.objects.bulk_create(
        Post(topic=topic, author=one, signature=one.display_name, number=n * 40 + turn + 2, body="x", html="<p>x</p>",
             written_at=now - timedelta(days=10 * turn + n * 2 + 1))
        for n, one in enumerate(people) for turn in range(36)
    )  # fmt: skip
    return Life(Network.objects.get_or_create(community=community)[0], now)


def test_enough_silences_are_a_fact(life):
    returns = returns_in(life)
    (reason,) = reason_of(returns, 9)
    assert reason.fact == "returns"
    assert reason.about["number"] == reason.about["back"] > ENOUGH
    assert reason_of(returns, 40) == []
    assert returns.chance(9, 20) > usual_returns().chance(9, 20)


def test_whoever_wants_no_part_of_it(life):
    seen = returns_in(life).seen(9).seen
    for name in ("Ada", "Ben", "Cleo", "Dan"):
        member = Post.objects.filter(signature=name)[0].author
        Switch.objects.create(member=member, community=life.community, use=Switch.Use.GRAPH)
    less = returns_in(Life(life.network, life.now))
    assert seen > less.seen(9).seen
    assert reason_of(less, 9) == []


def test_nothing_is_said_without_a_past():
    community = a_community()
    empty = Life(Network.objects.get_or_create(community=community)[0], timezone.now())
    assert returns_in(empty) == usual_returns()
    assert reason_of(usual_returns(), 9) == []
