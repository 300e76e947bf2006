"""The history of a chapter: read by those inside, compared, and taken back as a new version."""

import pytest

from potager.lib.permission import NotAllowed
from potager.manuscripts import actions, rules
from potager.manuscripts.models import Version
from potager.manuscripts.tests.conftest import now, path, told

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def section(desk):
    """A chapter of three versions, by two people."""
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.written(section, "Soil is old.")
    desk.written(section, "Soil is old and *alive*.", by=desk.bruno)
    desk.written(section, "Soil is young.")
    return section


def test_the_history_tells_who_when_and_how_much(desk, section) -> None:
    page = desk.browser(desk.ada).get(path(section, "versions/")).content.decode()
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1")
    assert "<bdi>Bruno</bdi>" in page and "+12" in page and "-10" in page


def test_any_two_are_compared(desk, section) -> None:
    page = desk.browser(desk.ada).get(path(section, "versions/compare/?a=1&b=2")).content.decode()
    assert "<ins>" in page and "alive" in page and "From version 1 to version 2" in page
    assert (
        "Version 1" in desk.browser(desk.ada).get(path(section, "versions/compare/?a=0&b=1")).content.decode()
    )
    assert desk.browser(desk.ada).get(path(section, "versions/compare/?a=1&b=99")).status_code == 404
    assert desk.browser(desk.ada).get(path(section, "versions/compare/?a=x")).status_code == 200


def test_restore_version(desk, section) -> None:
    page = desk.browser(desk.ada).get(path(section, "versions/2/")).content.decode()
    assert "<em>alive</em>" in page and "Take version 2 back" in page
    desk.browser(desk.ada).post(path(section, "versions/2/restore/"))
    found = now(section)
    assert (found.text, found.version) == ("Soil is old and *alive*.", 4)
    assert Version.objects.get(section=section, number=4).restores == 2
    assert told("version.restored").facts == {"number": 4, "characters": 24}
    assert "takes version 2 back" in desk.browser(desk.ada).get(path(section, "versions/")).content.decode()
    with pytest.raises(rules.NothingChanged):
        actions.restore_version(by=desk.ada, version=Version.objects.get(section=section, number=2))


def test_nothing_is_taken_back_under_the_hand_that_writes(desk, section) -> None:
    actions.take_up_section(by=desk.bruno, section=section)
    with pytest.raises(rules.PenElsewhere):
        actions.restore_version(by=desk.ada, version=Version.objects.get(section=section, number=1))


def test_the_history_is_for_those_inside(desk, section) -> None:
    actions.approve_section(by=desk.editor, section=section)
    version = Version.objects.get(section=section, number=1)
    desk.leave(desk.bruno)
    for who in (desk.stranger, desk.bruno):
        for rest in ("versions/", "versions/compare/", "versions/1/"):
            assert desk.browser(who).get(path(section, rest)).status_code == 403, rest
        assert desk.browser(who).post(path(section, "versions/1/restore/")).status_code == 403
        with pytest.raises(NotAllowed):
            actions.restore_version(by=who, version=version)
    assert desk.browser().get(path(section, "versions/")).status_code == 403
    assert now(section).version == 3


def test_hostile_numbers(desk, section) -> None:
    browser = desk.browser(desk.ada)
    for number in ("0", "4", "99999999999999999999"):
        assert browser.get(path(section, f"versions/{number}/")).status_code == 404
        assert browser.post(path(section, f"versions/{number}/restore/")).status_code == 404
