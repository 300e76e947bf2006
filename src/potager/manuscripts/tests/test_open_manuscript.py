"""Whoever edits or animates a community opens a collective book."""

import pytest

from potager.lib.ids import uuid7
from potager.manuscripts.models import Manuscript
from potager.manuscripts.tests.conftest import role, told

FORM = {
    "title": "Water in the garden",
    "subtitle": "A white paper",
    "intention": "What we know, for whoever begins.",
    "pledges": "ask",
    "due_on": "2031-05-01",
    "language": "en",
    "licence": "cc-by",
}


def address(desk) -> str:
    return f"/c/{desk.book.community.address}/manuscripts/new/"


def test_a_title_and_an_intention_open_a_book(desk) -> None:
    browser, key = desk.browser(desk.editor), uuid7()
    assert "Open the book" in browser.get(address(desk)).content.decode()
    answer = browser.post(address(desk), {**FORM, "key": key}, follow=True)
    book = Manuscript.objects.get(title="Water in the garden")
    assert answer.redirect_chain[0][0] == f"/manuscripts/{book.pk}/"
    page = answer.content.decode()
    assert "A white paper" in page and "What we know" in page and "An empty plan" in page and "CC BY" in page
    assert (book.editor, str(book.due_on), book.licence) == (desk.editor, "2031-05-01", "cc-by")
    act = told("manuscript.opened")
    assert (act.target, act.place, act.actor, act.facts) == (
        f"manuscript:{book.pk}",
        f"manuscript:{book.pk}",
        desk.editor.pk,
        {},
    )
    again = browser.post(address(desk), {**FORM, "key": key})
    assert again["Location"] == f"/manuscripts/{book.pk}/"
    assert Manuscript.objects.filter(title="Water in the garden").count() == 1


def test_an_editor_of_the_community_may(desk) -> None:
    role(desk, desk.ada, "editor")
    assert desk.browser(desk.ada).post(address(desk), FORM).status_code == 302


@pytest.mark.parametrize("who", ["ada", "stranger"])
def test_others_may_not(desk, who) -> None:
    browser = desk.browser(getattr(desk, who))
    assert browser.get(address(desk)).status_code == 403
    assert browser.post(address(desk), FORM).status_code == 403
    assert not Manuscript.objects.filter(title="Water in the garden").exists()
    assert "sign-in" in desk.browser().post(address(desk), FORM)["Location"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " \u200b "},
        {"intention": ""},
        {"due_on": "soon"},
        {"due_on": "9999-12-31"},
        {"pledges": "x"},
    ],
)
def test_errors_keep_what_was_typed(desk, wrong) -> None:
    answer = desk.browser(desk.editor).post(address(desk), {**FORM, "subtitle": "<b>x</b>", **wrong})
    assert answer.status_code == 422
    assert "&lt;b&gt;x&lt;/b&gt;" in answer.content.decode()


def test_change_manuscript(desk) -> None:
    address = f"/manuscripts/{desk.book.pk}/settings/"
    assert "The garden white paper" in desk.browser(desk.editor).get(address).content.decode()
    assert desk.browser(desk.ada).post(address, FORM).status_code == 403
    assert desk.browser(desk.editor).post(address, FORM).status_code == 302
    desk.book.refresh_from_db()
    assert (desk.book.title, desk.book.licence, told("manuscript.changed").facts) == (
        "Water in the garden",
        "cc-by",
        {},
    )
    desk.written(desk.chapter("Soil", desk.ada))
    desk.browser(desk.editor).post(address, {**FORM, "licence": "cc0", "title": "Later"})
    desk.book.refresh_from_db()
    assert (desk.book.title, desk.book.licence) == ("Later", "cc-by"), "authors agreed to this one"


def test_the_shelf_and_the_front_page_show_it(desk) -> None:
    shelf = f"/c/{desk.book.community.address}/manuscripts/"
    desk.chapter("Soil")
    for address in (shelf, desk.book.community.get_absolute_url()):
        page = desk.browser().get(address).content.decode()
        assert "The garden white paper" in page and "0 of 1 chapter ready" in page
    assert "Open a collective book" in desk.browser(desk.editor).get(shelf).content.decode()
    assert "Open a collective book" not in desk.browser(desk.ada).get(shelf).content.decode()
