"""A question, its accepted answer, and the questions that wait for one."""

import pytest

from potager.communities.actions import leave_community
from potager.conversations import actions, asking
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.lib.permission import NotAllowed
from potager.testing import a_post, a_topic

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def square(db: None) -> Square:
    return a_square(asks=True, by="member")


def test_its_author_accepts_an_answer_and_takes_it_back(square: Square) -> None:
    answer = a_post(topic=square.topic, by=square.other, body="Sow *beans* & peas.")
    client, path = browser(square.member), f"/posts/{answer.pk}/answer/"
    assert "This is the answer" in client.get(path + "accept/").content.decode()
    assert client.post(path + "accept/").status_code == 302
    assert square.now().answer_id == answer.pk
    act = told("answer.accepted")
    assert (act.place, act.facts) == (f"topic:{square.topic.pk}", {"number": 2, "instead": 0})
    page = square.read(None)
    assert "The answer, by <bdi>Bea</bdi>" in page and "Sow beans &amp; peas." in page
    assert (
        page.count("Accepted answer") == 1 and f'href="/topics/{square.topic.pk}/2/#post-{answer.pk}"' in page
    )
    fragment = kind_of("answer.accepted").fragment(act, "en") or ""
    assert 'id="topic-answer"' in fragment and "Accepted answer" in fragment
    assert client.post(path + "take-back/").status_code == 302
    assert square.now().answer_id is None and told("answer.unaccepted").facts["number"] == 2
    assert "Accepted answer" not in square.read(None)


def test_what_is_taken_back_stands_under_the_question_no_more(square: Square) -> None:
    answer = a_post(topic=square.topic, by=square.other, body="Sow beans.")
    actions.accept_answer(by=square.member, post=answer)
    actions.withdraw_post(by=square.other, post=answer)
    assert "Sow beans." not in square.read(None)
    fragment = kind_of("post.withdrawn").fragment(told("post.withdrawn"), "en") or ""
    assert 'id="topic-answer"' in fragment and "Sow beans." not in fragment
    client = browser(square.member)
    assert "Sow beans." not in client.get(f"/posts/{answer.pk}/answer/accept/").content.decode()


def test_a_second_answer_takes_the_place_of_the_first(square: Square) -> None:
    first, second = (a_post(topic=square.now(), by=square.other, body=text) for text in ("One.", "Two."))
    actions.accept_answer(by=square.member, post=first)
    actions.accept_answer(by=square.moderator, post=second)
    fragment = kind_of("answer.accepted").fragment(told("answer.accepted"), "en") or ""
    assert f'id="post-{first.pk}"' in fragment and fragment.count("Accepted answer") == 1


def test_others_do_not_say_what_answers_it(square: Square) -> None:
    answer = a_post(topic=square.topic, by=square.other)
    path = f"/posts/{answer.pk}/answer/accept/"
    for who in (square.other, square.stranger):
        assert browser(who).post(path).status_code == 403
        with pytest.raises(NotAllowed):
            actions.accept_answer(by=who, post=answer)
    assert browser().post(path).status_code == 302  # to sign in
    leave_community(by=square.member, community=square.community)
    assert browser(square.member).post(path).status_code == 403
    assert browser(square.moderator).get(path).status_code == 200
    assert square.now().answer_id is None  # GET changes nothing


def test_only_a_message_that_is_read_answers_a_question(square: Square) -> None:
    gone = a_post(topic=square.topic, by=square.other)
    actions.withdraw_post(by=square.other, post=gone)
    for post in (gone, square.topic.posts.get(number=1)):
        with pytest.raises(asking.NoAnswer):
            actions.accept_answer(by=square.member, post=post)
    talk = a_topic(community=square.community, by=square.member)
    with pytest.raises(asking.NotAQuestion):
        actions.accept_answer(by=square.member, post=a_post(topic=talk, by=square.other))


def test_unanswered_is_a_view_of_the_list(square: Square) -> None:
    answer = a_post(topic=square.topic, by=square.other)
    for title in ("Silence so far", "A talk"):
        a_topic(community=square.community, by=square.owner, title=title)
    a_post(topic=square.community.topics.get(title="A talk"), by=square.other)
    path = f"{square.community.get_absolute_url()}topics/?show=unanswered"
    page = square.read(None, path)
    assert square.topic.title in page and "Silence so far" in page and "A talk" not in page
    actions.accept_answer(by=square.member, post=answer)
    assert square.topic.title not in square.read(None, path)
