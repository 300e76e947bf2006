"""Releasing a book: by its host, once, from a closed story; the worker makes the files."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.press import actions, pdf
from potager.press.models import Edition
from potager.stories.actions import add_contribution, close_story
from potager.stories.models import Story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _books_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def host() -> Member:
    return testing.a_member("Hedwige")


@pytest.fixture
def closed(host) -> Story:
    story = testing.a_story(host=host, language="fr")
    for name, text in [("Ada", "Il pleuvait ! Personne ne sortit."), ("Bob", "<b>Sauf</b> les limaces...")]:
        add_contribution(by=testing.a_member(name), story=story, text=text, key=uuid7(), seen=99)
    return close_story(by=host, story=story)


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def url_of(story: Story) -> str:
    return reverse("press:release_book", args=[story.pk])


def test_the_host_releases_a_book(host, closed):
    client = signed_in(host)
    page = client.get(url_of(closed))
    assert all(f"<bdi>{name}</bdi>" in page.content.decode() for name in ("Ada", "Bob"))

    answer = client.post(url_of(closed), {"title": "Les limaces", "key": str(uuid4())}, follow=True)
    edition = Edition.objects.get()
    assert edition.state == "pressing"
    assert "Les limaces" in answer.content.decode()
    told = Activity.objects.get(kind="book.released")
    assert (told.target, told.facts) == (f"edition:{edition.pk}", {"number": 1})
    closed.refresh_from_db()
    assert closed.state_at(closed.closes_at) == "released"

    run_due_jobs()
    edition.refresh_from_db()
    assert edition.is_ready
    assert Activity.objects.filter(kind="book.pressed").count() == 1
    page = client.get(reverse("press:book", args=[edition.pk])).content.decode()
    assert "les-limaces.epub" in page
    assert "<b>Sauf" not in page
    assert "&lt;b&gt;Sauf" in page


def test_everyone_downloads_the_files(host, closed):
    edition = _pressed(host, closed)
    for ending, beginning in [("epub", b"PK"), ("pdf", b"%PDF")]:
        answer = Client().get(reverse("press:download", args=[edition.pk, "any-name", ending]))
        content = b"".join(answer.streaming_content)
        assert content.startswith(beginning)
        assert f'filename="les-limaces.{ending}"' in answer["Content-Disposition"]
    cover = Client().get(reverse("press:cover", args=[edition.pk]))
    assert b"".join(cover.streaming_content).startswith(b"\x89PNG")


def test_the_edition_stays_what_it_was(host, closed):
    edition = _pressed(host, closed)
    with default_storage.open(edition.path_of("book.epub")) as file:
        first = file.read()
    closed.contributions.update(text="changed afterwards")
    actions.press_book(edition=Edition.objects.get())
    with default_storage.open(edition.path_of("book.epub")) as file:
        assert file.read() == first
    text = "".join(zipfile.ZipFile(io.BytesIO(first)).read(n).decode() for n in _pages(first))
    assert "limaces…" in text
    assert "Il pleuvait\u00a0!" in text


def test_a_story_has_one_book(host, closed):
    client, key = signed_in(host), str(uuid4())
    first = client.post(url_of(closed), {"title": "Les limaces", "key": key})
    again = client.post(url_of(closed), {"title": "Les limaces", "key": key})
    assert again.url == first.url
    assert Edition.objects.count() == 1
    with pytest.raises(actions.AlreadyReleased):
        actions.release_book(by=host, story=closed, title="Encore", address="", key=uuid7())


def test_only_a_closed_story_with_words_becomes_a_book(host):
    story = testing.a_story(host=host)
    with pytest.raises(actions.StoryStillOpen):
        actions.release_book(by=host, story=story, title="Trop tôt", address="", key=uuid7())
    typed = {"title": "Trop tôt", "key": str(uuid4())}
    page = signed_in(host).post(url_of(story), typed)
    assert page.status_code == 409
    assert "Fermez-la d’abord" in page.content.decode()
    close_story(by=host, story=story)
    with pytest.raises(actions.EmptyBook):
        actions.release_book(by=host, story=story, title="Vide", address="", key=uuid7())
    assert not Edition.objects.exists()


def test_strangers_release_nothing(closed):
    assert Client().post(url_of(closed), {"title": "À moi"}).status_code == 302  # to the sign-in page
    assert signed_in(testing.a_member("Eve")).post(url_of(closed), {"title": "À moi"}).status_code == 403
    assert not Edition.objects.exists()


def test_a_private_book_is_told_to_no_stranger():
    owner = testing.a_member("Olive")
    community = testing.a_community(owner=owner, visibility="private")
    story = testing.a_story(community=community, host=owner)
    add_contribution(by=owner, story=story, text="Entre nous.", key=uuid7(), seen=0)
    edition = _pressed(owner, close_story(by=owner, story=story))
    eve = signed_in(testing.a_member("Eve"))
    paths = [
        reverse("press:book", args=[edition.pk]),
        reverse("press:book_of_story", args=[story.pk]),
        reverse("press:download", args=[edition.pk, "x", "epub"]),
        reverse("press:cover", args=[edition.pk]),
    ]
    for path in paths:
        assert Client().get(path).status_code == 404
        assert eve.get(path).status_code == 404
        assert signed_in(owner).get(path).status_code in {200, 302}
    kept = signed_in(owner).get(paths[0])
    assert "X-Potager-Places" not in kept.headers


def test_a_press_that_fails_says_so(host, closed, settings):
    edition = actions.release_book(by=host, story=closed, title="Trop", address="", key=uuid7())
    settings.PRESS_LIMITS = pdf.Limits(seconds=0)
    run_due_jobs()
    page = signed_in(host).get(reverse("press:book", args=[edition.pk])).content.decode()
    assert "out of time" in page
    assert Activity.objects.filter(kind="book.failed").count() == 1


def _pressed(host: Member, story: Story) -> Edition:
    edition = actions.release_book(
        by=host, story=story, title="Les limaces", address="http://testserver/", key=uuid7()
    )
    run_due_jobs()
    edition.refresh_from_db()
    assert edition.is_ready
    return edition


def _pages(epub: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(io.BytesIO(epub)).namelist() if name.endswith(".xhtml")]
