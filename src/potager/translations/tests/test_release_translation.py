"""A whole translation becomes an edition of its own; what changes in the original is marked."""

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
from potager.press.actions import release_book, withdraw_book
from potager.press.models import Edition
from potager.stories.models import Contribution
from potager.translations import actions, queries, refusals
from potager.translations.tests.conftest import pressed, signed_in

pytestmark = pytest.mark.django_db
ENGLISH = ("The slugs", "One evening.", "It rained! Nobody went out.", "But the slugs.", "They danced.")


def url_of(translation):
    return reverse("translations:release_translation", args=[translation.pk])


def finish(translation, by, texts=ENGLISH):
    original = queries.original_of(translation)
    for pair, text in zip(queries.pairs_of(translation, original), texts, strict=True):
        if pair.state != "done":
            given = {"passage": pair.original.key, "text": text, "version": pair.version}
            actions.translate_passage(by=by, translation=translation, **given)


def test_a_translation_becomes_an_edition(host, edition, translation, nour):
    finish(translation, nour)
    answer = signed_in(host).post(url_of(translation), {"key": str(uuid4())})
    translation.refresh_from_db()
    made = translation.edition
    assert answer.url == made.get_absolute_url()
    assert (made.title, made.language, made.number, made.original) == ("The slugs", "en", 1, edition)
    told = Activity.objects.get(kind="translation.released")
    assert (told.target, told.facts) == (f"translation:{translation.pk}", {"language": "en"})
    assert Activity.objects.filter(kind="book.released").count() == 2
    pressed(made)
    with default_storage.open(made.path_of("book.epub")) as file:
        archive = zipfile.ZipFile(file)
        text = "".join(archive.read(name).decode() for name in archive.namelist() if "html" in name)
        package = archive.read("EPUB/package.opf").decode()
    assert all(english.replace("'", "’") in text for english in ENGLISH[1:])
    assert "Il pleuvait" not in text
    assert "Nour" in text + package


def test_both_languages_lead_to_each_other(host, edition, translation, nour):
    finish(translation, nour)
    made = actions.release_translation(by=host, translation=translation, key=uuid7()).edition
    pressed(made)
    for one, other, name in ((edition, made, "English"), (made, edition, "Français")):
        page = Client().get(one.get_absolute_url()).content.decode()
        assert f'<a href="{other.get_absolute_url()}" hreflang="{other.language}"' in page
        assert name in page
    page = Client().get(made.get_absolute_url()).content.decode()
    assert "Nour" in page


def test_what_is_not_finished_is_not_released(host, translation, nour):
    with pytest.raises(refusals.NotFinished):
        actions.release_translation(by=host, translation=translation, key=uuid7())
    page = signed_in(host).get(url_of(translation)).content.decode()
    assert "Some passages are not done yet" in page
    assert 'name="key"' not in page
    finish(translation, nour)
    key = translation.passages.get(text="They danced.").key
    actions.reopen_passage(by=nour, translation=translation, passage=key)
    with pytest.raises(refusals.NotFinished):
        actions.release_translation(by=host, translation=translation, key=uuid7())


def test_only_hosts_and_editors_release(translation, nour):
    finish(translation, nour)
    for who, status in ((nour, 403), (testing.a_member("Eve", language="en"), 403)):
        assert signed_in(who).post(url_of(translation), {"key": str(uuid4())}).status_code == status
    assert Client().post(url_of(translation)).url.startswith("/sign-in/")
    assert not Edition.objects.exclude(original=None).exists()


def test_two_clicks_are_one_edition(host, translation, nour):
    finish(translation, nour)
    key = str(uuid4())
    first, again = (signed_in(host).post(url_of(translation), {"key": key}) for _ in range(2))
    assert first.url == again.url
    assert Edition.objects.exclude(original=None).count() == 1


def test_changes_of_the_original_are_marked(host, edition, translation, nour):
    finish(translation, nour)
    actions.release_translation(by=host, translation=translation, key=uuid7())
    run_due_jobs()
    edition.refresh_from_db()
    withdraw_book(by=host, edition=edition)
    first = Contribution.objects.get(position=1)
    Contribution.objects.filter(pk=first.pk).update(text="Il neigeait ! Personne ne sortit.")
    Contribution.objects.filter(position=3).update(state="set_aside")
    again = {"title": "Les limaces", "address": "http://testserver/", "key": uuid7()}
    second = release_book(by=host, story=edition.story, **again)
    pairs = queries.pairs_of(translation, second)
    assert [pair.state for pair in pairs] == ["done", "done", "changed", "done"]
    page = signed_in(nour).get(translation.get_absolute_url() + "?show=changed").content.decode()
    assert "<del>pleuvait</del>" in page
    assert "<ins>neigeait</ins>" in page
    with pytest.raises(refusals.NotFinished):
        actions.release_translation(by=host, translation=translation, key=uuid7())
    finish(translation, nour, [*ENGLISH[:2], "It snowed! Nobody went out.", ENGLISH[3]])
    made = actions.release_translation(by=host, translation=translation, key=uuid7()).edition
    assert (made.number, made.original) == (2, second)


def test_a_withdrawn_book_takes_its_translations_along(host, edition, translation, nour):
    finish(translation, nour)
    made = actions.release_translation(by=host, translation=translation, key=uuid7()).edition
    assert Client().get(made.get_absolute_url()).status_code == 200
    withdraw_book(by=host, edition=made)
    edition.refresh_from_db()
    assert Client().get(edition.get_absolute_url()).status_code == 200
    assert edition.story.released_at
    withdraw_book(by=host, edition=edition)
    assert Client().get(made.get_absolute_url()).status_code == 404
    assert signed_in(nour).get(translation.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(("language", "title"), [("ar", "البزاقات"), ("ja", "なめくじ")])
def test_scripts_that_the_press_does_not_set(host, edition, nour, language, title):
    opened = actions.open_translation(by=nour, edition=edition, language=language, key=uuid7())
    finish(opened, nour, [title] * 5)
    made = pressed(actions.release_translation(by=host, translation=opened, key=uuid7()).edition)
    with default_storage.open(made.path_of("book.epub")) as file:
        archive = zipfile.ZipFile(file)
        page, package = (archive.read(f"EPUB/{name}").decode() for name in ("title.xhtml", "package.opf"))
    assert ('dir="rtl"' in page) == (language == "ar")
    assert ('page-progression-direction="rtl"' in package) == (language == "ar")
    assert title in page
    told = Client(headers={"accept-language": "en"}).get(made.get_absolute_url()).content.decode()
    assert ".epub" in told
    assert ".pdf" not in told
    for ending in ("pdf", "inside.pdf", "cover.pdf"):
        path = reverse("press:download", args=[made.pk, "x", ending])
        assert Client().get(path).status_code == 404
    read = Client().get(reverse("press:read", args=[made.pk])).content.decode()
    assert f'lang="{language}"' in read
    assert ('dir="rtl"' in read) == (language == "ar")
