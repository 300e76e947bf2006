"""Opening a conversation: the form, the row, the journal, and whoever may not."""

import pytest

from potager.communities.actions import leave_community
from potager.conversations.actions import open_room
from potager.conversations.models import Post, Topic
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.testing import a_community

pytestmark = pytest.mark.django_db
SAID = {"title": "Slugs & <b>snails</b>", "text": "They *eat* everything.", "tags": "Slugs, slugs, Été"}


@pytest.fixture
def square() -> Square:
    return a_square()


def path(square: Square) -> str:
    return f"{square.community.get_absolute_url()}topics/new/"


def opened(square: Square, who, **more):
    return browser(who).post(path(square), {**SAID, "key": str(uuid7()), **more})


def newest() -> Topic:
    return Topic.objects.latest("opened_at")


def test_the_form_opens_a_conversation(square: Square) -> None:
    room = open_room(by=square.owner, community=square.community, name="The shed", key=uuid7())
    assert "The shed" in square.read(square.member, path(square))
    answer = opened(square, square.member, room=str(room.pk), is_question="on")
    topic = newest()
    assert answer["Location"] == topic.get_absolute_url()
    assert (topic.title, topic.author_id, topic.room_id) == (SAID["title"], square.member.pk, room.pk)
    assert (topic.is_question, topic.numbered, topic.shown, topic.language) == (True, 1, 1, "en")
    assert sorted(topic.tags.values_list("folded", "name")) == [("ete", "Été"), ("slugs", "Slugs")]
    page = square.read(None, topic.get_absolute_url())
    assert "Slugs &amp; &lt;b&gt;snails&lt;/b&gt;" in page and "They <em>eat</em> everything." in page
    act = told("topic.opened")
    assert (act.actor, act.target, act.community) == (
        square.member.pk, f"topic:{topic.pk}", square.community.pk,
    )  # fmt: skip
    assert act.facts == {}, "no word of it is a fact"
    said = told("post.added")
    assert (said.place, said.facts["number"]) == (f"topic:{topic.pk}", 1)


def test_who_may_not_is_refused(square: Square) -> None:
    number = Topic.objects.count()
    assert opened(square, None).status_code == 302, "to sign in"
    assert opened(square, square.stranger).status_code == 403
    leave_community(by=square.member, community=square.community)
    assert opened(square, square.member).status_code == 403
    assert browser(square.stranger).get(path(square)).status_code == 403
    assert Topic.objects.count() == number


def test_a_room_of_elsewhere_is_no_choice(square: Square) -> None:
    other = a_community()
    owner = other.memberships.get().member
    room = open_room(by=owner, community=other, name="Elsewhere", key=uuid7())
    answer = opened(square, square.member, room=str(room.pk))
    assert answer.status_code == 422 or newest().room is None


def test_a_key_is_one_conversation(square: Square) -> None:
    key = str(uuid7())
    first, second = (opened(square, square.member, key=key) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Topic.objects.count() == 2 and Post.objects.filter(topic=newest()).count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": " \u200b"}, "nothing to send yet"),
        ({"text": "x" * 20_001}, "takes 20000 at most"),
        ({"title": "\u200b "}, "required"),
        ({"title": "t" * 161}, "160"),
        ({"tags": "a,b,c,d,e,f"}, "five tags"),
    ],
)
def test_a_refusal_keeps_what_was_typed(square: Square, change, words) -> None:
    answer = opened(square, square.member, **change)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert change.get("text", SAID["text"])[:50] in page
    assert Topic.objects.count() == 1 and not Activity.objects.filter(
        actor=square.member.pk, kind__startswith="topic"
    )
