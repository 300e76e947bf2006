"""Leaving for good: what one said stays, stays without a name, or goes for good, community by community."""

import pytest

from potager.conversations import actions
from potager.conversations.models import Post, PostVersion
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.members.actions import erase_member
from potager.members.leaving import Wishes, texts_of
from potager.testing import a_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def square() -> Square:
    made = a_square()
    post = a_post(topic=made.topic, by=made.member, body="Ada was here.")
    actions.edit_post(by=made.member, post=post, body="Ada is here.")
    return made


def left(square: Square, wish: str) -> str:
    [text] = texts_of(square.member)
    assert text.reference == f"talk:{square.community.pk}" and text.title.endswith("The garden")
    erase_member(by=square.member, wishes=Wishes(each={text.reference: wish}))
    return square.read(None)


def test_it_stays_as_it_was_signed(square: Square) -> None:
    page = left(square, "keep")
    assert "Ada is here." in page and "<bdi>Ada</bdi>" in page


def test_it_stays_without_the_name(square: Square) -> None:
    page = left(square, "anonymous")
    assert "Ada is here." in page and "<bdi>Ada</bdi>" not in page and "<bdi>Former member</bdi>" in page
    assert told("post.unsigned").place == f"topic:{square.topic.pk}"


def test_it_goes_for_good(square: Square) -> None:
    page = left(square, "withdraw")
    assert "Ada is here." not in page and square.now().shown == 1
    assert not PostVersion.objects.exists() and not Post.objects.filter(body__contains="Ada").exists()
    assert Activity.objects.filter(kind="post.withdrawn").count() == 1


def test_nobody_does_it_for_another(square: Square) -> None:
    post = Post.objects.select_related("topic__community").get(author=square.member)
    for who in (square.owner, square.moderator, square.stranger):
        for act in (actions.unsign_post, actions.forget_post):
            with pytest.raises(NotAllowed):
                act(by=who, post=post)
    assert "Ada is here." in square.read(None)
    assert browser(None).get(f"/posts/{post.pk}/history/").status_code == 200
