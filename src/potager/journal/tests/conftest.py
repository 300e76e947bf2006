"""The journal's tests know no kind but the garden's."""

from uuid import uuid4

import pytest

from potager.journal import kinds
from potager.journal.tests import garden


@pytest.fixture(autouse=True)
def _kinds_of_the_garden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.declare(garden.PLANTED, garden.WATERED)


@pytest.fixture
def gardener() -> garden.Gardener:
    """Someone who acts."""
    return garden.Gardener(uuid4())
