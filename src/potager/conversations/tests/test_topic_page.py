"""A topic's page: opened anywhere, whatever its length; kept for visitors, and thrown away exactly when needed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.conversations import actions, blocks, days
from potager.conversations.models import Post, Topic
from potager.conversations.tests.square import Square, a_square, browser
from potager.conversations.windows import PER_PAGE, window_at
from potager.journal.channels import may_listen
from potager.journal.models import Activity
from potager.lib.keep import PLACES, POSITION
from potager.pagecache.untrue import places_touched
from potager.testing import a_community, a_post, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def square() -> Square:
    blocks.forget_all()
    days.forget_all()
    return a_square()


def grown(square: Square, number: int) -> None:
    """The topic, with that many posts, forty a day."""
    start = timezone.now() - timedelta(days=number // 40 + 1)
    Post.objects.bulk_create(
        Post(
            topic=square.topic,
            author=square.member,
            signature="Ada",
            number=at,
            body=f"Word {at}.",
            html=f"<p>Word {at}.</p>",
            written_at=start + timedelta(minutes=36 * at),
        )
        for at in range(2, number + 1)
    )
    Post.objects.filter(topic=square.topic, number=1).update(written_at=start)
    Topic.objects.filter(pk=square.topic.pk).update(numbered=number, shown=number)


@pytest.mark.parametrize("newest", [1, 29, 30, 31, 100, 10_000])
def test_pages_follow_each_other_without_a_gap(newest: int) -> None:
    seen, window = set(), window_at(0, newest)
    while True:
        seen |= set(range(window.first, window.last + 1))
        assert window.last - window.first < PER_PAGE and window.first >= 1
        if not window.next:
            break
        window = window_at(window.next, newest)
    assert seen == set(range(1, newest + 1)) and window.is_newest
    while window.previous:
        before = window_at(window.previous, newest)
        assert before.end >= window.first
        window = before
    assert window.first == 1
    for number in (1, newest // 2 or 1, newest):
        at = window_at(number, newest)
        assert at.first <= number <= at.last


def test_it_opens_anywhere(square: Square) -> None:
    grown(square, 400)
    page = square.read(None, f"{square.path}200/")
    assert "Word 191." in page and "Word 220." in page and "Word 190." not in page and "Word 221." not in page
    assert 'id="posts-here"' in page and "191 to 220 of 400" in page
    assert 'id="posts"' in square.read(None, f"{square.path}400/"), "only the newest page grows by itself"
    assert "Word 2." in square.read(None)
    visitor = browser(None)
    assert visitor.get(f"{square.path}401/").status_code == 404
    for typed, place in (("250", "250/"), ("999999", "400/"), ("x", ""), ("-1", ""), ("²", ""), ("0", "")):
        assert visitor.get(square.path, {"number": typed})["Location"] == f"{square.path}{place}"
    table = square.read(None, f"{square.path}days/")
    assert table.count("40 messages") >= 8 and len(days.days_of(square.now())) >= 10


def test_the_days_are_told_on_as_they_come(square: Square) -> None:
    grown(square, 100)
    before = days.days_of(square.now())
    assert sum(day.count for day in before) == 100
    a_post(topic=square.now(), by=square.other)
    after = days.days_of(square.now())
    assert sum(day.count for day in after) == 101 and after[: len(before) - 1] == before[:-1]


def test_few_queries_whatever_its_length(square: Square, django_assert_max_num_queries) -> None:
    for number in (40, 1000):
        Post.objects.filter(number__gt=1).delete()
        grown(square, number)
        for who in (None, square.member, square.moderator):
            client = browser(who)
            client.get(f"{square.path}35/")
            with django_assert_max_num_queries(12):
                client.get(f"{square.path}35/")


def test_the_page_says_what_is_ones_own_and_fragments_do_not(square: Square) -> None:
    a_post(topic=square.now(), by=square.member)
    assert square.read(square.member).count('class="mine"') == 1
    assert square.read(square.other).count('class="mine"') == 0
    assert square.read(None).count("data-me=") == 0


def test_a_visitors_page_is_kept_and_thrown_away_exactly_when_needed(square: Square) -> None:
    answer = browser(None).get(square.path)
    places = answer[PLACES].split()
    assert places == [f"topic:{square.topic.pk}", f"frame:{square.community.pk}"] and answer[POSITION]
    assert PLACES not in browser(square.member).get(square.path)
    assert PLACES not in browser(None).get(square.path, {"answers": "x"})
    listed = browser(None).get(f"{square.community.get_absolute_url()}topics/")[PLACES].split()
    other = a_topic(community=square.community, by=square.owner)
    last = Activity.objects.latest("position").position
    a_post(topic=other, by=square.member)
    post = a_post(topic=square.now(), by=square.member)
    actions.edit_post(by=square.member, post=post, body="Other words.")
    touched = [
        set(places_touched(act)) for act in Activity.objects.filter(position__gt=last).order_by("position")
    ]
    assert [bool(one & set(places)) for one in touched] == [False, True, True]
    assert [bool(one & set(listed)) for one in touched] == [True, True, False]


def test_the_live_channel_is_for_those_who_read(square: Square) -> None:
    assert may_listen(None, f"topic:{square.topic.pk}")
    community = a_community(visibility="members")
    owner = community.memberships.get().member
    closed = a_topic(community=community, by=owner)
    assert not may_listen(None, f"topic:{closed.pk}") and not may_listen(
        square.member.pk, f"topic:{closed.pk}"
    )
    assert may_listen(owner.pk, f"topic:{closed.pk}")
    Topic.objects.filter(pk=square.topic.pk).update(hidden_at=timezone.now())
    assert not may_listen(None, f"topic:{square.topic.pk}") and not may_listen(
        square.member.pk, f"topic:{square.topic.pk}"
    )
    assert may_listen(square.moderator.pk, f"topic:{square.topic.pk}")
    assert browser(square.member).get(square.path).status_code == 404
