"""What is told of the versions of a chapter: numbers, never a word that was written."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from potager.journal.kinds import declare
from potager.manuscripts.acts.common import section_kind as kind


@dataclass(frozen=True)
class VersionFacts:
    """Which version of the chapter it is, from 1, and how many characters it has."""

    number: int
    characters: int


declare(
    kind("version.saved", "save_version", _("%(actor)s wrote in a chapter"), "Update", facts=VersionFacts),
    kind(
        "version.kept_beside", "keep_version_beside", _("%(actor)s wrote while a chapter went on"), "Create",
        facts=VersionFacts,
    ),
    kind(
        "version.restored", "restore_version", _("%(actor)s took a chapter back to an earlier version"), "Undo",
        facts=VersionFacts,
    ),
)  # fmt: skip
