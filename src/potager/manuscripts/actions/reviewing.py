"""The states of a chapter: given to be read, ready, given back; and the reminder before its date."""

from uuid import UUID

from django.utils import timezone

from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.texts import cleaned
from potager.manuscripts import rules
from potager.manuscripts.actions.locks import locked_section
from potager.manuscripts.actions.plans import planning
from potager.manuscripts.models import Section
from potager.members.models import Member

State = Section.State


def submit_section(*, by: Member, section: Section) -> Section:
    """Give a chapter to its editor to be read again."""
    must(by, "write", section)
    with act("section.submitted", by=by) as done:
        locked = locked_section(section)
        rules.refuse_gone(locked)
        if locked.state != State.WRITING:
            raise rules.NotInThisState
        locked.state, locked.word = State.REVIEW, ""
        locked.save(update_fields=["state", "word"])
        done(locked, place=locked.manuscript, community=locked.manuscript.community_id)
    return locked


def approve_section(*, by: Member, section: Section) -> Section:
    """Say that a chapter is ready: the book will print it."""
    with planning("section.approved", by=by, section=section) as locked:
        rules.refuse_gone(locked)
        if locked.state not in {State.WRITING, State.REVIEW} or not locked.version:
            raise rules.NotInThisState
        locked.state, locked.word = State.READY, ""
        locked.save(update_fields=["state", "word"])
    return locked


def return_section(*, by: Member, section: Section, word: str = "", key: UUID | None = None) -> Section:
    """Give a chapter back to its authors, with a word for them."""
    with planning("section.returned", by=by, section=section, key=key) as locked:
        rules.refuse_gone(locked)
        if locked.state not in {State.REVIEW, State.READY}:
            raise rules.NotInThisState
        locked.state, locked.word = State.WRITING, cleaned(word)[:500]
        locked.save(update_fields=["state", "word"])
    return locked


def remind_section(*, section: Section) -> Section:
    """Remind the authors of a chapter of its date, once per date."""
    with act("section.reminded", by=None) as done:
        locked = locked_section(section)
        rules.refuse_gone(locked)
        if locked.reminded_at or locked.due_on is None or locked.state not in {State.ASKED, State.WRITING}:
            raise rules.NotInThisState
        locked.reminded_at = timezone.now()
        locked.save(update_fields=["reminded_at"])
        done(locked, place=locked.manuscript, community=locked.manuscript.community_id)
    return locked
