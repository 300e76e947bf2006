"""From an empty plan to a chapter that is ready, through the pages."""

from potager.lib.ids import uuid7
from potager.manuscripts.models import Section, Version
from potager.manuscripts.tests.conftest import path, told


def test_a_chapter_from_its_title_to_ready(desk) -> None:
    editor, ada = desk.browser(desk.editor), desk.browser(desk.ada)
    plan = f"/manuscripts/{desk.book.pk}/"
    answer = editor.post(f"{plan}sections/new/", {"title": "Soil", "brief": "Two pages.", "key": uuid7()})
    assert answer["Location"] == plan
    section = Section.objects.get()
    assert told("section.added").facts == {"position": 1}
    assert "Soil" in editor.get(plan).content.decode()
    ada.post(path(section, "pledge/"), {"note": "I dig.", "key": uuid7()})
    page = editor.get(path(section)).content.decode()
    assert "I dig." in page
    editor.post(f"/pledges/{section.pledges.get().pk}/accept/")
    assert section.authors.get().member == desk.ada
    page = ada.get(path(section, "write/")).content.decode()
    assert "I agree" in page and "CC BY-SA" in page
    assert ada.post(path(section, "take-up/")).status_code == 409
    assert ada.post(path(section, "take-up/"), {"agrees": "on"}).status_code == 302
    page = ada.get(path(section, "write/")).content.decode()
    assert "data-countdown" in page and 'name="base" value="0"' in page
    sent = {
        "text": "Soil is *alive*.\n\n## Worms\n\n- dig\n- eat",
        "base": 0,
        "key": uuid7(),
        "then": "lay_down",
    }
    answer = ada.post(path(section, "write/"), sent, follow=True)
    page = answer.content.decode()
    assert "<em>alive</em>" in page and "Worms</h2>" in page and "<li>" in page
    assert Version.objects.get().number == 1
    assert told("version.saved").facts == {"number": 1, "characters": len(sent["text"])}
    ada.post(path(section, "submit/"))
    assert "to be read again" in editor.get(path(section)).content.decode()
    assert desk.browser().get(path(section)).content.decode().count("Soil is") == 0, "not for outsiders yet"
    editor.post(path(section, "approve/"))
    page = desk.browser().get(path(section)).content.decode()
    assert "<em>alive</em>" in page
    assert "1 of 1 chapter ready" in desk.browser().get(plan).content.decode()
