"""What moderation decides about chapters, and about what is said in their margins."""

from typing import TypeVar

from django.utils import timezone

from potager.journal.record import act
from potager.lib.permission import must
from potager.manuscripts import rules
from potager.manuscripts.actions.locks import locked_section
from potager.manuscripts.models import Comment, Pen, Reply, Section
from potager.members.models import Member

Thing = TypeVar("Thing", Section, Comment, Reply)


def hide_section(*, by: Member, section: Section) -> Section:
    """Take a chapter out of sight, and the books that print it: its authors and the editor still see it."""
    return _become("section.hidden", by=by, thing=section, section=section, is_hidden=True)


def unhide_section(*, by: Member, section: Section) -> Section:
    """Undo: it is in the plan and in its books again, where it was."""
    return _become("section.unhidden", by=by, thing=section, section=section, is_hidden=False)


def hide_comment(*, by: Member, comment: Comment) -> Comment:
    """Take a remark out of a margin, with its answers."""
    return _become("comment.hidden", by=by, thing=comment, section=comment.section, is_hidden=True)


def unhide_comment(*, by: Member, comment: Comment) -> Comment:
    """Undo."""
    return _become("comment.unhidden", by=by, thing=comment, section=comment.section, is_hidden=False)


def hide_reply(*, by: Member, reply: Reply) -> Reply:
    """Take an answer out of a margin."""
    return _become("reply.hidden", by=by, thing=reply, section=reply.comment.section, is_hidden=True)


def unhide_reply(*, by: Member, reply: Reply) -> Reply:
    """Undo."""
    return _become("reply.unhidden", by=by, thing=reply, section=reply.comment.section, is_hidden=False)


def _become(name: str, *, by: Member, thing: Thing, section: Section, is_hidden: bool) -> Thing:
    must(by, "moderate", section.manuscript.community)
    with act(name, by=by) as done:
        locked = locked_section(section)
        found = type(thing).objects.get(pk=thing.pk)
        if is_hidden == (found.hidden_at is not None):
            raise rules.NotInThisState
        found.hidden_at = timezone.now() if is_hidden else None
        found.save(update_fields=["hidden_at"])
        if is_hidden and isinstance(found, Section):
            Pen.objects.filter(section=found).delete()
        done(found, place=locked.manuscript, community=locked.manuscript.community_id)
    return found
