"""The registry of kinds."""

from dataclasses import replace

import pytest

from potager.journal.kinds import Kind, UnknownKind, all_kinds, declare, facts_of, kind_of
from potager.journal.models import Activity
from potager.journal.tests.garden import PLANTED, WATERED, Planted


def test_a_kind_is_found_by_its_name() -> None:
    assert kind_of("plant.planted") is PLANTED
    assert all_kinds() == [PLANTED, WATERED]


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(UnknownKind, match=r"plant\.eaten"):
        kind_of("plant.eaten")


def test_the_same_kind_twice_is_one_and_another_of_its_name_is_refused() -> None:
    declare(PLANTED)
    with pytest.raises(ValueError, match="declared twice"):
        declare(replace(PLANTED, action="sow"))


def test_facts_are_dataclasses() -> None:
    with pytest.raises(TypeError, match="no dataclass"):
        declare(Kind(name="plant.eaten", action="eat", sentence="", activitystreams="Delete", facts=dict))


def test_rows_of_older_and_newer_versions_are_read() -> None:
    older = Activity(kind="plant.planted", version=1, facts={"plant": "leek"})
    newer = Activity(kind="plant.planted", version=9, facts={"plant": "leek", "depth": 5, "moon": "full"})
    assert facts_of(older) == Planted(plant="leek", depth=3)
    assert facts_of(newer) == Planted(plant="leek", depth=5)


def test_a_kind_without_more_shows_nothing_and_tells_no_one() -> None:
    row = Activity(kind="plant.watered", facts={})
    assert WATERED.fragment(row, "fr") is None
    assert list(WATERED.notices(row)) == list(WATERED.freshens(row)) == []
