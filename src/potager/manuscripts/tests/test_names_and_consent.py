"""Each author is named as they wish, may leave with their words, and agrees before the first of them."""

import pytest
from django.test import Client

from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.authorship.queries import Byline
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.manuscripts import actions
from potager.manuscripts.models import Draft, Version
from potager.manuscripts.tests.conftest import now, path, told

pytestmark = pytest.mark.usefixtures("english")


def work(desk, member):
    """The book as that member's work."""
    found = works.find(f"manuscript:{desk.book.pk}", member)
    assert found is not None
    return found


def test_whoever_wants_no_name_has_none_anywhere(desk) -> None:
    section = desk.ready()
    plan = f"/manuscripts/{desk.book.pk}/"
    assert "<bdi>Ada</bdi>" in Client().get(plan).content.decode()
    choose_byline(by=desk.ada, work=work(desk, desk.ada), naming="anonymous")
    desk.taken(desk.chapter("Sand", desk.ada))
    for browser in (desk.browser(), desk.browser(desk.bruno)):
        for address in (plan, path(section)):
            assert "Ada" not in browser.get(address).content.decode()
    assert "Ada" not in desk.browser(desk.bruno).get(path(section, "versions/")).content.decode()
    assert told("byline.chosen").place == f"manuscript:{desk.book.pk}"


def test_another_name(desk) -> None:
    section = desk.ready()
    choose_byline(by=desk.ada, work=work(desk, desk.ada), naming="another", wanted=Byline("A. Lovelace"))
    page = Client().get(path(section)).content.decode()
    assert "A. Lovelace" in page and "<bdi>Ada</bdi>" not in page


def test_a_book_is_among_its_author_s_works(desk) -> None:
    assert works.find(f"manuscript:{desk.book.pk}", desk.ada) is None
    desk.chapter("Soil", desk.ada)
    found = work(desk, desk.ada)
    assert (found.title, found.signed, found.url) == (
        "The garden white paper",
        "Ada",
        f"/manuscripts/{desk.book.pk}/",
    )
    assert [one.reference for one in works.works_of(desk.ada)] == [found.reference]
    assert desk.browser(desk.ada).get("/me/names/").content.decode().count("The garden white paper") >= 1


def test_words_are_taken_back_for_good(desk) -> None:
    from potager.press.actions import release_chapters
    from potager.press.queries import edition_of

    mine, both = desk.ready(text="A secret of Ada's."), desk.chapter("Sand", desk.ada, desk.bruno)
    desk.written(both, "Ada began.")
    desk.written(both, "Bruno went on.", by=desk.bruno)
    actions.approve_section(by=desk.editor, section=both)
    actions.keep_draft(by=desk.ada, section=both, text="More", base=2)
    edition = release_chapters(by=desk.editor, manuscript=desk.book, title="x", address="", key=uuid7())
    assert Client().get(f"/books/{edition.pk}/").status_code == 200
    bed, ada = works.bed_of(work(desk, desk.ada)), work(desk, desk.ada)
    bed.withdraw(ada)
    assert (now(mine).text, now(mine).state) == ("", "asked")
    assert now(both).text == "Bruno went on."
    assert not Version.objects.filter(by=desk.ada).exclude(text="").exists() and not Draft.objects.exists()
    assert Client().get(f"/books/{edition.pk}/").status_code == 404
    assert told("words.withdrawn").place == f"manuscript:{desk.book.pk}"
    desk.book.refresh_from_db()
    assert desk.book.released_at is None and edition_of(desk.book) is None
    again = release_chapters(by=desk.editor, manuscript=desk.book, title="x", address="", key=uuid7())
    assert again.number == 2 and "secret" not in str(again.book)
    assert works.find(f"manuscript:{desk.book.pk}", desk.ada) is None


def test_names_are_forgotten(desk) -> None:
    section = desk.ready()
    works.bed_of(work(desk, desk.ada)).forget(work(desk, desk.ada))
    assert "Ada" not in Client().get(path(section)).content.decode()
    assert not Version.objects.exclude(signature="").exists()


def test_no_act_holds_a_word_or_a_name(desk) -> None:
    section = desk.chapter("A secret title", desk.ada)
    desk.written(section, "A secret text.")
    actions.make_comment(by=desk.ada, section=section, text="A secret remark.", passage=actions.Passage())
    told_of = str(list(Activity.objects.filter(place=f"manuscript:{desk.book.pk}").values()))
    assert "secret" not in told_of and "Ada" not in told_of
