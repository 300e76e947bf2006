"""Pictures of an article: from the file that comes to the page that readers see, and who may do what."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
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
    upload(browser(by), article, sent())
    run_due_jobs()
    made = Picture.objects.filter(article=article).latest("added_at")
    Picture.objects.filter(pk=made.pk).update(alternative=words)
    made.refresh_from_db()
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
