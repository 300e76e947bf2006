"""The plan: chapters added, changed, moved, taken out and brought back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from potager.journal.kinds import NoFacts
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.manuscripts import rules
from potager.manuscripts.actions.locks import locked_manuscript, locked_section
from potager.manuscripts.acts import PlaceFacts
from potager.manuscripts.models import Manuscript, Pen, Section
from potager.members.models import Member


@dataclass(frozen=True)
class Brief:
    """What the plan says of a chapter."""

    title: str
    brief: str = ""
    due_on: date | None = None


@once(Section)
def add_section(*, by: Member, manuscript: Manuscript, brief: Brief, key: UUID | None = None) -> Section:
    """Add a chapter at the end of the plan."""
    must(by, "edit", manuscript)
    with act("section.added", by=by, key=key) as done:
        book = locked_manuscript(manuscript)
        rules.refuse_released(book)
        if book.length >= rules.MOST_SECTIONS:
            raise rules.ManuscriptFull
        book.length += 1
        section = Section(
            manuscript=book,
            position=book.length,
            title=one_line(brief.title),
            brief=cleaned(brief.brief),
            due_on=brief.due_on,
        )
        section.save(force_insert=True)
        book.save(update_fields=["length"])
        done(section, PlaceFacts(position=section.position), place=book, community=book.community_id)
    return section


def change_section(*, by: Member, section: Section, brief: Brief) -> Section:
    """Change a chapter's title, what it should say, and when it is expected; nobody was reminded of a new date yet."""
    with planning("section.changed", by=by, section=section) as locked:
        rules.refuse_gone(locked)
        if locked.due_on != brief.due_on:
            locked.reminded_at = None
        locked.title, locked.brief = one_line(brief.title), cleaned(brief.brief)
        locked.due_on = brief.due_on
        locked.save(update_fields=["title", "brief", "due_on", "reminded_at"])
    return locked


def move_section(*, by: Member, section: Section, to: int) -> Section:
    """Put a chapter at place `to`, from 1; those between make room. Two moves at once are both done, in turn."""
    must(by, "edit", section.manuscript)
    with act("section.moved", by=by) as done:
        book = locked_manuscript(section.manuscript)
        locked = locked_section(section)
        rules.refuse_gone(locked)
        to = max(1, min(to, book.length))
        _make_room(locked, to)
        locked.position = to
        locked.save(update_fields=["position"])
        done(locked, PlaceFacts(position=to), place=book, community=book.community_id)
    return locked


def _make_room(section: Section, to: int) -> None:
    others = Section.objects.filter(manuscript=section.manuscript_id, removed_at__isnull=True)
    if to < section.position:
        others.filter(position__gte=to, position__lt=section.position).update(position=F("position") + 1)
    else:
        others.filter(position__gt=section.position, position__lte=to).update(position=F("position") - 1)


def remove_section(*, by: Member, section: Section) -> Section:
    """Take a chapter out of the plan: its texts and margins are kept, and it can come back."""
    with planning("section.removed", by=by, section=section) as locked:
        rules.refuse_gone(locked)
        book = locked.manuscript
        _make_room(locked, book.length)
        book.length -= 1
        book.save(update_fields=["length"])
        locked.removed_at = timezone.now()
        locked.save(update_fields=["removed_at"])
        Pen.objects.filter(section=locked).delete()
    return locked


def bring_back_section(*, by: Member, section: Section) -> Section:
    """Put a chapter that was taken out at the end of the plan."""
    with planning("section.brought_back", by=by, section=section) as locked:
        if locked.removed_at is None:
            raise rules.NotInThisState
        book = locked.manuscript
        book.length += 1
        book.save(update_fields=["length"])
        locked.position, locked.removed_at = book.length, None
        locked.save(update_fields=["position", "removed_at"])
    return locked


@contextmanager
def planning(
    name: str, *, by: Member, section: Section, facts: object = NoFacts(), key: UUID | None = None
) -> Iterator[Section]:
    """An act of an editor on a chapter, the book's row locked before the chapter's."""
    must(by, "edit", section.manuscript)
    with act(name, by=by, key=key) as done:
        book = locked_manuscript(section.manuscript)
        rules.refuse_released(book)
        locked = locked_section(section)
        locked.manuscript = book
        yield locked
        done(locked, facts, place=book, community=book.community_id)
