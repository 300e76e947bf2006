"""What an answer by mail answers, and what its author hears: that it waits, or kindly why not, with the text."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from potager.communities.actions import remove_member, slow_member, suspend_member
from potager.communities.queries import membership_of
from potager.conversations.actions import add_post, close_topic, withdraw_post
from potager.conversations.models import Post
from potager.letterbox import answers
from potager.lib.replies import address_for
from potager.testing import a_member

from .conftest import Talk, told

pytestmark = pytest.mark.django_db
TEXT = "Beans too, and peas!"


def to(talk: Talk, post: Post) -> str:
    return address_for(talk.bo.pk, f"post:{post.pk}")


def test_it_answers_the_post_that_the_notice_was_about(talk: Talk) -> None:
    talk.send(talk.mail(TEXT, To=to(talk, talk.first)))
    assert Post.objects.get(body=TEXT).answers == talk.first


def test_what_was_taken_back_meanwhile_is_answered_by_nothing(talk: Talk) -> None:
    said = add_post(by=talk.ada, topic=talk.topic, body="Peas?", key=None)
    withdraw_post(by=talk.ada, post=said)
    talk.send(talk.mail(TEXT, To=to(talk, said)))
    assert Post.objects.get(body=TEXT).answers is None


def test_a_stranger_who_found_the_address_says_nothing_and_learns_nothing(talk: Talk) -> None:
    eve = a_member("Eve", language="en")
    talk.send(talk.mail("Hear me", by=eve, To=to(talk, talk.first)))
    mail = told(eve.email)
    assert len(talk.bodies) == 1 and mail and talk.topic.title not in mail.body and "topics" not in mail.body


def test_the_same_mail_again_is_the_same_answer(talk: Talk) -> None:
    mail = talk.mail(TEXT, To=to(talk, talk.first), Message_ID="<one@mail.example.org>")
    again = talk.mail(TEXT + "!", To=to(talk, talk.first), Message_ID="<one@mail.example.org>")
    talk.send(mail), talk.send(mail), talk.send(again)
    assert talk.bodies[1:] == [TEXT]


def test_whoever_waits_to_be_read_is_told(talk: Talk) -> None:
    spam = "Cheap pills https://a.example https://b.example https://c.example https://d.example buy now " * 3
    message = talk.mail(spam, To=to(talk, talk.first))
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="bean.png")
    talk.send(message)
    assert Post.objects.get(author=talk.bo).state == "held"
    mail = told(talk.bo.email)
    assert mail and mail.subject == "Your answer has arrived, and will be read first"
    assert "Files are not taken by mail" in mail.body and talk.topic.get_absolute_url() in mail.body


def _closed(talk: Talk) -> None:
    close_topic(by=talk.ada, topic=talk.topic)


def _removed(talk: Talk) -> None:
    membership = membership_of(talk.bo, talk.topic.community)
    assert membership
    remove_member(by=talk.ada, membership=membership)


def _suspended(talk: Talk) -> None:
    until = timezone.now() + timedelta(days=3)
    where = {"member": talk.bo, "community": talk.topic.community}
    suspend_member(by=talk.ada, until=until, decision=uuid4(), **where)


def _slowed(talk: Talk) -> None:
    until = timezone.now() + timedelta(days=3)
    where = {"member": talk.bo, "community": talk.topic.community}
    slow_member(by=talk.ada, until=until, minutes=60, decision=uuid4(), **where)
    talk.send(talk.mail("The first one is taken."))


@pytest.mark.parametrize(
    ("meanwhile", "says"),
    [(_closed, "closed"), (_removed, "members"), (_suspended, "suspended"), (_slowed, "once in a while")],
)
def test_each_refusal_says_why_and_gives_the_text_back(
    talk: Talk, meanwhile: Callable[[Talk], None], says: str
) -> None:
    meanwhile(talk)
    message = talk.mail(TEXT, To=to(talk, talk.first))
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="bean.png")
    talk.send(message)
    mail = told(talk.bo.email)
    assert mail and mail.subject == "Your mail was not posted"
    assert TEXT in mail.body and "was not kept" in mail.body and says in mail.body
    assert not Post.objects.filter(body=TEXT).exists()


def test_a_paragraph_that_is_one_long_line_is_taken_whole(talk: Talk) -> None:
    paragraph = "A long story. " * 1000
    talk.send(talk.mail(paragraph, To=to(talk, talk.first)))
    assert talk.bodies[1:] == [paragraph.strip()]


def test_a_very_long_one_comes_back_as_far_as_it_goes(talk: Talk) -> None:
    talk.send(talk.mail("A long story. " * 4000))
    mail = told(talk.bo.email)
    assert mail and len(mail.body) < answers.MOST_RETURNED + 1000 and "its beginning" in mail.body
