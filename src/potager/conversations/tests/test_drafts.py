"""What is typed and not sent yet: on every device, never overwritten by an older window, gone once it is sent."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from potager.communities.actions import join_community
from potager.conversations.models import Draft, Post, Topic
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic


@pytest.fixture
def ada(db: None) -> Member:
    return a_member("Ada", language="en")


@pytest.fixture
def topic(ada: Member) -> Topic:
    olive = a_member("Olive")
    community = a_community(owner=olive)
    join_community(by=ada, community=community, accepts_charter=True)
    return a_topic(by=olive, community=community)


def _browser(who: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who)
    return client


def _keep(
    client: Client, place: object, text: str, revision: int = 0, **more: object
) -> tuple[int, dict[str, object]]:
    typed = {"place": str(place), "text": text, "draft_revision": revision, **more}
    answer = client.post("/drafts/", typed, headers={"X-Requested-With": "potager"})
    told = json.loads(answer.content) if answer["Content-Type"] == "application/json" else {}
    return answer.status_code, told


def test_a_draft_is_there_on_another_device_and_gone_once_sent(topic: Topic, ada: Member) -> None:
    place, before = f"topic:{topic.pk.hex}", Activity.objects.count()
    assert _keep(_browser(ada), place, "Radishes first") == (200, {"revision": 1})
    page = _browser(ada).get(topic.get_absolute_url()).content.decode()
    assert "Radishes first" in page and 'data-revision="1"' in page
    assert Activity.objects.count() == before
    _browser(ada).post(
        f"{topic.get_absolute_url()}answer/", {"text": "Radishes first, then peas", "key": uuid7()}
    )
    assert Post.objects.latest("written_at").body == "Radishes first, then peas"
    assert not Draft.objects.exists()


def test_an_older_window_overwrites_nothing(topic: Topic, ada: Member) -> None:
    place, one, other = f"topic:{topic.pk}", _browser(ada), _browser(ada)
    _keep(one, place, "First words")
    assert _keep(other, place, "First words, and more", 1)[0] == 200
    assert _keep(one, place, "Old words", 1) == (409, {"revision": 2, "sent": False})
    assert Draft.objects.get().body == "First words, and more"
    assert _keep(one, place, "Old words, on purpose", 2)[0] == 200


def test_what_arrives_after_the_sending_comes_back_never(topic: Topic, ada: Member) -> None:
    key, place = uuid7(), f"topic:{topic.pk}"
    _browser(ada).post(f"{topic.get_absolute_url()}answer/", {"text": "Sent", "key": key})
    assert _keep(_browser(ada), place, "Sen", 0, key=key) == (409, {"revision": 0, "sent": True})
    assert _keep(_browser(ada), place, "Sen", 3) == (409, {"revision": 0, "sent": False})
    assert not Draft.objects.exists()


def test_a_new_topic_and_an_edit_have_drafts_too(topic: Topic, ada: Member) -> None:
    client, form = _browser(ada), f"{topic.community.get_absolute_url()}topics/new/"
    _keep(
        client,
        f"community:{topic.community_id}",
        "Body",
        title="A title",
        tags="beans, peas",
        is_question="on",
    )
    page = client.get(form).content.decode()
    assert "A title" in page and "beans, peas" in page and "checked" in page
    client.post(form, {"title": "A title", "text": "Body", "tags": "beans", "key": uuid7()})
    post = a_post(topic=topic, by=ada, body="As it was")
    _keep(client, f"post:{post.pk}", "As it will be", revision=0, draft_revision=0)
    assert "As it will be" in client.get(f"/posts/{post.pk}/edit/").content.decode()
    client.post(f"/posts/{post.pk}/edit/", {"text": "As it will be", "revision": 0, "key": uuid7()})
    post.refresh_from_db()
    assert post.body == "As it will be" and not Draft.objects.exists()


def test_throwing_a_draft_away(topic: Topic, ada: Member) -> None:
    client, place = _browser(ada), f"topic:{topic.pk}"
    _keep(client, place, "No")
    assert client.post("/drafts/drop/", {"place": place}).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_is_its_writers_alone(topic: Topic, ada: Member) -> None:
    olga = a_member("Olga")
    hidden = a_topic(by=olga, community=a_community(owner=olga, visibility="private"))
    post = a_post(topic=topic)
    for place in (f"topic:{hidden.pk}", f"post:{post.pk}", f"community:{hidden.community_id}", "", "topic:x",
                  f"member:{ada.pk}", f"topic:{uuid4()}", "\0", "community:"):  # fmt: skip
        assert _keep(_browser(ada), place, "Mine")[0] == 404, place
    assert Client().post("/drafts/", {"place": f"topic:{topic.pk}"}).status_code == 302
    _keep(_browser(ada), f"topic:{topic.pk}", "A secret of Ada")
    assert "A secret" not in _browser(a_member("Bea")).get(topic.get_absolute_url()).content.decode()


def test_whoever_leaves_for_good_leaves_no_draft(topic: Topic, ada: Member) -> None:
    _keep(_browser(ada), f"topic:{topic.pk}", "Words of Ada")
    erase_member(by=ada)
    assert not Draft.objects.exists()


def test_hostile_drafts(topic: Topic, ada: Member) -> None:
    client, place = _browser(ada), f"topic:{topic.pk}"
    assert _keep(client, place, "x" * 200_000)[0] == 413
    assert _keep(client, place, "x", title="y" * 5000)[0] == 413
    assert _keep(client, place, "x", **{f"n{one}": "z" for one in range(50)})[0] == 413
    assert _keep(client, place, "\0</textarea><script>alert(1)</script>")[0] == 200
    assert "<script>alert(1)" not in client.get(topic.get_absolute_url()).content.decode()
