"""One at a time at the pen: taken, renewed, laid down, asked for, passed on; and no word is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager.authorship.models import Agreement
from potager.communities.actions import change_charter
from potager.communities.refusals import CharterToAccept
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.manuscripts import actions, clocks, rules
from potager.manuscripts.models import Draft, Pen, Version
from potager.manuscripts.tests.conftest import now, path, told
from potager.stories.tests.together import together

pytestmark = pytest.mark.usefixtures("english")


def later(section, **ago) -> None:
    """Let time pass over the pen of a chapter."""
    pen, shift = Pen.objects.get(section=section), timedelta(**ago)
    wanted = pen.wanted_at - shift if pen.wanted_at else None
    Pen.objects.filter(section=section).update(until=pen.until - shift, wanted_at=wanted)


def test_take_up_section_once_one_has_agreed(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    with pytest.raises(rules.NotAgreed):
        actions.take_up_section(by=desk.ada, section=section)
    assert not Agreement.objects.exists()
    pen = desk.taken(section)
    assert pen.holder == desk.ada and pen.until > timezone.now() + timedelta(minutes=14)
    agreed = Agreement.objects.get()
    assert (agreed.work, agreed.member, agreed.licence) == (
        f"manuscript:{desk.book.pk}",
        desk.ada,
        "cc-by-sa",
    )
    act = told("section.taken_up")
    assert (act.target, act.place, act.facts) == (f"section:{section.pk}", f"manuscript:{desk.book.pk}", {})
    actions.take_up_section(by=desk.ada, section=section)
    assert Activity.objects.filter(kind="section.taken_up").count() == 1, "renewed, which is no act"


def test_only_one_hand_holds_it(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.taken(section)
    with pytest.raises(rules.PenElsewhere):
        desk.taken(section, by=desk.bruno)
    answer = desk.browser(desk.bruno).post(path(section, "take-up/"), {"agrees": "on"})
    assert answer.status_code == 409 and "Ask for the pen" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_at_once(lay) -> None:
    desk = lay()
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    outcomes = together([lambda who=who: desk.taken(section, by=who) for who in (desk.ada, desk.bruno)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Pen", "PenElsewhere"]
    assert Activity.objects.filter(kind="section.taken_up").count() == 1


@pytest.mark.parametrize("who", ["bruno", "stranger"])
def test_others_take_nothing(desk, who) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    browser = desk.browser(getattr(desk, who))
    for act in ("take-up/", "write/", "draft/", "beside/", "ask-for/", "submit/"):
        assert browser.post(path(section, act), {"text": "x", "base": 0}).status_code == 403, act
    for act in ("lay-down/", "hand-over/", "hold-back/"):
        assert browser.post(path(section, act)).status_code in {403, 409}, act
    assert browser.get(path(section, "write/")).status_code == 403
    assert (
        Pen.objects.get().holder == desk.ada and not Version.objects.exists() and not Draft.objects.exists()
    )


def test_an_author_who_left_writes_no_more(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    desk.leave(desk.ada)
    for act in (
        lambda: desk.written(section),
        lambda: actions.keep_draft(by=desk.ada, section=section, text="x", base=0),
        lambda: actions.take_up_section(by=desk.ada, section=section),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_typing_renews_it_and_leaves_no_row_in_the_journal(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    later(section, minutes=10)
    before = Activity.objects.count()
    answer = desk.browser(desk.ada).post(path(section, "draft/"), {"text": "Soil is", "base": 0})
    assert answer.status_code == 200 and answer.json()["wanted"] is False
    assert Pen.objects.get().until > timezone.now() + timedelta(minutes=14)
    assert Draft.objects.get().text == "Soil is"
    assert Activity.objects.count() == before


def test_it_lapses_after_a_quarter_of_an_hour_and_the_draft_stays(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.taken(section)
    actions.keep_draft(by=desk.ada, section=section, text="Half a thought", base=0)
    later(section, minutes=16)
    desk.taken(section, by=desk.bruno)  # the clock of the world decides, no worker needs to have run
    later(section, minutes=16)
    assert clocks.run_due(timezone.now()) == 1
    assert told("section.lapsed").actor is None and not Pen.objects.exists()
    assert clocks.run_due(timezone.now()) == 0
    page = desk.browser(desk.ada).get(path(section, "write/")).content.decode()
    assert "Your draft is here" in page
    desk.taken(section)
    assert "Half a thought" in desk.browser(desk.ada).get(path(section, "write/")).content.decode()


def test_lay_down_section(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    desk.browser(desk.ada).post(path(section, "lay-down/"))
    assert not Pen.objects.exists() and told("section.laid_down").actor == desk.ada.pk
    assert "The pen is free" in desk.browser(desk.ada).get(path(section)).content.decode()


def test_ask_for_section_and_hand_it_over(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.taken(section)
    bruno = desk.browser(desk.bruno)
    assert "Ask for the pen" in bruno.get(path(section)).content.decode()
    bruno.post(path(section, "ask-for/"))
    assert told("section.asked_for").actor == desk.bruno.pk
    assert bruno.post(path(section, "ask-for/")).status_code == 409
    ada = desk.browser(desk.ada)
    page = ada.get(path(section, "write/")).content.decode()
    assert 'id="wanted">' in page
    assert ada.post(path(section, "draft/"), {"text": "Mine", "base": 0}).json()["wanted"] is True
    ada.post(path(section, "hand-over/"))
    assert Pen.objects.get().holder == desk.bruno and told("section.handed_over").actor == desk.ada.pk
    assert "I agree" in bruno.get(path(section, "write/")).content.decode(), "before his first words"
    mine = {"text": "Mine.", "base": 0, "key": uuid7()}
    assert bruno.post(path(section, "write/"), mine).status_code == 409
    assert bruno.post(path(section, "write/"), {**mine, "agrees": "on"}).status_code == 302
    lost = ada.post(path(section, "draft/"), {"text": "Mine, longer", "base": 0}).json()
    assert lost["until"] is None
    assert Draft.objects.get(by=desk.ada).text == "Mine, longer", "kept, although the pen is gone"


def test_silence_passes_it_on(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.taken(section)
    actions.ask_for_section(by=desk.bruno, section=section)
    assert clocks.run_due(timezone.now()) == 0
    later(section, minutes=4)
    assert clocks.run_due(timezone.now()) == 1
    assert Pen.objects.get().holder == desk.bruno and told("section.handed_over").actor is None


def test_hold_back_section(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.taken(section)
    actions.ask_for_section(by=desk.bruno, section=section)
    desk.browser(desk.ada).post(path(section, "hold-back/"))
    assert told("section.held_back").actor == desk.ada.pk
    later(section, minutes=4)
    assert clocks.run_due(timezone.now()) == 0 and Pen.objects.get().holder == desk.ada
    with pytest.raises(rules.NotInThisState):
        actions.hand_over_section(by=desk.ada, section=section)


def test_whoever_asked_has_it_when_it_is_laid_down(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.taken(section)
    actions.ask_for_section(by=desk.bruno, section=section)
    actions.lay_down_section(by=desk.ada, section=section)
    assert Pen.objects.get().holder == desk.bruno


def test_an_editor_may_take_it_and_sees_who_has_it(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    page = desk.browser(desk.editor).get(path(section)).content.decode()
    assert "<bdi>Ada</bdi> has the pen." in page and "data-countdown" in page
    actions.ask_for_section(by=desk.editor, section=section)


def test_save_version(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    actions.keep_draft(by=desk.ada, section=section, text="So", base=0)
    browser, key = desk.browser(desk.ada), uuid7()
    sent = {"text": "Soil.\x00\r\nAlive.", "base": 0, "key": key, "then": "lay_down"}
    scripted = browser.post(path(section, "write/"), sent, headers={"X-Requested-With": "potager"})
    assert (scripted.status_code, scripted.json()) == (201, {"to": path(section)})
    assert browser.post(path(section, "write/"), sent).status_code == 302, "once"
    found = now(section)
    assert (found.text, found.version, found.state, found.characters) == ("Soil.\nAlive.", 1, "writing", 12)
    version = Version.objects.get()
    assert (version.number, version.by, version.base, version.more) == (1, desk.ada, 0, 12)
    assert told("version.saved").facts == {"number": 1, "characters": 12}
    assert not Draft.objects.exists() and not Pen.objects.exists()


@pytest.mark.parametrize(
    ("text", "status"), [("", 409), (" \u200b\n", 409), ("x" * 60_001, 413), ("Soil.", 409)]
)
def test_what_cannot_be_kept_is_still_there(desk, text, status) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.written(section, "Soil.")
    desk.taken(section)
    answer = desk.browser(desk.ada).post(path(section, "write/"), {"text": text, "base": 1, "key": uuid7()})
    assert answer.status_code == status
    assert Version.objects.count() == 1
    if text.strip():
        assert text in answer.content.decode()


def test_a_text_begun_on_an_older_version_is_kept_beside(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.written(section, "First.")
    desk.written(section, "First, and second.", by=desk.bruno)
    actions.take_up_section(by=desk.ada, section=section)
    sent = {"text": "First, and mine.", "base": 1, "key": uuid7()}
    browser = desk.browser(desk.ada)
    answer = browser.post(path(section, "write/"), sent)
    assert answer["Location"] == path(section, "versions/compare/?a=2&b=3")
    page = browser.get(answer["Location"]).content.decode()
    assert "<del>second</del><ins>mine</ins>" in page and "Both texts are kept" in page
    found = now(section)
    assert (found.text, found.version) == ("First, and second.", 2)
    beside = Version.objects.get(number=3)
    assert beside.is_aside and beside.text == "First, and mine."
    assert told("version.kept_beside").facts == {"number": 3, "characters": 16}


def test_a_text_without_the_pen_is_kept_beside(desk) -> None:
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.written(section, "First.")
    desk.written(section, "First!", by=desk.bruno)
    actions.take_up_section(by=desk.bruno, section=section)
    answer = desk.browser(desk.ada).post(
        path(section, "write/"), {"text": "Mine.", "base": 2, "key": uuid7()}
    )
    assert "compare" in answer["Location"] and now(section).text == "First!"
    answer = desk.browser(desk.ada).post(
        path(section, "beside/"), {"text": "Mine too.", "base": 2, "key": uuid7()}
    )
    assert "compare" in answer["Location"]
    assert set(Version.objects.filter(is_aside=True).values_list("text", flat=True)) == {"Mine.", "Mine too."}


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once_overwrite_nothing(lay) -> None:
    desk = lay()
    section = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.written(section, "First.")
    desk.written(section, "First!", by=desk.bruno)

    def save(who, text):
        return actions.save_version(by=who, section=section, text=text, base=2, key=uuid7())

    outcomes = together([lambda: save(desk.ada, "Ada's."), lambda: save(desk.bruno, "Bruno's.")])
    assert sorted(type(one).__name__ for one in outcomes) == ["SectionMovedOn", "Version"]
    assert Version.objects.filter(section=section).count() == 3


def test_drop_draft(desk) -> None:
    section = desk.chapter("Soil", desk.ada)
    desk.taken(section)
    actions.keep_draft(by=desk.ada, section=section, text="Away", base=0)
    desk.browser(desk.ada).post(path(section, "draft/drop/"))
    assert not Draft.objects.exists()


def test_what_is_new_in_the_charter_comes_before_new_words(lay) -> None:
    desk = lay(community={"charter": "Be kind."})
    section = desk.chapter("Soil", desk.ada)
    desk.written(section)
    change_charter(
        by=desk.editor, community=desk.book.community, text="Be kind. Water at night.", key=uuid7()
    )
    section = now(section)
    with pytest.raises(CharterToAccept):
        desk.taken(section)
    sent = {"text": "More.", "base": 1, "key": uuid7()}
    answer = desk.browser(desk.ada).post(path(section, "write/"), sent)
    assert answer.status_code == CharterToAccept.status and "More." in answer.content.decode()
    with pytest.raises(CharterToAccept):
        actions.make_comment(by=desk.ada, section=section, text="x", passage=actions.Passage())
