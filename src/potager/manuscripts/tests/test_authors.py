"""Who writes what: asked by the editor, offered by members; given back, answered, withdrawn."""

import pytest

from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions, letters, rules
from potager.manuscripts.models import Author, Pledge
from potager.manuscripts.tests.conftest import now, path, told
from potager.notices import readers

pytestmark = pytest.mark.usefixtures("english")


def test_assign_section(desk) -> None:
    section = desk.chapter("Soil")
    page = desk.browser(desk.editor).get(path(section)).content.decode()
    assert f'value="{desk.ada.pk}"' in page and "Sven" not in page
    desk.browser(desk.editor).post(path(section, "assign/"), {"member": desk.ada.pk})
    assert section.authors.get().member == desk.ada
    act = told("section.assigned")
    assert act.facts == {"member": str(desk.ada.pk)}
    [letter] = letters.section_assigned(act)
    assert letter.address == desk.ada.email and "Soil" in letter.subject and path(section) in letter.body
    desk.browser(desk.editor).post(path(section, "assign/"), {"member": desk.stranger.pk})
    with pytest.raises(rules.NotAMember):
        actions.assign_section(by=desk.editor, section=section, member=desk.stranger)
    with pytest.raises(rules.AuthorAlready):
        actions.assign_section(by=desk.editor, section=section, member=desk.ada)
    assert section.authors.count() == 1


def test_letters_are_not_sent_to_whom_they_no_longer_concern(desk) -> None:
    desk.chapter("Soil", desk.ada)
    act = told("section.assigned")
    desk.leave(desk.ada)
    assert list(letters.section_assigned(act)) == []
    readers.handle(act)


def test_free_section(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.written(section)
    desk.browser(desk.ada).post(path(section, "free/"))
    assert [one.member for one in section.authors.all()] == [desk.bruno]
    act = told("section.freed")
    assert act.facts == {"member": str(desk.ada.pk)}
    assert [letter.address for letter in letters.section_freed(act)] == [desk.editor.email]
    assert now(section).text, "what is written stays"
    desk.browser(desk.ada).post(path(section, "free/"), {"author": str(desk.bruno.pk)})
    assert section.authors.count() == 1, "nobody gives back what is another's"
    desk.browser(desk.editor).post(path(section, "free/"), {"author": str(desk.bruno.pk)})
    assert not section.authors.exists()
    assert [letter.address for letter in letters.section_freed(told("section.freed"))] == [desk.bruno.email]


def test_make_pledge_and_accept_it(desk) -> None:
    section = desk.chapter("Soil")
    browser, sent = desk.browser(desk.ada), {"note": "I dig.", "key": uuid7()}
    assert "I offer to write it" in browser.get(path(section)).content.decode()
    browser.post(path(section, "pledge/"), sent)
    browser.post(path(section, "pledge/"), sent)
    pledge = Pledge.objects.get()
    act = told("pledge.made")
    assert (act.target, act.facts) == (f"pledge:{pledge.pk}", {})
    [letter] = letters.pledge_made(act)
    assert letter.address == desk.editor.email and "I dig." in letter.body and "Ada" in letter.body
    with pytest.raises(rules.PledgedAlready):
        actions.make_pledge(by=desk.ada, section=section)
    assert "Ada" in desk.browser(desk.editor).get(f"/manuscripts/{desk.book.pk}/").content.decode()
    desk.browser(desk.editor).post(f"/pledges/{pledge.pk}/accept/")
    assert section.authors.get().member == desk.ada
    assert [one.address for one in letters.pledge_accepted(told("pledge.accepted"))] == [desk.ada.email]
    with pytest.raises(rules.PledgeAnswered):
        actions.accept_pledge(by=desk.editor, pledge=pledge)
    with pytest.raises(rules.SectionTaken):
        actions.make_pledge(by=desk.bruno, section=section)


def test_decline_pledge(desk) -> None:
    pledge = actions.make_pledge(by=desk.ada, section=desk.chapter("Soil"))
    desk.browser(desk.editor).post(f"/pledges/{pledge.pk}/decline/", {"answer": "Another one?"})
    [letter] = letters.pledge_declined(told("pledge.declined"))
    assert letter.address == desk.ada.email and "Another one?" in letter.body
    assert not Author.objects.exists()


def test_withdraw_pledge(desk) -> None:
    pledge = actions.make_pledge(by=desk.ada, section=desk.chapter("Soil"))
    assert desk.browser(desk.bruno).post(f"/pledges/{pledge.pk}/withdraw/").status_code == 403
    desk.browser(desk.ada).post(f"/pledges/{pledge.pk}/withdraw/")
    assert told("pledge.withdrawn").actor == desk.ada.pk
    assert list(letters.pledge_made(told("pledge.made"))) == []


def test_pledges_are_taken_at_once_where_the_editor_chose_so(lay) -> None:
    desk = lay(pledges="open")
    section = desk.chapter("Soil")
    desk.browser(desk.ada).post(path(section, "pledge/"), {"key": uuid7()})
    assert section.authors.get().member == desk.ada
    assert Pledge.objects.get().state == "accepted"


def test_who_may_pledge(lay) -> None:
    desk, closed = lay(), lay(pledges="closed")
    section = desk.chapter("Soil")
    assert desk.browser(desk.stranger).post(path(section, "pledge/")).status_code == 403
    desk.leave(desk.bruno)
    with pytest.raises(NotAllowed):
        actions.make_pledge(by=desk.bruno, section=section)
    with pytest.raises(NotAllowed):
        actions.make_pledge(by=closed.ada, section=closed.chapter("Soil"))
    assert not Pledge.objects.exists()
    pledge = actions.make_pledge(by=desk.ada, section=section)
    for act in ("accept", "decline"):
        assert desk.browser(desk.ada).post(f"/pledges/{pledge.pk}/{act}/").status_code == 403
        assert desk.browser(desk.stranger).post(f"/pledges/{pledge.pk}/{act}/").status_code == 403
    desk.leave(desk.ada)
    with pytest.raises(rules.NotAMember):
        actions.accept_pledge(by=desk.editor, pledge=pledge)
