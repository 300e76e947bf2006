"""Downloads are summed, and nothing else is kept; a database in trouble keeps nobody from a book."""

from datetime import date
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from potager.config.tally import Tally
from potager.press import actions, downloads
from potager.press.actions import counting
from potager.press.models import Downloads
from potager.press.tests.test_opds import a_book

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_waits(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    downloads.take()
    yield
    downloads.take()


@pytest.fixture
def edition():
    made = a_book()
    for file in ("book.epub", "book.pdf"):
        default_storage.save(made.path_of(file), ContentFile(b"words"))
    return made


def fetch(edition, format_, *, method="get"):
    answer = getattr(Client(), method)(reverse("press:download", args=[edition.pk, "a-name", format_]))
    return b"".join(answer.streaming_content)


def test_sums_by_format_and_day(edition, django_assert_num_queries):
    for format_ in ("epub", "epub", "pdf"):
        assert fetch(edition, format_) == b"words"
    fetch(edition, "pdf", method="head")
    assert not Downloads.objects.exists()  # counted in memory
    assert actions.write_downloads() == 3
    assert actions.write_downloads() == 0
    fetch(edition, "epub")
    actions.write_downloads()
    rows = {row.format: row.count for row in Downloads.objects.all()}
    assert rows == {"epub": 3, "pdf": 1}
    with django_assert_num_queries(0):
        actions.write_downloads()
    page = Client(headers={"accept-language": "en"}).get(reverse("press:downloads", args=[edition.pk]))
    assert '>EPUB</th><td class="number">3</td>' in page.content.decode()
    assert "X-Potager-Places" not in page


def test_nothing_is_kept_of_anybody():
    assert {field.name for field in Downloads._meta.get_fields()} == {
        "id",
        "edition",
        "format",
        "day",
        "count",
    }


def test_what_could_not_be_written_waits(edition, monkeypatch):
    fetch(edition, "epub")

    def refuse(**_given):
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "_count", refuse)
    with pytest.raises(OperationalError):
        actions.write_downloads()
    assert fetch(edition, "epub") == b"words"  # and nobody who fetches notices
    monkeypatch.undo()
    assert actions.write_downloads() == 2


@pytest.mark.django_db(transaction=True)
def test_many_processes_write_at_once(edition):
    day = date(2026, 11, 21)

    def write():
        for _ in range(5):
            with_lock = [((edition.pk, "epub", day), 1), ((edition.pk, "pdf", day), 2)]
            downloads.give_back(with_lock)
            actions.write_downloads()
        connection.close()

    threads = [Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    actions.write_downloads()
    assert {row.format: row.count for row in Downloads.objects.all()} == {"epub": 20, "pdf": 40}


@pytest.mark.django_db(transaction=True)
def test_the_tally_writes_what_waits_when_the_server_stops(edition):
    fetch(edition, "epub")
    tally = Tally()
    tally.start()
    tally.stop()
    assert not tally.is_alive()
    assert Downloads.objects.get().count == 1
