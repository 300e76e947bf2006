"""What each person has read and follows: on every device, and nobody else's business."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community
from potager.conversations import listing, pulses
from potager.conversations.actions import add_reaction, mark_read, open_conversation, open_room, withdraw_post
from potager.conversations.following import level_of
from potager.conversations.letterbag import unread_conversations
from potager.conversations.letters import post_added
from potager.conversations.models import Follow, Post, ReadMark, Topic
from potager.journal.channels import may_listen
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic


@dataclass
class Garden:
    """Olive, who animates, Ada, who reads, and a topic of Olive's with three posts."""

    community: Community
    olive: Member
    ada: Member
    topic: Topic
    posts: list[Post]

    def browser(self, who: Member | None) -> Client:
        """Somebody's browser, in English."""
        client = Client(headers={"accept-language": "en"})
        if who:
            client.force_login(who)
        return client

    def page(self, who: Member, path: str) -> str:
        """What somebody reads at a path."""
        return self.browser(who).get(path).content.decode()

    @property
    def list(self) -> str:
        """The list of topics."""
        return f"{self.community.get_absolute_url()}topics/"


@pytest.fixture
def garden(db: None) -> Garden:
    olive, ada = a_member("Olive", language="en"), a_member("Ada", language="en")
    community = a_community(owner=olive)
    join_community(by=ada, community=community, accepts_charter=True)
    topic = a_topic(by=olive, community=community)
    posts = [a_post(topic=topic, by=olive) for _ in range(2)]
    topic.refresh_from_db()
    return Garden(community, olive, ada, topic, posts)


def test_a_mark_follows_the_person_and_never_goes_back(garden: Garden) -> None:
    path, before = f"/topics/{garden.topic.pk}/read/", Activity.objects.count()
    one, other = garden.browser(garden.ada), garden.browser(garden.ada)
    for client, number in ((one, 2), (other, 1), (one, 2)):
        assert client.post(path, {"number": number}).status_code == 204
    assert ReadMark.objects.get(member=garden.ada).number == 2
    one.post(path, {"number": 10**7})
    assert ReadMark.objects.get(member=garden.ada).number == 3  # the newest
    for wrong in ("", "-1", "x", "9" * 30):
        assert one.post(path, {"number": wrong}).status_code == 204
    assert Activity.objects.count() == before  # it is nobody's business


def test_without_scripts_a_press_marks_what_was_read(garden: Garden) -> None:
    path = f"/topics/{garden.topic.pk}/read/"
    page = garden.page(garden.ada, garden.topic.get_absolute_url())
    assert (
        f'<noscript><form method="post" action="{path}"><input type="hidden" name="number" value="3">' in page
    )
    assert not ReadMark.objects.filter(member=garden.ada, number=3).exists()  # opening a page changes nothing
    assert garden.browser(garden.ada).post(path, {"number": 3}).status_code == 204
    assert ReadMark.objects.get(member=garden.ada).number == 3


def test_the_list_says_what_is_new_and_leads_there(garden: Garden) -> None:
    assert f"{garden.topic.get_absolute_url()}unread/" in garden.page(garden.ada, garden.list)
    mark_read(by=garden.ada, topic=garden.topic, number=1)
    assert "2 new" in garden.page(garden.ada, garden.list)
    first = garden.browser(garden.ada).get(f"{garden.topic.get_absolute_url()}unread/")
    assert first["Location"] == garden.posts[0].get_absolute_url()
    assert "To the first unread message" in garden.page(garden.ada, garden.topic.get_absolute_url())
    withdraw_post(by=garden.olive, post=garden.posts[0])
    assert "1 new" in garden.page(garden.ada, garden.list)


def test_what_is_unread_comes_first_and_has_a_view(garden: Garden) -> None:
    read = a_topic(by=garden.olive, community=garden.community, title="Read already")
    mark_read(by=garden.ada, topic=read, number=1)
    page = garden.page(garden.ada, garden.list)
    assert page.index(garden.topic.title) < page.index("Read already")
    page = garden.page(garden.ada, f"{garden.list}?show=unread")
    assert garden.topic.title in page and "Read already" not in page
    mark_read(by=garden.ada, topic=garden.topic, number=3)
    assert "You have read everything" in garden.page(garden.ada, f"{garden.list}?show=unread")
    page = garden.browser(None).get(f"{garden.list}?show=unread").content.decode()
    assert garden.topic.title in page and "/unread/" not in page


