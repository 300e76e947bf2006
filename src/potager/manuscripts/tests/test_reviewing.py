"""An editor's states, and the dates: asked, writing, to review, ready; reminders once, a few days before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.journal.models import Activity
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions, clocks, letters, rules
from potager.manuscripts.models import Section
from potager.manuscripts.tests.conftest import now, path, told

pytestmark = pytest.mark.usefixtures("english")


def test_submit_approve_and_return_section(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    assert desk.browser(desk.ada).post(path(section, "submit/")).status_code == 409
    desk.written(section)
    desk.browser(desk.ada).post(path(section, "submit/"))
    assert now(section).state == "review"
    [letter] = letters.section_submitted(told("section.submitted"))
    assert letter.address == desk.editor.email
    assert (
        "Waiting to be read"
        in desk.browser(desk.editor).get(f"/manuscripts/{desk.book.pk}/").content.decode()
    )
    browser = desk.browser(desk.editor)
    assert "Give this chapter back" in browser.get(path(section, "return/")).content.decode()
    browser.post(path(section, "return/"), {"word": "More <worms>, please."})
    found = now(section)
    assert (found.state, found.word) == ("writing", "More <worms>, please.")
    [letter] = letters.section_returned(told("section.returned"))
    assert letter.address == desk.ada.email and "More <worms>, please." in letter.body
    assert "More &lt;worms&gt;, please." in desk.browser(desk.ada).get(path(section)).content.decode()
    assert "worms" not in desk.browser().get(path(section)).content.decode()
    browser.post(path(section, "approve/"))
    assert now(section).state == "ready"
    ready, named = letters.section_approved(told("section.approved"))
    assert [ready.address, named.address] == [desk.ada.email] * 2
    assert "/names/" in named.body
    with pytest.raises(rules.SectionReady):
        desk.written(section, "Once more.")
    with pytest.raises(rules.SectionReady):
        desk.taken(section)
    desk.written(section, "The editor may.", by=desk.editor)


def test_how_the_book_names_its_authors_is_asked_once(desk) -> None:
    desk.ready("Soil")
    desk.ready("Rain")
    first, second = Activity.objects.filter(kind="section.approved").order_by("position")
    assert ["/names/" in one.body for one in letters.section_approved(first)] == [False, True]
    assert ["/names/" in one.body for one in letters.section_approved(second)] == [False]


def test_others_change_no_state(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.written(section)
    for who in (desk.ada, desk.bruno, desk.stranger):
        for act in (actions.approve_section, actions.return_section):
            with pytest.raises(NotAllowed):
                act(by=who, section=section)
    for who in (desk.bruno, desk.stranger):
        with pytest.raises(NotAllowed):
            actions.submit_section(by=who, section=section)
    assert now(section).state == "writing"


def test_authors_are_reminded_once_per_date(desk) -> None:
    today = timezone.now().date()
    soon = desk.chapter("Soil", desk.ada, desk.bruno, due_on=today + timedelta(days=2))
    desk.chapter("Far", desk.ada, due_on=today + timedelta(days=20))
    desk.chapter("Late", desk.ada, due_on=today - timedelta(days=2))
    desk.chapter("Free", due_on=today)
    done = desk.chapter("Done", desk.ada, due_on=today)
    desk.written(done)
    actions.approve_section(by=desk.editor, section=done)
    assert clocks.run_due(timezone.now()) == 1
    assert clocks.run_due(timezone.now()) == 0
    act = told("section.reminded")
    assert (act.target, act.actor) == (f"section:{soon.pk}", None)
    found = list(letters.section_reminded(act))
    assert {letter.address for letter in found} == {desk.ada.email, desk.bruno.email}
    assert "can be arranged" in found[0].body and "Soil" in found[0].subject
    brief = actions.Brief(title="Soil", due_on=today + timedelta(days=3))
    actions.change_section(by=desk.editor, section=soon, brief=brief)
    assert clocks.run_due(timezone.now()) == 1
    with pytest.raises(rules.NotInThisState):
        actions.remind_section(section=soon)


def test_what_is_late_is_told_kindly_and_only_inside(desk) -> None:
    section = desk.chapter("Soil", desk.ada, due_on=timezone.now().date() - timedelta(days=2))
    assert "any day now" in desk.browser(desk.ada).get(path(section)).content.decode()
    assert "Any day now" in desk.browser(desk.editor).get(f"/manuscripts/{desk.book.pk}/").content.decode()
    assert "any day now" not in desk.browser().get(path(section)).content.decode()
    assert Section.objects.get().state == "asked"


def test_release_manuscript_and_take_it_back(desk) -> None:
    """The press asks for both, when it makes a book and when the last one is withdrawn."""
    desk.ready()
    actions.release_manuscript(by=desk.editor, manuscript=desk.book)
    assert told("manuscript.released").target == f"manuscript:{desk.book.pk}"
    with pytest.raises(rules.NotInThisState):
        actions.release_manuscript(by=desk.editor, manuscript=desk.book)
    with pytest.raises(rules.ManuscriptReleased):
        desk.chapter("Later")
    page = desk.browser(desk.editor).get(f"/manuscripts/{desk.book.pk}/").content.decode()
    assert "It has become a book" in page and "Add a chapter" not in page
    actions.unrelease_manuscript(by=desk.editor, manuscript=desk.book)
    assert told("manuscript.unreleased").actor == desk.editor.pk
    for who in (desk.ada, desk.stranger):
        with pytest.raises(NotAllowed):
            actions.release_manuscript(by=who, manuscript=desk.book)
    desk.chapter("Later")
