"""A first start lays the tables at once: exactly those that the migrations make, and nothing is left to do."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from installation import Installation

SCHEMA = Path(__file__).resolve().parent / "schema.py"


def schema(folder: Path, how: str) -> dict[str, Any]:
    place = Installation(folder)
    folder.mkdir()
    settings = {"DJANGO_SETTINGS_MODULE": "potager.config.settings", "POTAGER_SECRET_KEY": "x"}
    try:
        done = subprocess.run(
            [sys.executable, SCHEMA, how],
            env=place.environment | settings,
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        place.__exit__()
    return dict(json.loads(done.stdout))


def test_what_is_laid_is_what_the_migrations_make(tmp_path: Path) -> None:
    laid, walked = schema(tmp_path / "laid", "laid"), schema(tmp_path / "walked", "walked")
    assert len(laid["tables"]) > 500
    assert laid["tables"] == walked["tables"]
    assert laid["applied"] == walked["applied"]