def test_unread_first_holds_across_pages(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing.unread_first, "__kwdefaults__", {"before": "", "size": 3})
    titles = [f"Bean {number}" for number in range(8)]
    topics = [a_topic(by=garden.olive, community=garden.community, title=title) for title in titles]
    for topic in topics[4:]:  # the newest are read
        mark_read(by=garden.ada, topic=topic, number=1)
    expected = [
        "Bean 3",
        "Bean 2",
        "Bean 1",
        "Bean 0",
        garden.topic.title,
        "Bean 7",
        "Bean 6",
        "Bean 5",
        "Bean 4",
    ]
    seen, path = [], garden.list
    while path:
        page = garden.page(garden.ada, path)
        seen += re.findall(r'<li id="row-.*?<bdi>(.*?)</bdi>', page)
        further = re.search(r'rel="next" href="(.*?)"', page)
        path = garden.list + further[1] if further else ""
    assert seen == expected
    assert "Bean 7" in garden.page(garden.ada, f"{garden.list}?before=read-nonsense")
    assert "before=read-" not in garden.page(None, garden.list)  # type: ignore[arg-type]


def test_what_is_read_on_one_device_is_told_to_the_others(garden: Garden) -> None:
    assert not pulses.moved([garden.ada.pk]) and not pulses.changed([garden.ada.pk])
    mark_read(by=garden.ada, topic=garden.topic, number=1)
    told = pulses.moved([garden.ada.pk, garden.olive.pk])[garden.ada.pk]
    html = pulses._marks(told, "en")
    assert f'id="unread-{garden.topic.pk}" data-read="1"' in html and "2 new" in html
    assert f'id="unread-{garden.topic.pk}"' in garden.page(garden.ada, garden.list)
    mark_read(by=garden.ada, topic=garden.topic, number=3)
    [mark] = pulses.moved([garden.ada.pk])[garden.ada.pk]
    assert mark.unread is None and "new" not in pulses._marks((mark,), "en")
    ReadMark.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert not pulses.moved([garden.ada.pk])
    assert not may_listen(garden.olive.pk, f"member:{garden.ada.pk}")


def test_the_envelope_counts_conversations_with_something_new(garden: Garden) -> None:
    talk = open_conversation(
        by=garden.olive, community=garden.community, people=[garden.ada], title="T", body="B", key=None
    )
    assert "1 conversation with something new" in garden.page(garden.ada, garden.list)
    found = pulses.changed([garden.ada.pk, garden.olive.pk])
    assert {who: state[0] for who, state in found.items()} == {garden.ada.pk: 1, garden.olive.pk: 0}
    assert '<span aria-hidden="true">1</span>' in pulses._envelope((1, timezone.now()), "en")
    for path in (garden.list, garden.topic.get_absolute_url()):
        assert "envelope" not in garden.page(None, path)  # type: ignore[arg-type]
    mark_read(by=garden.ada, topic=talk, number=1)
    assert 'id="envelope-count" hidden' in garden.page(garden.ada, garden.list)
    a_post(topic=talk, by=garden.olive)
    leave_community(by=garden.ada, community=garden.community)
    assert unread_conversations([garden.ada.pk]) == {}


def test_what_one_wrote_oneself_is_read(garden: Garden) -> None:
    mark_read(by=garden.ada, topic=garden.topic, number=3)
    a_post(topic=garden.topic, by=garden.ada)
    assert ReadMark.objects.get(member=garden.ada).number == 4
    assert "1 new" in garden.page(garden.olive, garden.list)


def test_what_was_said_before_one_came_is_not_news(garden: Garden) -> None:
    late = a_member("Lou", language="en")
    join_community(by=late, community=garden.community, accepts_charter=True)
    assert "You have read everything" in garden.page(late, f"{garden.list}?show=unread")
    a_post(topic=garden.topic, by=garden.olive)
    assert garden.topic.title in garden.page(late, f"{garden.list}?show=unread")


