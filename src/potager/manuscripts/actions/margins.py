"""What is said in the margins."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.manuscripts import rules
from potager.manuscripts.actions.locks import locked_section
from potager.manuscripts.models import Comment, Reply, Section
from potager.members.models import Member

LONGEST_QUOTE, LONGEST_CONTEXT = 300, 80


@dataclass(frozen=True)
class Passage:
    """What a remark is about: some words, and those around them, of a version."""

    quote: str = ""
    before: str = ""
    after: str = ""


@once(Comment)
def make_comment(
    *, by: Member, section: Section, text: str, passage: Passage, key: UUID | None = None
) -> Comment:
    """Say something in the margin, about a passage or about the whole chapter."""
    must(by, "comment", section.manuscript)
    must_have_accepted(by, section.manuscript.community)
    with act("comment.made", by=by, key=key) as done:
        locked = locked_section(section)
        rules.refuse_gone(locked)
        rules.refuse_text(text)
        comment = Comment.objects.create(
            section=locked,
            by=by,
            text=cleaned(text)[:2000],
            quote=one_line(passage.quote)[:LONGEST_QUOTE],
            before=one_line(passage.before)[-LONGEST_CONTEXT:],
            after=one_line(passage.after)[:LONGEST_CONTEXT],
            version=locked.version,
        )
        done(comment, place=locked.manuscript, community=locked.manuscript.community_id)
    return comment


def answer_comment(*, by: Member, comment: Comment, text: str, key: UUID | None = None) -> Comment:
    """Answer a remark; returns it."""
    return _answered(by=by, comment=comment, text=text, key=key)


@once(Comment)
def _answered(*, by: Member, comment: Comment, text: str, key: UUID | None) -> Comment:
    with _in_margin("comment.answered", by=by, comment=comment, key=key) as found:
        rules.refuse_text(text)
        Reply.objects.create(comment=found, by=by, text=cleaned(text)[:2000])
    return found


def resolve_comment(*, by: Member, comment: Comment) -> Comment:
    """Say that a remark is settled: it leaves the margin and stays among the settled ones."""
    with _in_margin("comment.resolved", by=by, comment=comment) as found:
        if found.resolved_at:
            raise rules.NotInThisState
        found.resolved_at, found.resolved_by = timezone.now(), by
        found.save(update_fields=["resolved_at", "resolved_by"])
    return found


def reopen_comment(*, by: Member, comment: Comment) -> Comment:
    """Take a settled remark up again."""
    with _in_margin("comment.reopened", by=by, comment=comment) as found:
        if not found.resolved_at:
            raise rules.NotInThisState
        found.resolved_at, found.resolved_by = None, None
        found.save(update_fields=["resolved_at", "resolved_by"])
    return found


@contextmanager
def _in_margin(name: str, *, by: Member, comment: Comment, key: UUID | None = None) -> Iterator[Comment]:
    must(by, "comment", comment.section.manuscript)
    must_have_accepted(by, comment.section.manuscript.community)
    with act(name, by=by, key=key) as done:
        section = locked_section(comment.section)
        rules.refuse_gone(section)
        found = Comment.objects.get(pk=comment.pk)
        yield found
        done(found, place=section.manuscript, community=section.manuscript.community_id)
