"""What collective books tell of life between people; who writes under another name is never told."""

import pytest

from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.authorship.queries import Byline
from potager.manuscripts import actions
from potager.manuscripts.models import Version
from potager.testing import signs_told

pytestmark = pytest.mark.usefixtures("english")
Told = list[tuple[str, dict[str, str]]]


def told(kind: str) -> Told:
    return [(who, toward) for of, who, _words, toward, _times in signs_told() if of == kind]


def test_another_hand_in_the_book_is_writing_together(desk) -> None:
    soil, seeds = desk.chapter("Soil", desk.ada, desk.bruno), desk.chapter("Seeds", desk.bruno)
    desk.written(soil, "Soil is old.")
    desk.written(soil, "Soil is very old.")
    desk.written(soil, "Soil is young.", by=desk.bruno)
    desk.written(seeds, "Seeds sleep.", by=desk.bruno)
    together = {"Ada": "cowrote"}
    assert told("version.saved") == [("Ada", {}), ("Ada", {}), ("Bruno", together), ("Bruno", together)]


@pytest.mark.parametrize("naming", ["another", "anonymous"])
def test_who_has_another_name_in_the_book_gives_no_sign(desk, naming: str) -> None:
    soil = desk.chapter("Soil", desk.ada, desk.bruno)
    desk.written(soil, "Soil is old.")
    work = works.find(f"manuscript:{desk.book.pk}", desk.ada)
    choose_byline(by=desk.ada, work=work, naming=naming, wanted=Byline("Raddie"))
    desk.written(soil, "Soil is young.", by=desk.bruno)
    desk.written(soil, "Soil is old, I say.")
    assert told("version.saved") == [("Bruno", {})]


def test_a_version_under_an_older_name_gives_no_sign(desk) -> None:
    desk.written(desk.chapter("Soil", desk.ada), "Soil is old.")
    Version.objects.update(signature="Raddie")
    assert told("version.saved") == []


def test_remarks_and_answers(desk) -> None:
    soil = desk.chapter("Soil", desk.ada)
    desk.written(soil, "Soil is old.")
    remark = actions.make_comment(by=desk.bruno, section=soil, text="Is it?", passage=actions.Passage())
    actions.answer_comment(by=desk.ada, comment=remark, text="It is.")
    actions.answer_comment(by=desk.bruno, comment=remark, text="I see.")
    assert told("comment.made") == [("Bruno", {})]
    assert told("comment.answered") == [("Ada", {"Bruno": "answered"}), ("Bruno", {})]
