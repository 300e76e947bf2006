"""A picture for the cover: brought by an editor, written anew, in words too, and printed in every edition."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from potager import testing
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.press import works
from potager.press.actions import NoSuchPicture, Release, add_cover, release_book
from potager.press.choices import Design
from potager.press.models import CoverPicture
from potager.press.snapshot import book_of
from potager.stories.actions import add_contribution, close_story
from potager.stories.models import Story

pytestmark = pytest.mark.django_db
WORDS = {"alternative": "Un #jardin <au> soir", "credit": "Photo : \u202eNadia", "consent": "on"}


@pytest.fixture
def closed(settings: Any, tmp_path: Any) -> Story:
    settings.MEDIA_ROOT = tmp_path
    story = testing.a_story(language="fr")
    add_contribution(by=story.host, story=story, text="Il pleuvait.", key=uuid7(), seen=0)
    return close_story(by=story.host, story=story)


def a_file(data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("../../x.svg", data or testing.a_picture(), content_type="image/svg+xml")


def url_of(story: Story) -> str:
    return reverse("press:add_cover", args=[story.pk])


def signed_in(story: Story) -> Client:
    client = Client()
    client.force_login(story.host)
    return client


def sent(story: Story, **changes: Any) -> Any:
    return signed_in(story).post(url_of(story), {**WORDS, "picture": a_file(), "key": uuid7(), **changes})


def test_the_editor_brings_a_picture_and_the_book_wears_it(closed: Story) -> None:
    answer = sent(closed)
    assert answer.status_code == 302, answer.content.decode()
    picture = CoverPicture.objects.get()
    assert (picture.alternative, picture.credit) == ("Un #jardin <au> soir", "Photo : \u202eNadia")
    told = Activity.objects.get(kind="cover.added")
    assert (told.actor, told.target, told.facts) == (closed.host.pk, f"coverpicture:{picture.pk}", {})
    page = signed_in(closed).get(answer.url).content.decode()
    assert "Un #jardin &lt;au&gt; soir" in page
    asked = Release(title="Soir", design=Design(cover="picture", picture=picture.pk))
    edition = release_book(by=closed.host, story=closed, release=asked, address="", key=uuid7())
    files = works.files_of(edition)
    shown = Image.open(io.BytesIO(files["cover.png"])).convert("RGB")
    stored = Image.open(default_storage.open(picture.path)).convert("RGB")
    assert _near(shown.getpixel((800, 1500)), stored.getpixel((stored.width // 2, stored.height // 2)))
    assert book_of(edition).credits == ("Photo : Nadia",)
    assert "Photo\u00a0: Nadia" in files["book.txt"].decode()


def _near(one: Any, other: Any) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(
    "changes", [{"alternative": " "}, {"credit": ""}, {"consent": ""}, {"picture": ""}], ids=str
)
def test_words_and_consent_are_asked_for(closed: Story, changes: dict[str, str]) -> None:
    assert sent(closed, **changes).status_code == 409
    assert not CoverPicture.objects.exists()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_bomb_a_script_and_a_lie_are_refused(closed: Story) -> None:
    """60,000 × 60,000 pixels in a few kilobytes; an SVG with a script; words that say they are a picture."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    bomb = (
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000)) + chunk(b"IEND", b"")
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
    for data in (bomb, svg, b"\x89PNG\r\n\x1a\n and nothing more", b"GIF89a"):
        assert sent(closed, picture=a_file(data)).status_code == 409
    assert not CoverPicture.objects.exists()
    assert not Activity.objects.filter(kind="cover.added").exists()


def test_the_same_form_twice_is_one_picture(closed: Story) -> None:
    key = uuid7()
    assert [sent(closed, key=key).status_code for _ in range(2)] == [302, 302]
    assert CoverPicture.objects.count() == 1


def test_strangers_bring_nothing(closed: Story) -> None:
    eve = Client()
    assert eve.post(url_of(closed), {**WORDS, "picture": a_file()}).status_code == 302  # to the sign-in page
    eve.force_login(testing.a_member("Eve"))
    assert eve.post(url_of(closed), {**WORDS, "picture": a_file()}).status_code == 403
    assert eve.get(url_of(closed)).status_code == 403
    assert not CoverPicture.objects.exists()


def test_a_picture_of_another_story_is_none(closed: Story) -> None:
    other = testing.a_story()
    picture = add_cover(
        by=other.host, story=other, data=testing.a_picture(), alternative="a", credit="b", key=uuid7()
    )
    for chosen in (picture.pk, None, uuid7()):
        asked = Release(title="Soir", design=Design(cover="picture", picture=chosen))
        with pytest.raises(NoSuchPicture):
            release_book(by=closed.host, story=closed, release=asked, address="", key=uuid7())
