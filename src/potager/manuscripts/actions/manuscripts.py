"""Opening a collective book, changing it; its release, for the press."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from potager.communities.models import Community
from potager.journal.record import act, once
from potager.lib.licences import Licence
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.manuscripts import rules
from potager.manuscripts.actions.locks import locked_manuscript
from potager.manuscripts.models import Manuscript
from potager.members.models import Member


@dataclass(frozen=True)
class Outline:
    """What an editor decides about a book before its chapters."""

    title: str
    intention: str
    subtitle: str = ""
    language: str = "fr"
    licence: str = Licence.CC_BY_SA
    pledges: str = Manuscript.Pledges.ASK
    due_on: date | None = None
    time_zone: str = "Europe/Paris"


@once(Manuscript)
def open_manuscript(
    *, by: Member, community: Community, outline: Outline, key: UUID | None = None
) -> Manuscript:
    """Open a collective book, whose editor one becomes."""
    must(by, "open manuscripts", community)
    with act("manuscript.opened", by=by, key=key) as done:
        manuscript = Manuscript(community=community, editor=by, **_fields(outline))
        manuscript.save(force_insert=True)
        done(manuscript, community=community.pk)
    return manuscript


@once(Manuscript)
def change_manuscript(
    *, by: Member, manuscript: Manuscript, outline: Outline, key: UUID | None = None
) -> Manuscript:
    """Change what the book is about; its licence stays once somebody has agreed to it."""
    must(by, "edit", manuscript)
    with act("manuscript.changed", by=by, key=key) as done:
        locked = locked_manuscript(manuscript)
        rules.refuse_released(locked)
        changed = _fields(outline)
        if locked.sections.filter(last_version__gt=0).exists():
            changed.pop("licence")
        for name, value in changed.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(changed))
        done(locked, community=locked.community_id)
    return locked


def release_manuscript(*, by: Member, manuscript: Manuscript) -> Manuscript:
    """Mark the book as out; the press, which makes it, calls this."""
    return _set_released(by, manuscript, "manuscript.released", is_out=True)


def unrelease_manuscript(*, by: Member, manuscript: Manuscript) -> Manuscript:
    """Undo a release: the book can be written on; the press calls this."""
    return _set_released(by, manuscript, "manuscript.unreleased", is_out=False)


def _set_released(by: Member, manuscript: Manuscript, name: str, *, is_out: bool) -> Manuscript:
    must(by, "edit", manuscript)
    with act(name, by=by) as done:
        locked = locked_manuscript(manuscript)
        if bool(locked.released_at) == is_out:
            raise rules.NotInThisState
        locked.released_at = timezone.now() if is_out else None
        locked.save(update_fields=["released_at"])
        done(locked, community=locked.community_id)
    return locked


def _fields(outline: Outline) -> dict[str, Any]:
    return {
        **vars(outline),
        "title": one_line(outline.title),
        "subtitle": one_line(outline.subtitle),
        "intention": cleaned(outline.intention),
    }
