"""A few pages of sentences and tables as PDF: what is read once, beside books that are kept."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from potager.press.pdf import Limits, run
from potager.press.sheet import FONTS, breakable, primary, region

LIMITS = Limits(seconds=10, memory=1024**3)


def print_sheet(words: Mapping[str, Any], *, language: str) -> bytes:
    """PDF (tagged, PDF/A-2a and PDF/UA-1) of a `title`, a `community` and `sections`; raises PressFailed.

    Each section has a `heading`, `sentences`, `rows` of a table (the first one heads it) and a `note`. All of it is
    data for the layout, never its source.
    """
    data = {
        **_breakable(dict(words)),
        "fonts": FONTS,
        "lang": primary(language),
        "region": region(language),
        "colophon": [],
        "missing_signs": "",
        "timestamp": int(timezone.now().timestamp()),
    }
    made, _places = run({"book": data, "formats": ["sheet"]}, limits=LIMITS)
    return made["sheet"]


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value, 26)
    if isinstance(value, Mapping):
        return {name: _breakable(one) for name, one in value.items()}
    return [_breakable(one) for one in value]
