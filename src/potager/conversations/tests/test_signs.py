"""What conversations tell of life between people, and what they never tell."""

import pytest

from potager.conversations import actions
from potager.conversations.models import Post
from potager.conversations.tests.square import Square, a_square
from potager.lib.ids import uuid7
from potager.testing import a_post, a_topic, signs_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def square() -> Square:
    return a_square(asks=True)


def said(square: Square, by: str, **more: object) -> Post:
    return a_post(topic=square.topic, by=getattr(square, by), **more)


def told(*kinds: str) -> list[tuple[str, dict[str, str], int]]:
    """Who turned to whom, in acts of these kinds."""
    return [(who, toward, times) for kind, who, _words, toward, times in signs_told() if kind in kinds]


def test_a_post_answers_who_opened_or_whom_it_names(square: Square) -> None:
    first = said(square, "member")
    said(square, "other", answers=first)
    said(square, "moderator", body="As @Bea says.")
    said(square, "owner", body="I agree with myself.")
    assert told("post.added") == [
        ("Olive", {}, 1),
        ("Ada", {"Olive": "answered"}, 1),
        ("Bea", {"Ada": "answered"}, 1),
        ("Mona", {"Olive": "answered", "Bea": "mentioned"}, 1),
        ("Olive", {}, 1),
    ]
    assert all(words for kind, _who, words, _toward, _times in signs_told() if kind == "post.added")


def test_thanks_and_right_answers(square: Square) -> None:
    post = said(square, "member")
    actions.add_reaction(by=square.other, post=post, name="thanks")
    actions.accept_answer(by=square.owner, post=post)
    actions.remove_reaction(by=square.other, post=post, name="thanks")
    actions.unaccept_answer(by=square.owner, post=post)
    thanked = {"Ada": "thanked"}
    assert told("reaction.added", "reaction.removed") == [("Bea", thanked, 1), ("Bea", thanked, -1)]
    assert told("answer.accepted", "answer.unaccepted") == [("Olive", thanked, 1), ("Olive", thanked, -1)]


def test_what_is_taken_back_or_hidden_brings_nobody_together(square: Square) -> None:
    post = said(square, "member")
    actions.withdraw_post(by=square.member, post=post)
    actions.restore_post(by=square.member, post=post)
    actions.hide_post(by=square.moderator, post=post)
    actions.unhide_post(by=square.moderator, post=post)
    kinds = ("post.withdrawn", "post.restored", "post.hidden", "post.unhidden")
    assert told(*kinds) == [("Ada", {"Olive": "answered"}, times) for times in (-1, 1, -1, 1)]


def test_what_is_held_tells_nothing_until_it_is_read(square: Square) -> None:
    held = said(square, "member", is_held=True)
    other = said(square, "other", is_held=True)
    third = said(square, "other", is_held=True)
    actions.withdraw_post(by=square.member, post=held)
    actions.restore_post(by=square.member, post=held)
    actions.decline_post(by=square.moderator, post=third, reason="Not here.")
    assert [one for one in signs_told() if one[1] in {"Ada", "Bea"} and one[2]] == []
    actions.accept_post(by=square.moderator, post=Post.objects.get(pk=other.pk))
    assert told("post.accepted") == [("Bea", {"Olive": "answered"}, 1)]
    assert not [one for one in signs_told() if one[1] == "Ada" and one[2]]


def test_private_conversations_tell_nothing(square: Square) -> None:
    before = len(signs_told())
    topic = actions.open_conversation(
        by=square.member,
        community=square.community,
        people=[square.other],
        title="Us",
        body="@Bea?",
        key=uuid7(),
    )
    answer = a_post(topic=topic, by=square.other, body="@Ada!")
    actions.add_reaction(by=square.member, post=answer, name="thanks")
    actions.withdraw_post(by=square.other, post=answer)
    assert len(signs_told()) == before


def test_a_held_conversation_tells_nothing_until_it_opens(square: Square) -> None:
    before = len(signs_told())
    topic = a_topic(community=square.community, by=square.member, is_held=True)
    assert len(signs_told()) == before
    actions.accept_post(by=square.moderator, post=topic.posts.get())
    assert told("post.accepted") == [("Ada", {}, 1)]