def test_following(garden: Garden) -> None:
    path = f"/topics/{garden.topic.pk}/follow/"
    assert level_of(garden.topic, garden.ada) == "addressed"
    assert level_of(garden.topic, garden.olive) == "everything"  # who writes there follows it
    assert garden.browser(garden.ada).post(path, {"level": "everything"}).status_code == 302
    assert level_of(garden.topic, garden.ada) == "everything"
    assert "Everything that is written here" in garden.page(garden.ada, garden.topic.get_absolute_url())
    garden.browser(garden.ada).post(path, {"level": "nothing"})
    assert Follow.objects.get().level == "nothing"
    assert garden.browser(garden.ada).post(path, {"level": "spam"}).status_code == 409


def test_following_a_room(garden: Garden) -> None:
    room = open_room(by=garden.olive, community=garden.community, name="The shed", key=uuid7())
    page, path = (
        f"{garden.list}room/{room.address}/",
        f"{garden.community.get_absolute_url()}rooms/{room.pk}/follow/",
    )
    assert "As in the whole community" in garden.page(garden.ada, page) and path in garden.page(
        garden.ada, page
    )
    assert garden.browser(garden.ada).post(path, {"level": "everything"})["Location"] == page
    assert "<span>I am told: Everything that is written here</span>" in garden.page(garden.ada, page)
    topic = a_topic(by=garden.olive, community=garden.community, room=room)
    assert level_of(topic, garden.ada) == "everything" and level_of(garden.topic, garden.ada) == "addressed"
    told = {one.member: one.reason for one in post_added(Activity.objects.filter(kind="post.added").last())}
    assert told == {garden.ada.pk: "room"}
    assert garden.browser(garden.ada).post(path, {"level": "spam"}).status_code == 409
    garden.browser(garden.ada).post(path, {"level": ""})
    assert not Follow.objects.exists() and level_of(topic, garden.ada) == "addressed"
    stranger = a_member("Sven", language="en")
    assert path not in garden.page(stranger, page) + garden.page(None, page)  # type: ignore[arg-type]
    assert garden.browser(None).post(path, {"level": "nothing"}).status_code == 302
    elsewhere = a_community(owner=garden.olive, visibility="private")
    hidden = open_room(by=garden.olive, community=elsewhere, name="Hidden", key=uuid7())
    for at in (elsewhere, garden.community):
        answer = garden.browser(stranger).post(
            f"{at.get_absolute_url()}rooms/{hidden.pk}/follow/", {"level": "nothing"}
        )
        assert answer.status_code == 404
    assert not Follow.objects.exists()


def test_strangers_leave_no_mark(garden: Garden) -> None:
    private = a_community(owner=garden.olive, visibility="private")
    hidden = a_topic(by=garden.olive, community=private)
    for path in ("read/", "follow/", "unread/"):
        for who in (None, garden.ada):
            answer = garden.browser(who).post(
                f"/topics/{hidden.pk}/{path}", {"number": 1, "level": "nothing"}
            )
            assert answer.status_code in {302, 404, 405}
            assert garden.browser(who).get(f"/topics/{hidden.pk}/{path}").status_code in {302, 404, 405}
    assert not ReadMark.objects.filter(member=garden.ada).exists()
    assert not Follow.objects.exists()


def test_a_list_costs_the_same_however_much_is_unread(
    garden: Garden, django_assert_max_num_queries: object
) -> None:
    client = garden.browser(garden.ada)
    for number in range(5):
        topic = a_topic(by=garden.olive, community=garden.community, title=f"Topic {number}")
        mark_read(by=garden.ada, topic=topic, number=1)
        a_post(topic=topic, by=garden.olive)
    client.get(garden.list)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(garden.list)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(f"{garden.list}?show=unread")


def test_a_topic_page_costs_little_however_much_is_said(
    garden: Garden, django_assert_max_num_queries: object
) -> None:
    client = garden.browser(garden.ada)
    for number in range(20):
        post = a_post(topic=garden.topic, by=garden.olive, body=f"Post {number}, @Ada")
        add_reaction(by=garden.ada, post=post, name="thanks")
    client.get(garden.topic.get_absolute_url())
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(garden.topic.get_absolute_url())
