"""What translations tell the journal: never a word of what was translated."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

import potager.translations.permissions  # noqa: F401 (declares who may translate and release)
from potager.journal.kinds import Kind, declare


@dataclass(frozen=True)
class TranslationFacts:
    """Into which language (BCP 47)."""

    language: str


@dataclass(frozen=True)
class PassageFacts:
    """Which version of the passage it is, from 1."""

    version: int


declare(
    Kind(
        name="translation.opened",
        action="open_translation",
        sentence=_("%(actor)s began to translate a book"),
        activitystreams="Create",
        facts=TranslationFacts,
    ),
    Kind(
        name="translation.signed",
        action="sign_translation",
        sentence=_("%(actor)s chose a name as translator"),
        activitystreams="Update",
    ),
    Kind(
        name="passage.translated",
        action="translate_passage",
        sentence=_("%(actor)s translated a passage"),
        activitystreams="Update",
        facts=PassageFacts,
    ),
    Kind(
        name="passage.reopened",
        action="reopen_passage",
        sentence=_("%(actor)s took a translated passage up again"),
        activitystreams="Undo",
        facts=PassageFacts,
    ),
    Kind(
        name="translation.released",
        action="release_translation",
        sentence=_("%(actor)s released a translation"),
        activitystreams="Announce",
        facts=TranslationFacts,
    ),
)
