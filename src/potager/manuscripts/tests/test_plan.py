"""The plan: chapters are added, changed, moved, taken out and brought back by whoever edits the book."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from potager.lib.ids import uuid7
from potager.lib.keep import PLACES
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions, rules
from potager.manuscripts.models import Section
from potager.manuscripts.tests.conftest import now, path, role, told

ACTS = ("settings/", "move/", "remove/", "bring-back/", "assign/", "approve/", "return/")


def order(desk) -> list[str]:
    plan = Section.objects.filter(manuscript=desk.book, removed_at=None).order_by("position")
    places = [section.position for section in plan]
    assert places == list(range(1, len(places) + 1))
    return [section.title for section in plan]


def test_add_section(desk) -> None:
    address = f"/manuscripts/{desk.book.pk}/sections/new/"
    browser, key = desk.browser(desk.editor), uuid7()
    sent = {"title": "Soil", "brief": "Two <b>pages</b>.", "due_on": "2031-01-01", "key": key, "more": "1"}
    assert browser.post(address, sent)["Location"] == address
    assert browser.post(address, sent).status_code == 302
    assert order(desk) == ["Soil"]
    assert told("section.added").facts == {"position": 1}
    page = desk.browser(desk.ada).get(path(Section.objects.get())).content.decode()
    assert "Two &lt;b&gt;pages&lt;/b&gt;." in page and "2031-01-01" in page
    assert browser.post(address, {"title": " "}).status_code == 422
    assert desk.browser(desk.ada).post(address, sent).status_code == 403


def test_change_section(desk) -> None:
    section = desk.chapter("Soil")
    Section.objects.update(reminded_at="2030-01-01T00:00Z")
    desk.browser(desk.editor).post(
        path(section, "settings/"), {"title": "Soils", "brief": "", "due_on": "2031-02-02"}
    )
    changed = now(section)
    assert (changed.title, str(changed.due_on), changed.reminded_at) == ("Soils", "2031-02-02", None)
    assert told("section.changed").target == f"section:{section.pk}"


def test_move_section(desk) -> None:
    a, _b, c = (desk.chapter(title) for title in "ABC")
    browser = desk.browser(desk.editor)
    browser.post(path(c, "move/"), {"to": 1})
    assert order(desk) == ["C", "A", "B"]
    assert told("section.moved").facts == {"position": 1}
    scripted = browser.post(path(a, "move/"), {"to": 99}, headers={"X-Requested-With": "potager"})
    assert scripted.status_code == 204
    assert order(desk) == ["C", "B", "A"]
    assert browser.post(path(a, "move/"), {"to": "x"}).status_code == 302
    assert order(desk) == ["C", "B", "A"]


def test_two_editors_who_move_at_once_lose_nothing(desk) -> None:
    a, b, c, d = (desk.chapter(title) for title in "ABCD")
    stale = {one.pk: Section.objects.select_related("manuscript__community").get(pk=one.pk) for one in (a, d)}
    actions.move_section(by=desk.editor, section=stale[a.pk], to=4)
    actions.move_section(by=desk.editor, section=stale[d.pk], to=1)
    assert sorted(order(desk)) == ["A", "B", "C", "D"]
    assert order(desk) == ["D", "B", "C", "A"]
    assert {one.pk for one in Section.objects.all()} == {a.pk, b.pk, c.pk, d.pk}


def test_remove_section_and_bring_it_back(desk) -> None:
    a, _b, _c = (desk.chapter(title, desk.ada) for title in "ABC")
    desk.written(a, "Kept.")
    browser = desk.browser(desk.editor)
    browser.post(path(a, "remove/"))
    assert order(desk) == ["B", "C"]
    assert told("section.removed").target == f"section:{a.pk}"
    assert desk.browser().get(path(a)).status_code == 404
    assert "taken out of the plan" in desk.browser(desk.ada).get(path(a)).content.decode()
    with pytest.raises(rules.SectionRemoved):
        desk.written(a, "More.")
    assert "Bring it back" in browser.get(f"/manuscripts/{desk.book.pk}/").content.decode()
    browser.post(path(a, "bring-back/"))
    assert order(desk) == ["B", "C", "A"]
    assert told("section.brought_back").target == f"section:{a.pk}"
    assert now(a).text == "Kept."


@pytest.mark.parametrize("who", ["ada", "bruno", "stranger"])
def test_others_plan_nothing(desk, who) -> None:
    section = desk.chapter("Soil", desk.ada)
    browser = desk.browser(getattr(desk, who))
    for act in ACTS:
        assert (
            browser.post(path(section, act), {"title": "x", "to": 1, "member": desk.ada.pk}).status_code
            == 403
        ), act
    assert order(desk) == ["Soil"]


def test_an_editor_of_the_community_plans_and_one_who_left_does_not(desk) -> None:
    section = desk.chapter("Soil")
    role(desk, desk.ada, "editor")
    actions.move_section(by=desk.ada, section=section, to=1)
    desk.leave(desk.ada)
    with pytest.raises(NotAllowed):
        actions.move_section(by=desk.ada, section=section, to=1)


def test_the_plan_costs_the_same_however_long_it_is(desk) -> None:
    def queries(who) -> int:
        browser = desk.browser(who)
        browser.get(f"/manuscripts/{desk.book.pk}/")
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(f"/manuscripts/{desk.book.pk}/").status_code == 200
        return len(seen)

    people = (None, desk.ada, desk.editor)
    for number in range(3):
        desk.taken(desk.chapter(f"Chapter {number}", desk.ada, desk.bruno))
    few = [queries(who) for who in people]
    for number in range(30):
        desk.chapter(f"Long {number}", desk.ada, desk.bruno)
    assert [queries(who) for who in people] == few
    assert few[0] <= 8 and few[1] <= 12 and few[2] <= 18, few


@pytest.mark.parametrize("visibility", ["members", "private"])
def test_closed_communities_keep_their_plans(lay, visibility) -> None:
    desk = lay(community={"visibility": visibility})
    section = desk.ready()
    for address in (f"/manuscripts/{desk.book.pk}/", path(section)):
        assert desk.browser(desk.stranger).get(address).status_code == 404
        assert desk.browser().get(address).status_code == 404
        member = desk.browser(desk.ada).get(address)
        assert member.status_code == 200 and PLACES not in member
    desk.leave(desk.ada)
    assert desk.browser(desk.ada).get(path(section)).status_code == 404


def test_a_visitor_s_pages_are_kept_and_hold_nothing_of_anyone(desk) -> None:
    section = desk.ready()
    for address in (
        f"/manuscripts/{desk.book.pk}/",
        path(section),
        f"/c/{desk.book.community.address}/manuscripts/",
    ):
        first, second = desk.browser().get(address), desk.browser().get(address)
        assert PLACES in first and first.content == second.content
        assert not first.cookies
    assert f"manuscript:{desk.book.pk}" in desk.browser().get(path(section))[PLACES].split()
