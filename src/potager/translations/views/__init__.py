"""Pages of translations."""

from potager.translations.views.passages import reopen_passage, save_draft, translate_passage
from potager.translations.views.workshop import (
    open_translation,
    release_translation,
    sign_translation,
    workshop,
)

__all__ = [
    "open_translation",
    "release_translation",
    "reopen_passage",
    "save_draft",
    "sign_translation",
    "translate_passage",
    "workshop",
]
