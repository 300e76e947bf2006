"""All that is kept of a person, for that person: asked for, packed, taken, thrown away."""

import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.utils import timezone

from potager.communities.actions import join_community, remove_member
from potager.communities.models import Community, Membership
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.journal.read import all_readers, catch_up
from potager.lib.ids import uuid7
from potager.members import actions
from potager.members.export import Part, parts_of, register_export
from potager.members.models import Export, Member
from potager.notices.models import Mail
from potager.stories.actions import add_contribution
from potager.testing import a_community, a_member, a_story

pytestmark = pytest.mark.django_db
NAUGHTY = "../../etc/passwd\x00 «\u202f=cmd|' /C calc'!A0\u202f» <script>alert(1)</script>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def ada(client: Client) -> Member:
    member = a_member("Ada", language="en")
    client.force_login(member)
    return member


def taken(client: Client) -> ZipFile:
    """What the worker packed, as its owner takes it."""
    export = Export.objects.get(state="ready")
    answer = client.get(f"/me/export/{export.pk}/")
    assert answer.status_code == 200
    return ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_ask_for_export(client: Client, ada: Member) -> None:
    assert "Prepare my data" in client.get("/me/export/").content.decode()
    assert client.post("/me/export/", {"key": str(uuid7())})["Location"] == "/me/export/"
    page = client.get("/me/export/").content.decode()
    assert "is being prepared" in page
    assert f'data-live="member:{ada.pk}"' in page
    assert client.post("/me/export/", {"key": str(uuid7())}).status_code == 409  # one at a time
    export = Export.objects.get()
    asked = Activity.objects.get(kind="export.asked")
    assert (asked.actor, asked.target, asked.place) == (ada.pk, f"export:{export.pk}", f"member:{ada.pk}")
    assert asked.facts == {}
    reader = next(reader for reader in all_readers() if reader.name == "notices")
    catch_up(reader)
    run_due_jobs()
    catch_up(reader)
    told = Activity.objects.get(kind="export.prepared")
    assert (told.actor, told.target, told.place) == (None, f"export:{export.pk}", f"member:{ada.pk}")
    assert "data is ready" in Mail.objects.get(to=ada.email).subject
    assert f'href="/me/export/{export.pk}/"' in client.get("/me/export/").content.decode()
    answer = client.get(f"/me/export/{export.pk}/")
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="potager-')
    assert "no-store" in answer["Cache-Control"]


def test_the_same_press_twice_is_one(client: Client, ada: Member) -> None:
    key = str(uuid7())
    for _ in range(2):
        assert client.post("/me/export/", {"key": key}).status_code == 302
    assert Export.objects.count() == 1


def test_it_holds_what_is_mine_and_nothing_of_others(client: Client, ada: Member) -> None:
    host = a_member("Hedwige")
    community = a_community(owner=host, name="The beds")
    story = a_story(community=community, host=host, title=NAUGHTY.replace("\x00", ""))
    join_community(by=ada, community=community, accepts_charter=True)
    add_contribution(by=ada, story=story, text="The radish spoke.", signature="A. L.", key=uuid7())
    add_contribution(by=host, story=story, text="A secret of the host.", key=uuid7())
    client.post("/me/export/")
    run_due_jobs()
    archive = taken(client)
    whole = "\n".join(archive.read(name).decode() for name in archive.namelist())
    account = json.loads(archive.read("account.json"))
    assert (account["email"], account["display_name"]) == (ada.email, "Ada")
    assert account["sessions"][0]["browser"] == ""
    [written] = json.loads(archive.read("stories/contributions.json"))
    assert (written["text"], written["signature"], written["state"]) == (
        "The radish spoke.",
        "A. L.",
        "shown",
    )
    assert [row["name"] for row in json.loads(archive.read("communities.json"))] == ["The beds"]
    kinds = {act["kind"] for act in json.loads(archive.read("acts.json"))}
    assert {"member.joined", "contribution.added", "export.asked"} <= kinds
    for secret in ("secret of the host", host.email, "Hedwige", "session_key", "scrypt"):
        assert secret not in whole
    assert json.loads(archive.read("collective-books.json"))["versions"] == []
    assert json.loads(archive.read("translations.json"))["passages"] == []
    names = archive.namelist()
    assert any(name.startswith("stories/001-") and name.endswith(".md") for name in names)
    assert not [name for name in names if ".." in name or name.startswith("/") or not name.isascii()]
    assert len(set(names)) == len(names)


