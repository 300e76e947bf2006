"""One row of every kind ever released: whatever reads the journal must go on understanding it.

The things that these rows speak of do not exist (any more): that must disturb no reader either.
"""

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from potager.journal.kinds import all_kinds, facts_of, kind_of
from potager.journal.models import Activity, ParkedActivity
from potager.journal.read import Reader, all_readers, catch_up
from potager.lib.languages import SPOKEN

ROWS = sorted(Path(__file__).parent.glob("*.json"))


@pytest.fixture(params=ROWS, ids=lambda file: file.stem)
def golden(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One row as it was written when its kind was released."""
    row: dict[str, Any] = json.loads(request.param.read_text())
    return row


def test_every_kind_has_its_golden_row() -> None:
    wanted = {f"{kind.name}.{kind.version}" for kind in all_kinds()}
    assert wanted <= {file.stem for file in ROWS}, "run scripts/golden.py"


def test_its_facts_are_understood(golden: dict[str, Any]) -> None:
    facts = facts_of(Activity(**golden))
    known = {field.name for field in fields(facts)}
    assert set(golden["facts"]) <= known, "facts may be added, never renamed or removed"
    assert all(getattr(facts, name) == value for name, value in golden["facts"].items())


def test_its_sentence_can_be_told(golden: dict[str, Any]) -> None:
    kind = kind_of(golden["kind"])
    for language in SPOKEN:
        with translation.override(language):
            assert str(kind.sentence) % {"actor": "Ada", **golden["facts"]}


@pytest.mark.django_db
def test_everything_that_readers_ask_of_it_has_an_answer(golden: dict[str, Any]) -> None:
    row = Activity.objects.create(**golden)
    kind = kind_of(row.kind)
    assert all(isinstance(kind.fragment(row, language), str | None) for language in SPOKEN)
    assert list(kind.notices(row)) == []  # nobody is left to be told
    assert all(isinstance(place, str) and place for place in kind.freshens(row))


@pytest.mark.django_db
@pytest.mark.parametrize("reader", all_readers(), ids=lambda reader: reader.name)
def test_every_reader_takes_every_row(reader: Reader) -> None:
    catch_up(reader)
    rows = [Activity.objects.create(**json.loads(file.read_text())) for file in ROWS]
    assert catch_up(reader) == len(rows)
    assert not ParkedActivity.objects.exists()
