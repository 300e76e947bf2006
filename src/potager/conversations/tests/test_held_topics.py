"""A conversation whose first message waits: its author and the moderators know of it, and nobody else, anywhere."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from potager.communities.models import Membership
from potager.conversations import actions, attaching, listing, pages, queries, rules, screening
from potager.conversations.models import Picture, Post, Rules, Topic
from potager.conversations.tests.square import Square, a_square, browser, told
from potager.conversations.views import pictures as sending
from potager.journal.channels import may_listen
from potager.journal.findable import findable_of
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.budget import Budget
from potager.lib.ids import uuid7
from potager.testing import a_picture, a_post

pytestmark = pytest.mark.django_db
SAID = {"title": "Beans for sale", "text": "Cheap beans by the thousand.", "tags": "bargains"}
PASSING = {**SAID, "name": "Léa", "email": "lea@example.org"}


@pytest.fixture(autouse=True)
def _letters_in_memory() -> Iterator[None]:
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def square() -> Square:
    return a_square()


@pytest.fixture
def _doubted(monkeypatch: pytest.MonkeyPatch) -> list[screening.Draft]:
    """Everything looks like spam."""
    drafts: list[screening.Draft] = []
    monkeypatch.setattr(screening, "_screens", [lambda draft: drafts.append(draft) or "hold"])
    return drafts


def place(square: Square) -> str:
    return f"{square.community.get_absolute_url()}topics/"


def opened(square: Square, who=None, client=None, **more) -> Topic:
    answer = (client or browser(who)).post(place(square) + "new/", {**SAID, "key": str(uuid7()), **more})
    assert answer.status_code == 302
    return Topic.objects.get(pk=answer["Location"].split("/")[2])


def welcomed(square: Square) -> None:
    Rules.objects.create(community=square.community, passers_by=Rules.PassersBy.OPENING)


def test_it_is_known_to_its_author_and_the_moderators_alone(square: Square, _doubted) -> None:
    topic = opened(square, square.member)
    assert _doubted[0].text.startswith("Beans for sale\n\nCheap beans")
    path, post = topic.get_absolute_url(), Post.objects.get(topic=topic)
    assert (topic.is_held, topic.shown, post.state) == (True, 0, "held")
    for who in (square.member, square.moderator):
        assert "waits for a moderator" in square.read(who, path)
    assert "Cheap beans" in square.read(square.member, path) and "Beans" in square.read(
        square.member, place(square)
    )
    assert "Cheap beans" in square.read(square.moderator, square.held_path)
    for who in (None, square.stranger, square.other):
        client = browser(who)
        assert client.get(path).status_code == client.get(place(square) + "tag/bargains/").status_code == 404
        for page in (place(square), place(square) + "?show=unread", place(square) + "?show=unanswered"):
            assert "Beans for sale" not in client.get(page).content.decode()
        assert "Beans for sale" not in client.get(square.community.get_absolute_url()).content.decode()
        assert topic not in queries.visible_to(who) and not may_listen(who and who.pk, f"topic:{topic.pk}")
    assert "Beans" not in square.read(square.moderator, place(square))
    assert not listing.tags_in(square.community, pages.public_topics(square.community))
    for kind, thing in (("topic", topic.pk), ("post", post.pk)):
        assert not list(findable_of(kind).entries([thing]))
    for act in Activity.objects.filter(kind__in=("topic.opened", "post.added")).order_by("-position")[:2]:
        assert not list(kind_of(act.kind).notices(act)) and not kind_of(act.kind).fragment(act, "en")


def test_nothing_is_added_to_it_while_it_waits(square: Square, _doubted) -> None:
    topic = opened(square, square.member)
    for who in (square.member, square.moderator):
        with pytest.raises(rules.TopicWaits):
            a_post(topic=topic, by=who)
    answer = browser(square.other).post(topic.get_absolute_url() + "answer/", {"text": "Me", "key": uuid7()})
    assert answer.status_code == 404
    assert browser(square.member).get(topic.get_absolute_url() + "polls/new/").status_code == 403
    with pytest.raises(rules.NotInThisState):
        actions.unhide_topic(by=square.moderator, topic=topic)
    post = Post.objects.get(topic=topic)
    actions.edit_post(by=square.member, post=post, body="Beans, to swap.")
    assert "to swap" in square.read(square.moderator, square.held_path)
    actions.withdraw_post(by=square.member, post=post)
    assert "Beans for sale" not in square.read(square.member, place(square))
    assert not queries.held_posts(square.community)


def test_accepted_it_opens_for_everybody(square: Square, _doubted) -> None:
    topic = opened(square, square.member)
    post = Post.objects.get(topic=topic)
    assert browser(square.other).post(f"/posts/{post.pk}/accept/").status_code == 404
    assert browser(square.moderator).post(f"/posts/{post.pk}/accept/").status_code == 302
    topic.refresh_from_db()
    assert (topic.is_held, topic.hidden_at, topic.numbered, topic.shown) == (False, None, 1, 1)
    assert topic.opened_at == topic.last_at and "Beans for sale" in square.read(None, place(square))
    assert "Cheap beans" in square.read(None, topic.get_absolute_url())
    act = told("post.accepted")
    assert set(kind_of(act.kind).freshens(act)) >= {f"topic:{topic.pk}", f"topics:{square.community.pk}"}
    assert list(findable_of("topic").touched(act)) == [topic.pk]


def test_declined_it_is_gone_with_its_pictures(square: Square, _doubted) -> None:
    picture = actions.keep_picture(by=square.member, community=square.community, data=a_picture())
    topic = opened(square, square.member, pictures=str(picture.pk))
    path = picture.path_of(picture.sides[0])
    assert picture.address in square.read(square.moderator, square.held_path)
    assert browser(square.moderator).get(picture.address).status_code == 200
    assert browser(square.other).get(picture.address).status_code == 404
    actions.decline_post(by=square.moderator, post=Post.objects.get(topic=topic), reason="Not a shop.")
    assert browser(square.member).get(topic.get_absolute_url()).status_code == 404
    assert not Picture.objects.exists() and default_storage.exists(path)
    [letter] = kind_of("post.declined").notices(told("post.declined"))
    assert place(square) in letter.body and topic.get_absolute_url() not in letter.body


def test_a_passer_by_opens_one_where_that_is_wanted(square: Square) -> None:
    assert browser().get(place(square) + "new/").status_code == 302
    assert browser(square.stranger).get(place(square) + "new/").status_code == 403
    welcomed(square)
    assert "topics/new/" in square.read(None, place(square))
    client, sent = browser(), {**PASSING, "key": str(uuid7())}
    unsigned = client.post(place(square) + "new/", {**sent, "email": "", "name": ""})
    assert unsigned.status_code == 422 and "Cheap beans" in unsigned.content.decode()
    asked = client.post(place(square) + "new/", sent)
    assert asked.status_code == 200 and 'name="code"' in asked.content.decode()
    code = re.search(r"\b(\d{3} ?\d{3})\b", mail.outbox[-1].body)[1]
    topic = opened(square, client=client, **{**sent, "code": code})
    assert topic.is_held and topic.author.email == "lea@example.org"
    assert "Cheap beans" in client.get(topic.get_absolute_url()).content.decode()
    assert browser().get(topic.get_absolute_url()).status_code == 404
    actions.accept_post(by=square.moderator, post=Post.objects.get(topic=topic))
    assert "Cheap beans" in square.read(None, topic.get_absolute_url())


def test_who_was_removed_does_not_open_one_in_passing(square: Square) -> None:
    welcomed(square)
    membership = Membership.objects.get(member=square.other, community=square.community)
    Membership.objects.filter(pk=membership.pk).update(state=Membership.State.REMOVED, was_removed=True)
    assert browser(square.other).post(place(square) + "new/", SAID).status_code == 403
    square.community.visibility = "members"
    square.community.save()
    assert browser(square.stranger).post(place(square) + "new/", SAID).status_code in {302, 403}


def test_a_picture_that_comes_before_its_sender_is_known(square: Square, monkeypatch) -> None:
    monkeypatch.setattr(sending, "SENDING", Budget(most=2, refill=0))
    upload, client = f"{square.community.get_absolute_url()}pictures/upload/", browser()

    def sent() -> dict[str, SimpleUploadedFile]:
        return {"picture": SimpleUploadedFile("a.jpg", a_picture())}

    answer = client.post(upload, sent())
    picture = Picture.objects.get()
    assert (
        answer.status_code == 201
        and picture.author is None
        and picture.address not in answer.content.decode()
    )
    for who in (None, square.owner):
        assert browser(who).get(picture.address).status_code == 404
    assert client.post(upload, sent()).status_code == 201
    assert client.post(upload, sent()).status_code == 429, "so many from one address"
    assert browser(square.member).post(upload, sent()).status_code == 201
    post = a_post(topic=square.topic, by=square.stranger, pictures=[attaching.Wanted(picture.pk, "A bean")])
    picture.refresh_from_db()
    assert (picture.author, picture.post, post.state) == (square.stranger, post, "held")
    seen = [browser(who).get(picture.address).status_code for who in (None, square.other, square.moderator)]
    assert seen == [404, 404, 200]
    with pytest.raises(attaching.PictureGone):
        a_post(topic=square.topic, by=square.other, pictures=[attaching.Wanted(picture.pk)])
    Picture.objects.filter(author=None).update(
        added_at=square.topic.opened_at - actions.pictures.KEPT_NAMELESS
    )
    assert actions.forget_pictures(square.topic.opened_at) == 0
