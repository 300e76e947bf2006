"""Pictures of an article: from the file that comes to the page that readers see, and who may do what."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from potager import testing
from potager.editorial import holding, incoming
from potager.editorial.actions import save_article
from potager.editorial.actions.articles import Text
from potager.editorial.models import Article, Picture
from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members.models import Member

pytestmark = pytest.mark.django_db
SCRIPT = {"headers": {"X-Requested-With": "potager"}}


@pytest.fixture(autouse=True)
def _files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def article(editor: Member) -> Article:
    return testing.an_article(by=editor, is_published=False)


def browser(member: Member | None = None) -> Client:
    client = Client()
    if member:
        client.force_login(member)
    return client


def sent(data: bytes | None = None, name: str = "p.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, testing.a_picture(900, 600) if data is None else data)


def upload(client: Client, article: Article, *files: SimpleUploadedFile, **said: Any) -> Any:
    return client.post(f"/articles/{article.pk}/upload/", {"file": list(files), **said}, **SCRIPT)


def a_plate(article: Article, by: Member, words: str = "Peas in a row") -> Picture:
    """One that the worker has written."""
    ready = {"state": "ready", "digest": "0" * 32, "width": 64, "height": 48, "alternative": words}
    made = Picture.objects.create(article=article, by=by, **ready)
    default_storage.save(made.path_of(1600), ContentFile(b"webp"))
    return made


def write(article: Article, by: Member, body: str) -> Article:
    article.refresh_from_db()
    save_article(by=by, article=article, text=Text(title=article.title, body=body), base=article.version)
    return Article.objects.get(pk=article.pk)


def kinds() -> list[str]:
    return list(Activity.objects.filter(kind__contains="picture.").values_list("kind", flat=True))


def test_a_picture_from_the_file_to_its_readers(editor: Member, article: Article) -> None:
    client = browser(editor)
    answer = upload(client, article, sent())
    assert answer.status_code == 201 and "Being read" in answer.content.decode()
    assert "Being read" in client.get(f"/articles/{article.pk}/drawer/").content.decode()
    run_due_jobs()
    picture = Picture.objects.get()
    assert (picture.state, picture.width, picture.height) == ("ready", 900, 600)
    assert picture.sides == (1600, 800, 400) and not incoming.path_of(picture.pk).exists()
    page = client.get(f"/articles/{article.pk}/drawer/").content.decode()
    assert f"![](picture:{picture.pk})" in page and picture.address in page
    words = {"alternative": "Peas <b>in a row", "caption": "In March", "credit": "Éline", "key": uuid7()}
    answer = client.post(f"/articles/pictures/{picture.pk}/describe/", words)
    assert answer["Location"] == f"/articles/{article.pk}/drawer/#held-{picture.pk}"
    write(article, editor, f"Before.\n\n![](picture:{picture.pk})\n\nAfter.")
    assert browser().get(picture.address).status_code == 404
    public = client.post(f"/articles/{article.pk}/publish/")["Location"]
    page = browser().get(public).content.decode()
    assert 'alt="Peas &lt;b&gt;in a row"' in page and "In March" in page and picture.address in page
    seen = browser().get(picture.address)
    assert seen["Content-Type"] == "image/webp" and Image.open(BytesIO(seen.getvalue())).size == (800, 533)
    assert "max-age" in seen["Cache-Control"]
    assert kinds() == ["article_picture.added", "article_picture.described"]


def test_what_is_shown_needs_words_before_it_is_published(editor: Member, article: Article) -> None:
    bare, worded = a_plate(article, editor, ""), a_plate(article, editor)
    Picture.objects.filter(pk=bare.pk).update(caption="In March")
    client, path = browser(editor), f"/articles/{article.pk}/publish/"
    write(article, editor, f"x\n\n![](picture:{bare.pk})\n\n![](picture:{worded.pk})")
    told = client.post(path)
    assert told.status_code == 409 and "Picture 1 (“In March”) lacks words" in told.content.decode()
    assert "Picture 2" not in told.content.decode()
    article.refresh_from_db()
    assert article.state == "draft"
    write(article, editor, f"x\n\n![Said in the text](picture:{bare.pk})")
    upload(client, article, sent())
    waiting = Picture.objects.get(state="waiting")
    Article.objects.filter(pk=article.pk).update(cover=waiting)
    assert "Picture 3 is still being read" in client.post(path).content.decode()
    Article.objects.filter(pk=article.pk).update(cover=None)
    page = browser().get(client.post(path)["Location"]).content.decode()
    assert 'alt="Said in the text"' in page


def a_bomb() -> bytes:
    """The header of a PNG of 400 million pixels."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"0" * 99)),
    ]
    made = b"".join(
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + made


def test_what_is_no_picture_is_refused_in_words(editor: Member, article: Article) -> None:
    client = browser(editor)
    for data, status, words in (
        (b"", 422, "Choose a file"),
        (b'<?xml version="1.0"?><svg onload="alert(1)">', 422, "SVG"),
        (b"\xef\xbb\xbf  <SVG xmlns='http://www.w3.org/2000/svg'>", 422, "SVG"),
    ):
        answer = upload(client, article, sent(data, name='x"\r\nSet-Cookie: a=b; .svg'))
        assert (answer.status_code, answer["Content-Type"]) == (status, "text/plain; charset=utf-8")
        assert words in answer.content.decode() and "Set-Cookie" not in str(answer.headers)
    assert not Picture.objects.exists()
    for data in (a_bomb(), testing.a_picture()[:200], b"GIF89a<script>alert(1)</script>"):
        upload(client, article, sent(data))
    run_due_jobs()
    said = " ".join(Picture.objects.values_list("refusal", flat=True))
    assert (
        "million pixels" in said
        and "damaged" in said
        and set(Picture.objects.values_list("state", flat=True)) == {"refused"}
    )
    page = client.get(f"/articles/{article.pk}/drawer/").content.decode()
    assert "million pixels" in page and "damaged" in page


def test_a_large_file_arrives_in_parts_and_none_is_taken_twice(
    editor: Member, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, data, key = browser(editor), testing.a_picture(300, 200), uuid7()
    half, total = len(data) // 2, len(data)
    assert upload(client, article, sent(data[:half]), key=key, offset=0, total=total).status_code == 202
    again = upload(client, article, sent(data[:half]), key=key, offset=0, total=total)
    assert again.status_code == 409 and not Picture.objects.exists()
    other = testing.an_article(by=testing.a_member("Zoé"), is_published=False)
    foreign = upload(browser(other.opened_by), other, sent(data[half:]), key=key, offset=half, total=total)
    assert foreign.status_code == 409
    assert upload(client, article, sent(data[half:]), key=key, offset=half, total=total).status_code == 201
    run_due_jobs()
    assert Picture.objects.get().state == "ready"
    assert (
        upload(
            client, article, sent(), key=uuid7(), offset=0, total=holding.MOST_PICTURE_BYTES + 1
        ).status_code
        == 413
    )
    monkeypatch.setattr(holding, "MOST_PICTURES", 1)
    assert upload(client, article, sent()).status_code == 409


def test_several_come_with_one_form_that_needs_no_script(editor: Member, article: Article) -> None:
    answer = browser(editor).post(f"/articles/{article.pk}/upload/", {"file": [sent(), sent()]})
    assert answer.status_code == 302 and Picture.objects.count() == 2
    answer = browser(editor).post(f"/articles/{article.pk}/upload/", {"file": [sent(b"<svg>")]})
    assert (
        answer.status_code == 422 and "SVG" in answer.content.decode() and "<form" in answer.content.decode()
    )


def test_only_who_writes_the_article_touches_its_pictures(editor: Member, article: Article) -> None:
    picture = a_plate(article, editor)
    neighbour = testing.a_member("Nils")
    testing.a_community(owner=neighbour)
    acts = ("describe", "remove", "restore", "cover")
    for who, status in ((None, 302), (neighbour, 404)):
        assert upload(browser(who), article, sent()).status_code == status
        assert browser(who).get(f"/articles/{article.pk}/drawer/").status_code == status
        for name in acts:
            assert browser(who).post(f"/articles/pictures/{picture.pk}/{name}/").status_code == status
        assert browser(who).get(picture.address).status_code == 404
    for name in acts:
        assert browser(editor).get(f"/articles/pictures/{picture.pk}/{name}/").status_code == 405
    write(article, editor, f"![](picture:{picture.pk})")
    browser(editor).post(f"/articles/{article.pk}/publish/")
    hidden = a_plate(article, editor)
    assert browser(neighbour).get(picture.address).status_code == 200
    assert browser(neighbour).get(hidden.address).status_code == 404, "what no text shows is nobody's yet"
    assert browser(neighbour).post(f"/articles/pictures/{picture.pk}/remove/").status_code == 403
    assert browser().get(picture.address.replace(picture.digest, "1" * 32)).status_code == 404
    Article.objects.filter(pk=article.pk).update(hidden_at=timezone.now())
    assert browser(neighbour).get(picture.address).status_code == 404


def test_a_picture_is_taken_away_and_put_back(editor: Member, article: Article) -> None:
    client, picture = browser(editor), a_plate(article, editor)
    path = f"/articles/pictures/{picture.pk}"
    answer = client.post(f"{path}/remove/", **SCRIPT)
    assert "Put back" in answer.content.decode() and Picture.objects.get().removed_at
    assert client.post(f"{path}/remove/", **SCRIPT).status_code == 409
    answer = client.post(f"{path}/restore/", **SCRIPT)
    assert "Take away" in answer.content.decode() and not Picture.objects.get().removed_at
    assert kinds() == ["article_picture.removed", "article_picture.restored"]


def test_its_cover_is_seen_by_readers_and_a_list_is_made_anew(editor: Member, article: Article) -> None:
    client, picture = browser(editor), a_plate(article, editor)
    path = f"/articles/pictures/{picture.pk}/cover/"
    assert 'aria-pressed="true"' in client.post(path, **SCRIPT).content.decode()
    article.refresh_from_db()
    assert article.cover == picture
    client.post(f"/articles/{article.pk}/publish/")
    assert browser().get(picture.address).status_code == 200
    client.post(path, {"away": "1"})
    article.refresh_from_db()
    assert article.cover is None
    told = Activity.objects.filter(kind="article.covered").last()
    assert told and places_of(told) == [f"article:{article.pk}", f"community:{article.community_id}"]


def places_of(told: Activity) -> list[str]:
    from potager.journal.kinds import kind_of

    return list(kind_of(told.kind).freshens(told))


def test_files_are_forgotten_when_nobody_shows_them(
    editor: Member, article: Article, django_capture_on_commit_callbacks: Any
) -> None:
    from potager.editorial.clocks import forget_held

    shown, gone = a_plate(article, editor), a_plate(article, editor)
    write(article, editor, f"![](picture:{shown.pk})")
    now = timezone.now()
    Picture.objects.update(removed_at=now - timedelta(days=8))
    late = incoming.part_of(article=article, by=editor, key=uuid7())
    late.parent.mkdir(parents=True, exist_ok=True)
    late.write_bytes(b"half")
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_held(now) == 1
    assert list(Picture.objects.all()) == [shown]
    assert default_storage.exists(shown.path_of(1600)) and not default_storage.exists(gone.path_of(1600))
    assert late.exists() and forget_held(now + timedelta(days=2)) == 1 and not late.exists()


def test_one_takes_one_s_pictures_along(editor: Member, article: Article) -> None:
    from potager.editorial.heldexports import held

    a_plate(article, editor, "Peas")
    parts = {part.path: part.content for part in held(editor)}
    assert "Peas" in str(parts["articles/media.json"])
    assert [path for path in parts if path.endswith(".webp")]
    assert list(dict.fromkeys(part.path for part in held(testing.a_member("Zoé")))) == ["articles/media.json"]
