"""Real hostile strings go through sentences and typography unharmed."""

import json
from pathlib import Path

import pytest

from potager.lib import sentences
from potager.lib.typography import typeset

SECURITY = Path(__file__).parents[5] / "shared" / "data" / "security"
NAUGHTY = SECURITY / "minimaxir+big-list-of-naughty-strings" / "blns.json"


def signs(text: str) -> list[str]:
    return [sign for sign in text if sign.isalnum()]


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the shared data folder is absent")
@pytest.mark.parametrize("language", ["fr", "en"])
def test_naughty_strings(language: str) -> None:
    for text in json.loads(NAUGHTY.read_text(encoding="utf-8")):
        set_text = typeset(text, language=language)
        assert signs(set_text) == signs(text)
        assert typeset(set_text, language=language) == set_text
        for found in sentences.split(text, language=language):
            assert text[found.start : found.end].strip()
