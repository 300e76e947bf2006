"""Who is told of what, under the bell: once, for the strongest reason, and only what they may see then."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from potager.communities.actions import join_community, remove_member
from potager.communities.acts import ChangeFacts
from potager.communities.models import Community
from potager.communities.queries import membership_of
from potager.conversations.actions import add_post, withdraw_post
from potager.conversations.models import Follow, ReadMark, Topic
from potager.journal.models import Activity, Cursor
from potager.journal.read import all_readers, catch_up
from potager.journal.record import act
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.notices import queries
from potager.notices.actions import forget_old_notices
from potager.notices.models import Bell, Mail, Notice, Wishes
from potager.notices.readers import NAME
from potager.testing import a_community, a_member, a_topic

pytestmark = pytest.mark.django_db
READER = next(reader for reader in all_readers() if reader.name == NAME)


def read() -> None:
    """What the reader does in the background."""
    catch_up(READER)


@pytest.fixture(autouse=True)
def begun(db: None) -> Iterator[None]:
    """The reader has been here since the beginning."""
    Cursor.objects.get_or_create(pk=NAME)
    with translation.override("en"):
        yield


@pytest.fixture
def community() -> Community:
    return a_community(owner=a_member("Olive"), name="The garden")


@pytest.fixture
def ada(community: Community) -> Member:
    ada = a_member("Ada", language="en")
    join_community(by=ada, community=community, accepts_charter=True)
    return ada


@pytest.fixture
def bob(community: Community) -> Member:
    bob = a_member("Bob", language="en")
    join_community(by=bob, community=community, accepts_charter=True)
    return bob


@pytest.fixture
def topic(community: Community, ada: Member) -> Topic:
    return a_topic(community=community, by=ada, title="Beans")


def told(member: Member) -> list[str]:
    entries, _more = queries.entries(member)
    return [entry.line.text for entry in entries]


def test_an_answer_is_told_to_whom_it_answers_and_nobody_else(topic: Topic, ada: Member, bob: Member) -> None:
    add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))
    read()
    assert told(ada) == ["Bob answered you in “Beans”"]
    assert told(bob) == []
    assert Bell.objects.get(member=ada).unread == 1


def test_one_act_is_one_notice_for_the_strongest_reason(topic: Topic, ada: Member, bob: Member) -> None:
    add_post(by=bob, topic=topic, body="@Ada look", key=None, answers=topic.posts.get(number=1))
    read()
    Cursor.objects.update(position=0)
    read()
    notice = Notice.objects.get(member=ada)
    assert notice.reason in {"mention", "answer"}
    assert notice.actor == bob.pk
    assert notice.position == Activity.objects.filter(kind="post.added").latest("position").position


def test_several_answers_are_one_sentence_and_one_on_the_bell(
    topic: Topic, ada: Member, community: Community
) -> None:
    for name in ("Bob", "Cleo", "Dan"):
        one = a_member(name)
        join_community(by=one, community=community, accepts_charter=True)
        add_post(by=one, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    read()
    assert told(ada) == ["Dan and 2 others answered you in “Beans”"]
    assert Bell.objects.get(member=ada).unread == 1


def test_the_page_is_marked_read_and_taken_back(
    client: Client, topic: Topic, ada: Member, bob: Member
) -> None:
    add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))
    read()
    client.force_login(ada)
    page = client.get("/notices/", headers={"Accept-Language": "en"}).content.decode()
    assert "Bob answered you in “Beans”" in page
    assert "Sow them in May." in page
    assert Bell.objects.get(member=ada).unread == 1, "looking changes nothing"
    page = client.post("/notices/read/", follow=True).content.decode()
    assert Bell.objects.get(member=ada).unread == 0
    at = page.partition('name="at" value="')[2].partition('"')[0]
    client.post("/notices/unread/", {"at": at})
    assert Bell.objects.get(member=ada).unread == 1
    heap = Notice.objects.get(member=ada).heap
    assert client.post(f"/notices/{heap}/read/", {"on_the_way": "1"}).status_code == 204
    assert Bell.objects.get(member=ada).unread == 0


def test_nobody_marks_what_is_told_to_another(client: Client, topic: Topic, ada: Member, bob: Member) -> None:
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    read()
    client.force_login(bob)
    client.post(f"/notices/{Notice.objects.get(member=ada).heap}/read/")
    client.post("/notices/read/")
    assert Notice.objects.get(member=ada).read_at is None
    assert client.get("/notices/").content.decode().count("told-") == 0
    client.logout()
    assert client.get("/notices/").status_code == 302
    assert client.post("/notices/read/").status_code == 302


def test_what_is_taken_back_is_told_no_more(topic: Topic, ada: Member, bob: Member) -> None:
    post = add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    read()
    withdraw_post(by=bob, post=post)
    assert told(ada) == []
    read()
    assert Bell.objects.get(member=ada).unread == 0


def test_a_withdrawn_post_is_told_to_nobody(topic: Topic, ada: Member, bob: Member) -> None:
    post = add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    withdraw_post(by=bob, post=post)
    read()
    assert not Notice.objects.exists()


def test_who_is_removed_from_a_private_place_is_told_nothing_of_it(bob: Member) -> None:
    owner = a_member("Olga")
    community = a_community(owner=owner, visibility="private")
    topic = a_topic(community=community, by=owner, title="A secret")
    eve = _inside(community, "Eve")
    post = add_post(by=eve, topic=topic, body="Mine.", key=None)
    add_post(by=owner, topic=topic, body="Yes.", key=None, answers=post)
    read()
    assert Bell.objects.get(member=eve).unread == 1
    membership = membership_of(eve, community)
    assert membership
    add_post(by=owner, topic=topic, body="No.", key=None, answers=post)
    remove_member(by=owner, membership=membership)
    assert told(eve) == []
    read()
    assert Bell.objects.get(member=eve).unread == 1, "that she was removed, and nothing else"
    assert [notice.reason for notice in Notice.objects.filter(member=eve)] == ["decision"]


def _inside(community: Community, name: str) -> Member:
    from potager.communities.models import Membership

    one = a_member(name)
    Membership.objects.create(community=community, member=one)
    return one


def test_a_mail_at_once_says_how_to_end_such_mail_and_belongs_to_its_topic(
    topic: Topic, ada: Member, bob: Member, settings: Any
) -> None:
    Wishes.objects.create(member=ada, addressed="mail")
    post = add_post(by=bob, topic=topic, body="Sow them in May.", key=None, answers=topic.posts.get(number=1))
    read()
    mail = Mail.objects.get(to=ada.email)
    made = mail.as_message().message()
    assert mail.subject == "Bob answered you in “Beans”"
    assert "Sow them in May." in mail.body
    assert post.get_absolute_url() in mail.body
    assert "/unsubscribe/" in made["List-Unsubscribe"]
    assert made["References"] == made["In-Reply-To"]
    assert str(topic.pk) in made["References"]


def test_nothing_is_mailed_to_those_who_did_not_ask(topic: Topic, ada: Member, bob: Member) -> None:
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    read()
    assert not Mail.objects.filter(to=ada.email).exists()
    assert Notice.objects.get(member=ada).is_for_letter


def test_what_was_read_where_it_stands_needs_no_bell(
    client: Client, topic: Topic, ada: Member, bob: Member
) -> None:
    for text in ("One.", "Two."):
        add_post(by=bob, topic=topic, body=text, key=None, answers=topic.posts.get(number=1))
    read()
    client.force_login(ada)
    client.post(f"/notices/seen/{topic.pk}/")
    assert Notice.objects.filter(member=ada, read_at=None).count() == 2, "nothing of it was read"
    ReadMark.objects.update_or_create(member=ada, topic=topic, defaults={"number": 2})
    client.post(f"/notices/seen/{topic.pk}/")
    assert Notice.objects.filter(member=ada, read_at=None).count() == 1
    assert Bell.objects.get(member=ada).unread == 1
    assert client.post(f"/notices/seen/{uuid4()}/").status_code == 404


def test_whoever_left_for_good_is_told_nothing_and_nothing_is_kept(
    topic: Topic, ada: Member, bob: Member
) -> None:
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    read()
    Wishes.objects.create(member=ada)
    erase_member(by=ada)
    read()
    assert not Notice.objects.filter(member=ada).exists()
    assert not Wishes.objects.filter(member=ada).exists()


def test_a_community_that_closes_its_doors_keeps_its_news_for_those_inside(
    topic: Topic, community: Community, ada: Member, bob: Member
) -> None:
    eve = a_member("Eve")
    read()
    Follow.objects.create(member=eve, community=community, topic=topic, level="everything")
    add_post(by=bob, topic=topic, body="Yes.", key=None)
    read()
    assert Bell.objects.get(member=eve).unread == Bell.objects.get(member=ada).unread == 1
    owner = Member.objects.get(display_name="Olive")
    Community.objects.filter(pk=community.pk).update(visibility="private")
    with act("community.changed", by=owner) as done:
        done(community, ChangeFacts(fields=["visibility"]), community=community.pk)
    assert told(eve) == []
    read()
    assert (Bell.objects.get(member=eve).unread, Bell.objects.get(member=ada).unread) == (0, 1)


def test_what_is_old_is_forgotten(topic: Topic, ada: Member, bob: Member) -> None:
    add_post(by=bob, topic=topic, body="Yes.", key=None, answers=topic.posts.get(number=1))
    read()
    forget_old_notices(timezone.now() + timedelta(days=89))
    assert Bell.objects.get(member=ada).unread == 1
    forget_old_notices(timezone.now() + timedelta(days=91))
    assert (Bell.objects.get(member=ada).unread, Notice.objects.count()) == (0, 0)
