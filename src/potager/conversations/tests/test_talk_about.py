"""Everything can be talked about: one topic for each thing, seen by those who may see the thing."""

from uuid import uuid4

import pytest

from potager.communities.models import Community
from potager.conversations import queries, subjects
from potager.conversations.actions import mark_read, talk_about, withdraw_post
from potager.conversations.models import Post, Topic
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.lib.ids import uuid7
from potager.pagecache.untrue import places_touched
from potager.stories.actions import add_contribution, decline_contribution
from potager.stories.models import Contribution, Story
from potager.stories.tests.together import together
from potager.testing import a_story


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


def a_story_of(square: Square) -> Story:
    return a_story(community=square.community, host=square.owner)


def test_the_first_word_opens_the_topic_and_the_page_counts_what_is_said(square: Square) -> None:
    story = a_story_of(square)
    path, client = f"/discuss/story/{story.pk}/", browser(square.member)
    assert path in square.read(None, story.get_absolute_url())
    assert "the first word is yours" in client.get(path).content.decode()
    assert not Topic.objects.filter(about=f"story:{story.pk}").exists()  # looking opens nothing
    answer = client.post(path, {"text": "What a *night*!", "key": uuid7()})
    topic = Topic.objects.get(about=f"story:{story.pk}")
    assert answer["Location"] == topic.posts.get().get_absolute_url()
    assert (topic.author, topic.title, topic.thing) == (None, story.title, story.pk)
    assert told("topic.opened").target == f"topic:{topic.pk}"
    act = told("post.added")
    assert act.facts == {"number": 1, "about": f"story:{story.pk}"}
    assert f"story:{story.pk}" in list(kind_of("post.added").freshens(act))
    page = square.read(None, topic.get_absolute_url())
    assert f'About <a href="{story.get_absolute_url()}">' in page and "<em>night</em>" in page
    assert "Talk about it (1)" in square.read(None, story.get_absolute_url())
    assert client.get(path)["Location"] == topic.get_absolute_url()
    assert topic.title not in square.read(None, f"{square.community.get_absolute_url()}topics/")


def test_the_same_form_twice_is_one_message(square: Square) -> None:
    story, key = a_story_of(square), uuid7()
    for _ in range(2):
        browser(square.member).post(f"/discuss/story/{story.pk}/", {"text": "Once", "key": key})
    assert Post.objects.filter(topic__about=f"story:{story.pk}").count() == 1


def test_a_refusal_keeps_what_was_typed(square: Square) -> None:
    path = f"/discuss/story/{a_story_of(square).pk}/"
    refused = browser(square.member).post(path, {"text": " ", "key": uuid7()})
    assert refused.status_code == 409 and "nothing to send" in refused.content.decode()
    long = browser(square.member).post(path, {"text": "é" * 20_001, "key": uuid7()})
    assert long.status_code == 413 and "ééé" in long.content.decode()
    assert not Topic.objects.exclude(pk=square.topic.pk).exists()


def test_strangers_are_told_who_talks_and_open_nothing(square: Square) -> None:
    path = f"/discuss/story/{a_story_of(square).pk}/"
    for who in (None, square.stranger):
        assert "Members of The garden" in browser(who).get(path).content.decode()
        browser(who).post(path, {"text": "Hello", "key": uuid7()})
    assert not Post.objects.filter(body="Hello").exists()


def test_what_is_no_thing_is_not_found(square: Square) -> None:
    for path in (
        f"/discuss/story/{uuid4()}/",
        f"/discuss/member/{square.owner.pk}/",
        f"/discuss/book/{uuid4()}/",
    ):
        assert browser(square.owner).get(path).status_code == 404


def test_a_topic_is_seen_by_those_who_see_the_thing_now(square: Square) -> None:
    story = a_story_of(square)
    part = add_contribution(by=square.member, story=story, text="Beans grew.", key=uuid7())
    thing = subjects.thing_for("contribution", part.pk, square.other)
    assert thing
    topic = talk_about(by=square.other, thing=thing, body="I like this one.", key=uuid7()).topic
    assert "Passage 1" in square.read(None, topic.get_absolute_url())
    assert topic in queries.visible_to(None)
    assert "I like this one." in (kind_of("post.added").fragment(told("post.added"), "en") or "")
    decline_contribution(by=square.owner, contribution=part, reason="Not here")
    assert kind_of("post.added").fragment(told("post.added"), "en") is None
    for who in (None, square.stranger, square.other, square.moderator):
        assert browser(who).get(topic.get_absolute_url()).status_code == 404
        assert browser(who).get(f"/discuss/contribution/{part.pk}/").status_code == 404
        assert topic not in queries.visible_to(who)
        assert not queries.may_read(who.pk if who else None, topic.pk)
    Contribution.objects.update(state="shown")
    Community.objects.update(visibility="private")
    assert browser(square.other).get(topic.get_absolute_url()).status_code == 200
    assert browser(square.stranger).get(topic.get_absolute_url()).status_code == 404


def test_a_story_tells_how_much_is_said_about_its_passages_and_what_is_new_to_me(square: Square) -> None:
    story = a_story_of(square)
    parts = [
        add_contribution(by=who, story=story, text=f"Bean {who}.", key=uuid7())
        for who in (square.member, square.other, square.owner)
    ]
    path = story.get_absolute_url()
    assert "talked about" not in square.read(None, path)
    for part in parts[:2]:
        thing = subjects.thing_for("contribution", part.pk, None)
        assert thing
        topic = talk_about(by=square.owner, thing=thing, body="I like this one.", key=uuid7()).topic
    added = talk_about(by=square.owner, thing=thing, body="And its end.", key=uuid7())
    for who in (None, square.stranger, square.other, square.owner):
        page = square.read(who, path)
        assert (
            "2 passages are talked about" in page
            and f'data-spoken="contribution-{parts[1].pk}" data-number="2"' in page
        )
        assert ("data-new" in page) == (who in (square.stranger, square.other)), (
            "new to whoever can have read it"
        )
    mark_read(by=square.other, topic=topic, number=1)
    assert "1 new</span>" in square.read(square.other, path)
    mark_read(by=square.other, topic=added.topic, number=2)
    assert "1 new</span>" not in square.read(square.other, path)
    assert f"story:{story.pk}" in places_touched(told("post.added"))
    withdraw_post(by=square.owner, post=added)
    decline_contribution(by=square.owner, contribution=parts[0], reason="Not here")
    page = square.read(None, path)
    assert (
        "1 passage is talked about" in page
        and 'data-number="1"' in page
        and str(parts[0].pk) not in page.partition("data-spoken")[2]
    )


@pytest.mark.django_db(transaction=True)
def test_many_first_words_at_once_open_one_topic() -> None:
    square = a_square()
    story = a_story_of(square)
    thing = subjects.thing_for("story", story.pk, None)
    assert thing

    def say(who: object) -> Post:
        return talk_about(by=who, thing=thing, body="First!", key=uuid7())  # type: ignore[arg-type]

    people = [square.owner, square.moderator, square.member, square.other]
    done = together([lambda who=who: say(who) for who in people])
    assert all(isinstance(post, Post) for post in done), done
    topic = Topic.objects.get(about=f"story:{story.pk}")
    assert sorted(topic.posts.values_list("number", flat=True)) == [1, 2, 3, 4] and topic.shown == 4
