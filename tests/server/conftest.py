"""Tests of real processes: they share nothing with the test's own Django."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from installation import SERVERS, Gardener, Installation


@pytest.fixture(scope="module", params=SERVERS)
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation that runs, on each of the two servers."""
    folder = tmp_path_factory.mktemp("server") / "data"
    with Installation(folder, server=request.param) as running:
        yield running


@pytest.fixture(scope="module")
def gardener(installation: Installation) -> Iterator[Gardener]:
    """Someone who acts on that installation."""
    someone = installation.gardener()
    yield someone
    someone.leave()
