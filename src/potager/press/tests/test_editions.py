"""Editions: chosen, numbered, each with its files; the same book gives the same bytes for ever."""

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.press import releasing, works
from potager.press.actions import AlreadyReleased, Release, release_book, withdraw_book
from potager.press.book import Book
from potager.press.models import Edition
from potager.press.pdf import Plates
from potager.press.snapshot import book_of
from potager.stories.actions import add_contribution, close_story
from potager.stories.models import Story

MAKE = """
import pickle, sys, django
django.setup()
from potager.press import works
book, plates = pickle.load(sys.stdin.buffer)
pickle.dump(works.made_of(book, plates), sys.stdout.buffer)
"""


def digests(files: dict[str, bytes]) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def made_elsewhere(book: Book, plates: Plates, **environment: str) -> dict[str, bytes]:
    """Made by another process, with other chances, another clock and another place."""
    told = os.environ | {"DJANGO_SETTINGS_MODULE": "potager.config.settings"} | environment
    done = subprocess.run(
        [sys.executable, "-c", MAKE], input=pickle.dumps((book, plates)), env=told, capture_output=True, check=True
    )  # fmt: skip
    made: dict[str, bytes] = pickle.loads(done.stdout)
    return made


def test_the_same_book_gives_the_same_bytes_everywhere(
    whole_book: Book, plates: Plates, tmp_path: Path
) -> None:
    first = works.made_of(whole_book, plates)
    assert set(first) == {file.stored for file in works.FILES.values()}
    assert digests(works.made_of(replace(whole_book), plates)) == digests(first)
    elsewhere = {
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Auckland",
        "LANG": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
    }
    assert digests(made_elsewhere(whole_book, plates, **elsewhere)) == digests(first)


@pytest.fixture
def closed(settings: Any, tmp_path: Path) -> Story:
    settings.MEDIA_ROOT = tmp_path
    releasing._asked.clear()
    story = testing.a_story(language="fr")
    for name, text in (("Ada", "Il pleuvait !"), ("Bob", "<b>Sauf</b> #import les limaces...")):
        add_contribution(by=testing.a_member(name), story=story, text=text, key=uuid7(), seen=99)
    return close_story(by=story.host, story=story)


def signed_in(story: Story) -> Client:
    client = Client()
    client.force_login(story.host)
    return client


def url_of(story: Story) -> str:
    return reverse("press:release_book", args=[story.pk])


CHOSEN = {
    "title": "Les limaces", "subtitle": "une nuit", "layout": "novel", "paper": "pocket", "attribution": "list",
    "cover": "wreath", "colours": "night", "bulk": "bulky", "isbn": "978 2 07 036822 8",
}  # fmt: skip


@pytest.mark.django_db
def test_the_editor_chooses_how_the_book_looks(closed: Story) -> None:
    answer = signed_in(closed).post(url_of(closed), {**CHOSEN, "key": str(uuid4())})
    assert answer.status_code == 302, answer.content.decode()
    edition = Edition.objects.get()
    book = book_of(edition)
    assert (book.layout, book.paper, book.attribution, book.edition) == ("novel", "pocket", "list", 1)
    assert (book.cover.template, book.cover.colours, book.language) == ("wreath", "night", "fr-FR")
    assert (edition.isbn, edition.book["bulk"]) == ("978-2-07-036822-8", "bulky")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"layout": "#panic()"}, {"paper": "../a5"}, {"cover": "picture"}, {"isbn": "9782070368229"}],
    ids=str,
)
def test_nothing_else_can_be_chosen(closed: Story, wrong: dict[str, str]) -> None:
    answer = signed_in(closed).post(url_of(closed), {**CHOSEN, **wrong, "key": str(uuid4())})
    assert answer.status_code == 409
    assert "Les limaces" in answer.content.decode(), "what was typed is kept"
    assert not Edition.objects.exists()


@pytest.mark.django_db
def test_editions_follow_one_another_and_the_older_ones_stay(closed: Story) -> None:
    client = signed_in(closed)
    client.post(url_of(closed), {**CHOSEN, "key": str(uuid4())})
    run_due_jobs()
    first = Edition.objects.get()
    before = default_storage.open(first.path_of("book.epub")).read()
    closed.contributions.filter(position=1).update(text="Il pleuvait beaucoup !")
    page = client.get(url_of(closed)).content.decode()
    assert 'value="Les limaces"' in page, "the next edition begins as the last one was"
    asked = {**CHOSEN, "title": "Les limaces encore", "after": "1", "key": str(uuid4())}
    assert client.post(url_of(closed), asked).status_code == 302
    run_due_jobs()
    second = Edition.objects.get(number=2)
    assert second.is_ready
    assert [told.facts for told in Activity.objects.filter(kind="book.released").order_by("position")] == [
        {"number": 1}, {"number": 2},
    ]  # fmt: skip
    assert default_storage.open(first.path_of("book.epub")).read() == before
    for edition, words in ((first, "Il pleuvait\u202f!"), (second, "Il pleuvait beaucoup\u202f!")):
        file = Client().get(reverse("press:download", args=[edition.pk, "x", "txt"]))
        assert words in b"".join(file.streaming_content).decode()
    page = Client().get(reverse("press:book", args=[second.pk])).content.decode()
    assert reverse("press:book", args=[first.pk]) in page


@pytest.mark.django_db
def test_two_editors_do_not_release_the_same_edition_twice(closed: Story) -> None:
    asked = Release(title="Une")
    release_book(by=closed.host, story=closed, release=asked, address="", key=uuid7())
    for after in (0, 2):
        with pytest.raises(AlreadyReleased):
            release_book(
                by=closed.host, story=closed, release=replace(asked, after=after), address="", key=uuid7()
            )
    again = release_book(
        by=closed.host, story=closed, release=replace(asked, after=1), address="", key=uuid7()
    )
    assert again.number == 2
    withdraw_book(by=closed.host, edition=again)
    closed.refresh_from_db()
    assert closed.released_at, "the first edition is still out"
    withdraw_book(by=closed.host, edition=Edition.objects.get(number=1))
    closed.refresh_from_db()
    assert closed.released_at is None


@pytest.mark.django_db
def test_every_file_is_there_for_everyone_and_is_what_the_edition_says(closed: Story) -> None:
    signed_in(closed).post(url_of(closed), {**CHOSEN, "key": str(uuid4())})
    run_due_jobs()
    edition = Edition.objects.get()
    for ending, file in works.FILES.items():
        answer = Client().get(reverse("press:download", args=[edition.pk, "limaces", ending]))
        content = b"".join(answer.streaming_content)
        assert answer["Content-Type"] == file.media_type
        assert answer["Content-Disposition"] == f'attachment; filename="les-limaces.{ending}"'
        told = edition.files[file.stored]
        assert told == {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    page = Client().get(reverse("press:book", args=[edition.pk])).content.decode()
    assert all(f"les-limaces.{ending}" in page for ending in works.FILES)


@pytest.mark.django_db
def test_an_edition_of_the_first_days_loads_as_it_was_made(closed: Story) -> None:
    """Its copy knows nothing of chapters, designs, regions and numbers."""
    edition = release_book(by=closed.host, story=closed, title="Une", address="", key=uuid7())
    late = (
        "afterword",
        "chapters",
        "region",
        "seed",
        "layout",
        "paper",
        "attribution",
        "bulk",
        "cover",
        "pictures",
    )
    edition.book = {name: kept for name, kept in edition.book.items() if name not in late}
    edition.files, edition.state = {}, "ready"
    edition.save()
    book = book_of(edition)
    assert (book.language, book.edition, book.layout, book.paper, book.cover.seed) == (
        "fr",
        0,
        "garden",
        "a5",
        None,
    )
    assert works.files_of(edition)["book.pdf"].startswith(b"%PDF")
    assert Client().get(reverse("press:download", args=[edition.pk, "x", "txt"])).status_code == 404


@pytest.mark.django_db
def test_a_preview_is_shown_to_editors_only_and_changes_nothing(closed: Story) -> None:
    address = (
        f"{reverse('press:preview', args=[closed.pk])}?layout=notebook&paper=a5&cover=plate&title=%23panic()"
    )
    answer = signed_in(closed).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"].startswith("private")
    assert answer.content.startswith(b"\x89PNG")
    assert not Edition.objects.exists()
    assert not Activity.objects.filter(kind__startswith="book.").exists()
    assert signed_in(closed).get(address.replace("notebook", "../x")).status_code == 422
    eve = Client()
    assert eve.get(address).status_code == 302
    eve.force_login(testing.a_member("Eve"))
    assert eve.get(address).status_code == 403


@pytest.mark.django_db
def test_previews_have_a_limit_and_the_page_stays(closed: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "preview_of", lambda *_, **__: b"\x89PNG")
    client, address = signed_in(closed), reverse("press:preview", args=[closed.pk])
    answers = [client.get(address).status_code for _ in range(releasing.PREVIEWS + 1)]
    assert answers == [200] * releasing.PREVIEWS + [429]
    assert client.get(url_of(closed)).status_code == 200


@pytest.mark.django_db
def test_a_preview_that_fails_says_so(closed: Story, settings: Any) -> None:
    settings.PRESS_LIMITS = releasing.pdf.Limits(seconds=0)
    assert signed_in(closed).get(reverse("press:preview", args=[closed.pk])).status_code == 422


@pytest.mark.django_db
def test_a_book_names_the_others_of_the_same_hands(closed: Story) -> None:
    ada = closed.contributions.get(position=1).author
    first = release_book(by=closed.host, story=closed, title="Les limaces", address="", key=uuid7())
    assert book_of(first).others == ()
    Edition.objects.update(state="ready")
    found = []
    for signature in ("Ada", ""):
        story = testing.a_story(community=closed.community, host=closed.host, language="fr")
        add_contribution(by=ada, story=story, text="Encore.", key=uuid7(), seen=0, signature=signature)
        close_story(by=story.host, story=story)
        edition = release_book(by=story.host, story=story, title="Suite", address="", key=uuid7())
        found.append(book_of(edition).others)
    assert found == [("Les limaces",), ()], "whoever is anonymous links nothing"