def test_of_a_place_that_one_may_not_know_any_more_only_ones_own_words(client: Client, ada: Member) -> None:
    host = a_member("Hedwige")
    community = a_community(owner=host, visibility="members", name="The walled bed")
    join_community(by=ada, community=community, accepts_charter=True)
    story = a_story(community=community, host=host, title="The hidden title", writers="members")
    add_contribution(by=ada, story=story, text="The radish spoke.", key=uuid7())
    remove_member(by=host, membership=Membership.objects.get(member=ada))
    Community.objects.update(visibility="private")
    client.post("/me/export/")
    run_due_jobs()
    archive = taken(client)
    whole = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert "The radish spoke." in whole
    assert "The hidden title" not in whole
    assert community.name not in whole


def test_only_its_owner_takes_it(client: Client, ada: Member) -> None:
    client.post("/me/export/")
    run_due_jobs()
    export = Export.objects.get()
    path = f"/me/export/{export.pk}/"
    assert Client().get(path)["Location"].startswith("/sign-in/")
    assert Client().post("/me/export/")["Location"].startswith("/sign-in/")
    for other in (a_member("Eve"), a_member("Olga", is_owner=True)):
        eve = Client()
        eve.force_login(other)
        assert eve.get(path).status_code == 404
        assert str(export.pk) not in eve.get("/me/export/").content.decode()
    for elsewhere in (f"/media/{export.path}", f"/{export.path}", f"/static/{export.path}"):
        assert client.get(elsewhere).status_code == 404


def test_a_newer_one_makes_room_and_a_day_has_a_limit(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    for _ in range(3):
        assert client.post("/me/export/").status_code == 302
        with django_capture_on_commit_callbacks(execute=True):
            run_due_jobs()
    assert Export.objects.count() == 1
    assert default_storage.listdir("exports")[1] == [f"{Export.objects.get().pk}.zip"]
    page = client.post("/me/export/")
    assert page.status_code == 429
    assert "a lot in a short time" in page.content.decode()


def test_it_is_kept_for_a_week(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client.post("/me/export/")
    run_due_jobs()
    export = Export.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget_old_exports(timezone.now() + timedelta(days=6))
        assert default_storage.exists(export.path)
        actions.forget_old_exports(timezone.now() + timedelta(days=8))
    assert not Export.objects.exists()
    assert not default_storage.exists(export.path)


def test_what_does_not_come_to_an_end_is_given_up(client: Client, ada: Member) -> None:
    client.post("/me/export/")
    actions.forget_old_exports(timezone.now() + timedelta(hours=2))
    assert "could not be packed" in client.get("/me/export/").content.decode()
    run_due_jobs()
    assert Export.objects.get().state == "failed"
    assert client.post("/me/export/").status_code == 302


def test_it_goes_with_the_account(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    client.post("/me/export/")
    run_due_jobs()
    path = Export.objects.get().path
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/me/leave/")
    assert not Export.objects.exists()
    assert not default_storage.exists(path)


def test_who_leaves_before_it_is_packed_leaves_no_file(client: Client, ada: Member) -> None:
    client.post("/me/export/")
    waiting = Export.objects.select_related("member").get()
    client.post("/me/leave/")
    actions.prepare_export(export=waiting)
    run_due_jobs()
    assert not Export.objects.exists()
    assert not default_storage.exists(waiting.path)


@pytest.fixture
def odd_part() -> Iterator[None]:
    from potager.members import export

    yield
    export._parts.pop("odd", None)


@pytest.mark.parametrize(
    "path", ["../x.json", "/x.json", "a/../../x.md", "X.json", "x.exe", "a\\b.json", ".json", "x"]
)
def test_a_part_stays_inside(path: str, ada: Member, odd_part: None) -> None:
    register_export("odd", lambda member: [Part(path, "x")])
    with pytest.raises(ValueError, match=re.escape(path)):
        list(parts_of(ada))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_is_told_to_wait() -> None:
    member, came, gate = a_member("Ada"), [], threading.Barrier(2)

    def ask() -> None:
        gate.wait(10)
        try:
            came.append(actions.ask_for_export(by=member))
        except actions.ExportInHand as refusal:
            came.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert {type(one) for one in came} == {Export, actions.ExportInHand}
