"""Pictures under messages: sent while writing, shown with their words, seen by those who read the message."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from potager.communities.actions import leave_community, remove_member
from potager.conversations import attaching, blocks, clocks
from potager.conversations.actions import add_picture, keep_picture, withdraw_post
from potager.conversations.actions.private import leave_conversation, open_conversation
from potager.conversations.exports import _pictures
from potager.conversations.models import Picture, PictureVersion, Post, Rules
from potager.conversations.tests.square import SCRIPT, Square, a_square, browser, told
from potager.journal.kinds import kind_of
from potager.lib.ids import uuid7
from potager.pagecache.untrue import places_touched
from potager.testing import a_picture, a_post


@pytest.fixture
def square(db: None) -> Square:
    return a_square()


def sent(data: bytes | None = None, name: str = "x.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, a_picture() if data is None else data, content_type="image/jpeg")


def upload(square: Square) -> str:
    return f"{square.community.get_absolute_url()}pictures/upload/"


def kept(square: Square, *, big: bool = False) -> Picture:
    data = a_picture(2000, 1000) if big else a_picture()
    return keep_picture(by=square.member, community=square.community, data=data)


def a_pictured(square: Square, alternative: str = "Beans in a row") -> Post:
    picture = kept(square)
    wanted = [attaching.Wanted(picture.pk, alternative)]
    return a_post(topic=square.topic, by=square.member, pictures=wanted)


def test_a_picture_is_sent_while_writing_and_stands_under_the_message(square: Square) -> None:
    client = browser(square.member)
    answer = client.post(upload(square), {"picture": sent(a_picture(2000, 1000))}, headers=SCRIPT)
    picture = Picture.objects.get()
    assert answer.status_code == 201 and f'name="pictures" value="{picture.pk}"' in answer.content.decode()
    assert (picture.width, picture.height, picture.sides) == (1600, 800, (1600, 800, 400))
    typed = {"text": "Look!", "key": uuid7(), "pictures": [str(picture.pk)]}
    client.post(square.path + "answer/", {**typed, f"alternative-{picture.pk}": "Beans <b> in a row"})
    post = Post.objects.latest("written_at")
    page = square.read(None)
    assert list(post.pictures.all()) == [picture] and 'alt="Beans &lt;b&gt; in a row"' in page
    assert f"{picture.address_of(400)} 400w" in page
    assert told("post.added").target == f"post:{post.pk}"
    file = browser().get(picture.address)
    assert file["Content-Type"] == "image/webp" and "private" in file["Cache-Control"]
    assert Image.open(BytesIO(b"".join(file))).size == (800, 400)


def test_a_message_may_be_a_picture_alone_and_a_picture_serves_once(square: Square) -> None:
    picture = kept(square)
    client, typed = browser(square.member), {"text": "", "pictures": [str(picture.pk)]}
    assert client.post(square.path + "answer/", {**typed, "key": uuid7()}).status_code == 302
    again = client.post(square.path + "answer/", {**typed, "text": "Kept words", "key": uuid7()})
    assert again.status_code == 409 and "Kept words" in again.content.decode()
    assert client.post(square.path + "answer/", {"text": "", "key": uuid7()}).status_code == 409


def test_nobody_uses_the_picture_of_another(square: Square) -> None:
    picture = kept(square)
    typed = {"text": "Mine?", "key": uuid7(), "pictures": [str(picture.pk), "nonsense"]}
    answer = browser(square.other).post(square.path + "answer/", typed)
    assert answer.status_code == 409 and "Mine?" in answer.content.decode()
    picture.refresh_from_db()
    assert picture.post is None


def test_a_form_that_comes_back_holds_its_pictures(square: Square) -> None:
    picture = kept(square)
    typed = {
        "text": "x" * 30_000,
        "key": uuid7(),
        "pictures": [str(picture.pk)],
        f"alternative-{picture.pk}": "Beans",
    }
    page = browser(square.member).post(square.path + "answer/", typed).content.decode()
    assert f'value="{picture.pk}"' in page and 'value="Beans"' in page


def test_what_is_no_picture_is_refused_kindly(square: Square) -> None:
    client, heavy = browser(square.member), b"\xff\xd8\xff" + b"0" * 12_600_000
    for data, status in (
        (b"<svg onload=alert(1)>", 422),
        (b"", 422),
        (a_picture()[:200], 422),
        (heavy, 413),
    ):
        answer = client.post(upload(square), {"picture": sent(data)})
        assert answer.status_code == status and answer["Content-Type"].startswith("text/plain")
        assert "picture" in answer.content.decode()
    assert client.post(upload(square)).status_code == 422
    assert not Picture.objects.exists()


def test_strangers_send_none_and_nobody_sends_too_many(square: Square) -> None:
    Rules.objects.create(community=square.community, passers_by=Rules.PassersBy.NOBODY)
    for who in (square.stranger, None):
        assert browser(who).post(upload(square), {"picture": sent()}).status_code == 403
    Picture.objects.bulk_create(
        Picture(author=square.member, digest="0", width=1, height=1) for _ in range(attaching.MOST_WAITING)
    )
    assert browser(square.member).post(upload(square), {"picture": sent()}).status_code == 409
    few = [attaching.Wanted(uuid7()) for _ in range(9)]
    with pytest.raises(attaching.TooManyPictures):
        a_post(topic=square.topic, by=square.member, pictures=few)


def test_only_its_author_sees_a_picture_before_its_message_is_there(square: Square) -> None:
    picture = kept(square)
    assert browser(square.member).get(picture.large_address).status_code == 200
    for who in (None, square.stranger, square.other, square.moderator, square.owner):
        assert browser(who).get(picture.large_address).status_code == 404
    assert (
        browser(square.member).get(picture.large_address.replace(picture.digest, "0" * 32)).status_code == 404
    )
    assert browser(square.member).get(picture.address_of(777)).status_code == 404


def test_a_picture_is_seen_by_those_who_read_its_message_and_by_nobody_else(square: Square) -> None:
    conversation = open_conversation(
        by=square.member,
        community=square.community,
        people=[square.other],
        title="Psst",
        body="Psst",
        key=uuid7(),
    )
    post = a_post(
        topic=conversation, by=square.member, pictures=[attaching.Wanted(kept(square).pk, "A secret")]
    )
    address = post.pictures.get().address
    assert browser(square.other).get(address).status_code == 200
    for who in (None, square.stranger, square.moderator, square.owner):
        assert browser(who).get(address).status_code == 404
    leave_conversation(by=square.other, topic=conversation)
    assert browser(square.other).get(address).status_code == 404


def test_what_is_taken_back_shows_no_picture(square: Square) -> None:
    post = a_pictured(square)
    address = post.pictures.get().address
    withdraw_post(by=square.member, post=post)
    assert browser(square.other).get(address).status_code == 404
    assert "Beans in a row" not in square.read(square.other)


def test_a_former_member_sees_no_picture_of_a_closed_community(square: Square) -> None:
    post = a_pictured(square)
    type(square.community).objects.filter(pk=square.community.pk).update(visibility="private")
    address = post.pictures.get().address
    assert browser(square.other).get(address).status_code == 200
    leave_community(by=square.other, community=square.community)
    assert browser(square.other).get(address).status_code == 404


def test_a_picture_is_added_to_a_message_that_is_there(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member)
    path, client = f"/posts/{post.pk}/pictures/upload/", browser(square.member)
    assert "What it shows" in client.get(path).content.decode()
    key = uuid7()
    for _ in range(2):
        client.post(path, {"picture": sent(), "alternative": "A pea", "key": key})
    assert post.pictures.get().alternative == "A pea"
    act = told("picture.added")
    assert act.facts == {"number": post.number} and act.place == f"topic:{square.topic.pk}"
    assert 'alt="A pea"' in square.read(None)
    refused = client.post(path, {"picture": sent(b"no"), "key": uuid7()})
    assert refused.status_code == 422 and "JPEG, PNG" in refused.content.decode()
    for who in (square.other, square.moderator, square.stranger):
        assert browser(who).post(path, {"picture": sent(), "key": uuid7()}).status_code == 403


def test_its_author_takes_a_picture_away(square: Square, django_capture_on_commit_callbacks: object) -> None:
    post = a_pictured(square)
    picture = post.pictures.get()
    path = f"/pictures/{picture.pk}/remove/"
    assert path in square.read(None)
    for who in (square.other, square.moderator):
        assert browser(who).post(path).status_code == 403
    assert browser().post(path).status_code == 302
    client = browser(square.member)
    assert "disappears" in client.get(path).content.decode() and Picture.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert client.post(path).status_code == 302
    assert told("picture.removed").target == f"picture:{picture.pk}"
    assert not Picture.objects.exists() and not default_storage.exists(picture.path_of(1600))
    assert "Beans in a row" not in square.read(None)
    assert client.post(path).status_code == 404


def test_a_picture_that_waits_goes_without_a_word_or_after_a_day(
    square: Square, django_capture_on_commit_callbacks: object
) -> None:
    first, late, shown = kept(square), kept(square), a_pictured(square).pictures.get()
    assert browser(square.other).post(f"/pictures/{first.pk}/remove/").status_code == 404
    assert browser(square.member).post(f"/pictures/{first.pk}/remove/").status_code == 204
    Picture.objects.update(added_at=timezone.now() - timedelta(hours=25))
    fresh = kept(square)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert clocks.forget_pictures(timezone.now()) == 1
    assert set(Picture.objects.all()) == {fresh, shown}
    assert not default_storage.exists(late.path_of(1600)) and default_storage.exists(shown.path_of(1600))


def test_many_pictures_ask_as_little_as_one(square: Square) -> None:
    client, counts = browser(square.other), []
    for posts in (1, 5):
        for _ in range(posts):
            a_pictured(square)
        client.get(square.path)
        blocks.forget_all()
        with CaptureQueriesContext(connection) as asked:
            client.get(square.path)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_add_picture_holds_eight(square: Square) -> None:
    post = a_post(topic=square.topic, by=square.member)
    Picture.objects.bulk_create(
        Picture(author=square.member, post=post, digest="0", width=1, height=1) for _ in range(8)
    )
    with pytest.raises(attaching.TooManyPictures):
        add_picture(by=square.member, post=post, data=a_picture(), alternative="", key=uuid7())


def test_one_takes_one_s_pictures_along(square: Square) -> None:
    picture = a_pictured(square).pictures.get()
    a_post(topic=square.topic, by=square.other)
    parts = {part.path: part.content for part in _pictures(square.member)}
    assert str(picture.pk) in str(parts["conversations/pictures.json"])
    assert [path for path in parts if path.endswith(".webp")]
    assert [part.path for part in _pictures(square.other)] == ["conversations/pictures.json"]


def test_its_author_says_better_what_it_shows(square: Square) -> None:
    post = a_post(
        topic=square.topic, by=square.member, pictures=[attaching.Wanted(kept(square).pk, "A been")]
    )
    picture = post.pictures.get()
    path, page = f"/pictures/{picture.pk}/words/", square.topic.get_absolute_url()
    assert 'value="A been"' in square.read(square.member, path) and path in square.read(square.member)
    sent_ = {"alternative": "A <b>bean</b>", "key": uuid7()}
    assert browser(square.member).post(path, sent_)["Location"] == post.get_absolute_url()
    assert 'alt="A &lt;b&gt;bean&lt;/b&gt;"' in square.read(None, page) and "words changed" in square.read(
        None, page
    )
    history = square.read(None, f"/posts/{post.pk}/history/")
    assert "A </span>" not in history and "been" in history and "bean&lt;/b&gt;" in history
    act = told("picture.reworded")
    assert (act.place, act.facts) == (f"topic:{square.topic.pk}", {"number": 2})
    assert "bean&lt;" in (kind_of(act.kind).fragment(act, "en") or "")
    assert places_touched(act) == [f"topic:{square.topic.pk}"]
    assert browser(square.member).post(path, {"alternative": "A <b>bean</b>"}).status_code == 302
    assert PictureVersion.objects.count() == 1, "nothing new"
    for who, status in ((None, 302), (square.stranger, 403), (square.other, 403), (square.moderator, 403)):
        assert browser(who).post(path, {"alternative": "Mine"}).status_code == status
    membership = square.community.memberships.get(member=square.member)
    remove_member(by=square.owner, membership=membership)
    assert browser(square.member).post(path, {"alternative": "Back"}).status_code == 403
    withdraw_post(by=square.member, post=post)
    assert browser(None).get(f"/posts/{post.pk}/history/").status_code == 404
    picture.refresh_from_db()
    assert picture.alternative == "A <b>bean</b>"
