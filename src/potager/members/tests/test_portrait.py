"""Portraits: chosen, seen where the name is seen, removed; hostile files; gone with the account."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from potager.journal.models import Activity
from potager.lib.images import NoPicture
from potager.members.models import Member
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db
UPLOAD = "/me/portrait/upload/"
Committed = Callable[..., object]


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def ada(client: Client) -> Member:
    member = a_member("Ada", language="en")
    client.force_login(member)
    return member


def a_file(
    name: str = "me.jpg", *, size: tuple[int, int] = (400, 300), form: str = "JPEG"
) -> SimpleUploadedFile:
    exif = Image.Exif()
    exif[0x010E] = "Ada's kitchen"
    out = io.BytesIO()
    Image.new("RGB", size, (30, 90, 60)).save(out, form, exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), content_type="text/html")


def upload(client: Client, file: SimpleUploadedFile, committed: Committed) -> object:
    with committed(execute=True):
        return client.post(UPLOAD, {"picture": file})


def kept() -> set[str]:
    return set(default_storage.listdir("portraits")[1]) if default_storage.exists("portraits") else set()


def test_change_portrait(client: Client, ada: Member, django_capture_on_commit_callbacks: Committed) -> None:
    answer = upload(client, a_file("../../../etc/passwd"), django_capture_on_commit_callbacks)
    assert (answer.status_code, answer["Location"]) == (302, "/me/")
    ada.refresh_from_db()
    assert kept() == {f"{ada.pk}-{ada.portrait}-{side}.webp" for side in (48, 96, 256)}
    told = Activity.objects.get(kind="portrait.changed")
    assert (told.actor, told.target, told.facts) == (ada.pk, f"member:{ada.pk}", {})
    page = client.get("/me/").content.decode()
    assert f'src="/portraits/{ada.pk}-{ada.portrait}-96.webp"' in page
    for side, address in ada.pictures.items():
        picture = client.get(address)
        assert picture["Content-Type"] == "image/webp"
        assert picture["Cache-Control"] == "private, max-age=31536000, immutable"
        assert Image.open(io.BytesIO(picture.content)).size == (side, side)
        assert b"kitchen" not in picture.content


def test_a_new_one_has_another_address_and_the_old_is_gone(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Committed
) -> None:
    upload(client, a_file(), django_capture_on_commit_callbacks)
    ada.refresh_from_db()
    first = ada.pictures[96]
    upload(client, a_file(), django_capture_on_commit_callbacks)
    ada.refresh_from_db()
    assert first not in ada.pictures.values()
    assert client.get(first).status_code == 404
    assert len(kept()) == 3


def test_remove_portrait(client: Client, ada: Member, django_capture_on_commit_callbacks: Committed) -> None:
    upload(client, a_file(), django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/me/portrait/remove/", follow=True)
    assert "your initials stand in its place" in answer.content.decode()
    ada.refresh_from_db()
    assert (ada.portrait, kept()) == ("", set())
    assert Activity.objects.filter(kind="portrait.removed").count() == 1
    client.post("/me/portrait/remove/")
    assert Activity.objects.filter(kind="portrait.removed").count() == 1


def test_it_goes_with_the_account(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Committed
) -> None:
    upload(client, a_file(), django_capture_on_commit_callbacks)
    ada.refresh_from_db()
    address = ada.pictures[48]
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/me/leave/")
    ada.refresh_from_db()
    assert (ada.portrait, kept(), ada.pictures) == ("", set(), {})
    assert client.get(address).status_code == 404


def test_it_stands_where_the_name_is_seen_and_is_silent(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Committed
) -> None:
    upload(client, a_file(), django_capture_on_commit_callbacks)
    community = a_community(owner=ada, visibility="private")
    ada.refresh_from_db()
    picture = f'<img class="avatar" src="{ada.pictures[48]}" srcset="{ada.pictures[96]} 2x" alt="">'
    path = f"/c/{community.address}/members/"
    assert picture in client.get(path).content.decode()
    stranger = Client()
    stranger.force_login(a_member("Eve"))
    for page in ("/", path, "/me/"):
        assert ada.portrait not in stranger.get(page).content.decode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a",
        b"\0" * 1000,
    ],
)
def test_what_is_no_picture_is_refused_with_a_word(client: Client, ada: Member, data: bytes) -> None:
    page = client.post(UPLOAD, {"picture": SimpleUploadedFile("me.png", data, content_type="image/png")})
    assert page.status_code == 422
    assert "picture" in page.content.decode()
    ada.refresh_from_db()
    assert (ada.portrait, kept()) == ("", set())
    assert not Activity.objects.filter(kind="portrait.changed").exists()


def test_what_is_too_heavy_is_refused_and_nothing_is_lost(
    client: Client, ada: Member, django_capture_on_commit_callbacks: Committed
) -> None:
    upload(client, a_file(), django_capture_on_commit_callbacks)
    ada.refresh_from_db()
    heavy = SimpleUploadedFile("me.jpg", b"\xff\xd8\xff" + b"\0" * 8_000_001)
    page = client.post(UPLOAD, {"picture": heavy})
    assert "8 MB at most" in page.content.decode()
    before = ada.portrait
    ada.refresh_from_db()
    assert ada.portrait == before


def test_a_machine_is_not_kept_busy(client: Client, ada: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def refuse(*args: object, **kwargs: object) -> None:
        tried.append(1)
        raise NoPicture

    monkeypatch.setattr("potager.members.actions.portraits.in_sizes", refuse)
    for _ in range(22):
        page = client.post(UPLOAD, {"picture": a_file()})
    assert page.status_code == 422
    assert "a lot in a short time" in page.content.decode()
    assert len(tried) == 20


def test_a_stranger_shows_and_removes_nothing(client: Client, ada: Member) -> None:
    visitor = Client()
    for path in (UPLOAD, "/me/portrait/remove/"):
        assert visitor.post(path, {"picture": a_file()})["Location"].startswith("/sign-in/")
    assert client.get("/me/portrait/remove/").status_code == 405
    for wrong in ("0" * 32, "../../secret.key", ada.portrait or "x"):
        assert visitor.get(f"/portraits/{ada.pk}-{wrong}-48.webp").status_code == 404
    assert not Activity.objects.filter(kind__startswith="portrait").exists()
