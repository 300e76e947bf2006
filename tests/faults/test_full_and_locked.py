"""A disk that is full, a database that is held: a clear answer, the text kept, nothing lost."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from uuid import uuid4

import httpx
import pytest
from django.db import connection, transaction
from django.test import Client

from potager.journal.record import JOURNAL_LOCK
from potager.members.models import Member
from potager.stories.models import Contribution, Story
from potager.testing import a_member, a_story

SORRY = {
    "en": "The server cannot keep anything just now",
    "fr": "Le serveur ne peut rien garder en ce moment",
}
TEXT = "The beans had climbed as high as the moon, and nobody dared to call them back."


def form(text: str = TEXT) -> dict[str, str]:
    """What the composer sends."""
    return {"text": text, "key": str(uuid4()), "seen": "", "anyway": "1"}


@contextmanager
def held_by_another() -> Iterator[None]:
    """Someone else writes and comes to no end."""
    held, enough = Event(), Event()

    def hold() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JOURNAL_LOCK])
                cursor.execute("LOCK TABLE members_session IN EXCLUSIVE MODE")
            held.set()
            enough.wait(30)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        holding: Future[None] = pool.submit(hold)
        assert held.wait(10)
        try:
            yield
        finally:
            enough.set()
        holding.result()


@contextmanager
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wait 0.3 seconds for a turn instead of 20."""
    connection.close()
    options = connection.settings_dict["OPTIONS"]
    name, value = ("timeout", 0.3) if connection.vendor == "sqlite" else ("options", "-c lock_timeout=300ms")
    with monkeypatch.context() as patch:
        patch.setitem(options, name, value)
        yield
        connection.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_held_database_is_told_and_the_text_comes_back(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, writer = a_story(), a_member("Ada")
    browser = Client(headers={"accept-language": language}, raise_request_exception=False)
    browser.force_login(writer)
    browser.cookies["potager_language"] = language
    sent, path = form(), f"/stories/{story.pk}/contributions/new/"
    with impatient(monkeypatch), held_by_another():
        answer = browser.post(path, sent)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert SORRY[language] in page
    assert TEXT in page and f'name="key" value="{sent["key"]}"' in page and f'action="{path}"' in page
    assert not Contribution.objects.exists()
    assert browser.post(path, sent).status_code == 302  # the page's own form sends the same
    assert Contribution.objects.get().text == TEXT


@pytest.mark.django_db(transaction=True)
def test_reading_goes_on_while_the_database_is_held() -> None:
    story = a_story()
    with held_by_another():
        assert Client().get(f"/stories/{story.pk}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_no_secret_comes_back_in_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    writer: Member = a_member("Ada")
    writer.set_password("a short sentence")
    writer.save()
    with impatient(monkeypatch), held_by_another():
        answer = Client(raise_request_exception=False).post(
            "/sign-in/password/", {"email": writer.email, "password": "a short sentence"}
        )
    assert answer.status_code == 503
    assert "a short sentence" not in answer.content.decode()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(folder)]
    if os.geteuid() or not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def fill(folder: Path) -> Path:
    """Use all the room that is left."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as opened:
        for size in (1 << 16, 1 << 12):
            try:
                while opened.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return ballast


@pytest.mark.heavy
def test_a_full_disk_is_told_and_nothing_acknowledged_is_lost(
    small_disk: Path, settle: Callable[..., Any]
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the disk of PostgreSQL is its operator's")
    house = settle(data=small_disk / "data")
    house.start()
    browser = httpx.Client(
        base_url=house.url,
        cookies={"potager_session": house.sessions[0], "potager_language": "fr"},
        timeout=30,
    )
    path = f"{house.story}contributions/new/"
    assert browser.post(path, data=form("The first was kept.")).status_code == 302
    ballast = fill(small_disk)
    refused: list[dict[str, str]] = []
    acknowledged = ["The first was kept."]
    for number in range(400):  # the log of writes may hold some room of its own
        sent = form(f"{TEXT} That was time number {number}.")
        answer = browser.post(path, data=sent)
        if answer.status_code == 503:
            refused.append(sent)
            assert SORRY["fr"] in answer.text and sent["text"] in answer.text
            break
        assert answer.status_code == 302
        acknowledged.append(sent["text"])
    assert refused, "the disk was never full"
    assert TEXT[:20] in browser.get(house.story).text or len(acknowledged) == 1  # reading goes on
    ballast.unlink()
    assert browser.post(path, data=refused[0]).status_code == 302
    acknowledged.append(refused[0]["text"])
    house.kill()
    stored = [row[0] for row in house.query("SELECT text FROM stories_contribution ORDER BY position")]
    assert stored == acknowledged


@pytest.mark.django_db
def test_a_fault_of_our_own_is_told_without_details(monkeypatch: pytest.MonkeyPatch) -> None:
    story: Story = a_story()

    def break_down(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError("a detail for the log")

    monkeypatch.setattr("potager.stories.pages.story_page", break_down)
    browser = Client(headers={"accept-language": "fr"}, raise_request_exception=False)
    answer = browser.get(f"/stories/{story.pk}/")
    assert answer.status_code == 500
    assert "Un outil s’est cassé" in answer.content.decode() or "outil" in answer.content.decode()
    assert "a detail" not in answer.content.decode()
