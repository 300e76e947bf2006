"""Attacks on the whole house, by someone who reads its code."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield
