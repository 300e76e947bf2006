"""Lists of topics: their order, their pages, what visitors get, who may not look."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.conversations import actions, listing
from potager.conversations.models import Topic
from potager.conversations.tests.square import Square, a_square, browser
from potager.lib.ids import uuid7
from potager.testing import a_community, a_post, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def square() -> Square:
    return a_square()


def path(square: Square, rest: str = "") -> str:
    return f"{square.community.get_absolute_url()}topics/{rest}"


def many(square: Square, number: int, **fields) -> list[Topic]:
    """Topics, the newest talk first; three of them at one moment."""
    now = timezone.now()
    made = [
        Topic(
            community=square.community,
            author=square.owner,
            title=f"Row {at:04}",
            language="en",
            last_at=now - timedelta(minutes=1 + at // 3),
            **fields,
        )
        for at in range(number)
    ]
    return Topic.objects.bulk_create(made)


def test_the_newest_talk_stands_first_and_what_is_pinned_above(square: Square) -> None:
    second = a_topic(community=square.community, by=square.member, title="Second")
    third = a_topic(community=square.community, by=square.member, title="Third")
    a_post(topic=square.now(), by=square.other)
    actions.pin_topic(by=square.owner, topic=second)
    page = square.read(None, path(square))
    places = [page.index(f"row-{one.pk}") for one in (second, square.topic, third)]
    assert places == sorted(places) and page.count(f"row-{second.pk}") == 1
    assert "<bdi>Bea</bdi>" in page and "2 messages" in page


def test_rooms_and_tags_are_lists_of_their_own(square: Square) -> None:
    room = actions.open_room(by=square.owner, community=square.community, name="The shed", key=uuid7())
    topic = a_topic(
        community=square.community, by=square.owner, title="A barrow", room=room, tags=["Été", "tools"]
    )
    for rest in ("room/the-shed/", "tag/ete/"):
        page = square.read(None, path(square, rest))
        assert "A barrow" in page and f"row-{square.topic.pk}" not in page and f"row-{topic.pk}" in page
    for rest in ("room/nowhere/", "tag/nothing/", "tag/..%2f/"):
        assert browser(None).get(path(square, rest)).status_code == 404


def test_a_thousand_are_read_page_by_page_without_a_gap(
    square: Square, django_assert_max_num_queries
) -> None:
    wanted = [one.pk for one in many(square, 97)]
    seen, mark = [], ""
    while True:
        found = listing.page_of(Topic.objects.filter(community=square.community), before=mark)
        seen += [one.pk for one in found.topics]
        mark = found.more
        if not mark:
            break
    assert len(seen) == len(set(seen)) == 98 and set(wanted) <= set(seen)
    assert listing.page_of(Topic.objects.all(), before="nonsense").topics[0].pk == square.topic.pk
    visitor = browser(None)
    with django_assert_max_num_queries(12):
        page = visitor.get(path(square)).content.decode()
    assert 'rel="next"' in page and "Row 0096" not in page
    assert visitor.get(path(square, "?before=9" * 50)).status_code == 200


def test_an_empty_list_teaches(square: Square) -> None:
    Topic.objects.all().update(hidden_at=timezone.now())
    assert "Nobody has said a word here yet" in square.read(None, path(square))
    assert "Open the first conversation" in square.read(square.member, path(square))
    assert "Open the first conversation" not in square.read(square.stranger, path(square))


def test_what_few_may_know_of_is_listed_nowhere(square: Square) -> None:
    a_topic(community=square.community, by=square.owner, title="Hidden thing")
    Topic.objects.filter(title="Hidden thing").update(hidden_at=timezone.now())
    many(square, 1, is_private=True)
    many(square, 1, about="contribution:x")
    for who in (None, square.member, square.owner):
        page = square.read(who, path(square))
        assert "Hidden thing" not in page and "Row 0000" not in page


def test_a_community_for_members_shows_its_lists_to_them_alone() -> None:
    for visibility, stranger, nobody in (("members", 403, 403), ("private", 404, 404)):
        community = a_community(visibility=visibility)
        owner = community.memberships.get().member
        topic = a_topic(community=community, by=owner, tags=["x"])
        post = topic.posts.get()
        actions.edit_post(by=owner, post=post, body="Other words.")
        paths = [f"{community.get_absolute_url()}topics/{rest}" for rest in ("", "tag/x/")]
        inside = [
            f"/topics/{topic.pk}/",
            f"/topics/{topic.pk}/1/",
            f"/topics/{topic.pk}/days/",
            f"/posts/{post.pk}/history/",
        ]
        sven = a_square().stranger
        for one in paths:
            assert (
                browser(sven).get(one).status_code == stranger
                and browser(None).get(one).status_code == nobody
            )
            assert browser(owner).get(one).status_code == 200
        for one in inside:
            assert browser(sven).get(one).status_code == 404 and browser(None).get(one).status_code == 404
            assert browser(owner).get(one).status_code == 200


def test_the_front_page_shows_where_people_talk(square: Square) -> None:
    many(square, 1, is_private=True)
    for who in (None, square.member):
        page = square.read(who, square.community.get_absolute_url())
        assert page.count(f"row-{square.topic.pk}") == 1 and "opened a conversation" in page
        assert "Row 0000" not in page
    topic = a_topic(community=square.community, by=square.member, title="Soon hidden")
    assert "Soon hidden" in square.read(None, square.community.get_absolute_url())
    Topic.objects.filter(pk=topic.pk).update(hidden_at=timezone.now())
    assert "Soon hidden" not in square.read(None, square.community.get_absolute_url())
