"""Chapters of collective books, what is said in their margins, and released books, as they can be reported."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.manuscripts import actions as writing
from potager.manuscripts import queries as manuscripts
from potager.manuscripts.models import Comment, Reply, Section
from potager.manuscripts.permissions import belongs
from potager.members.models import Member
from potager.moderation.subjects import Found, Subject, hiding, register, rows_of
from potager.press import actions as printing
from potager.press import queries as press
from potager.press.models import Edition


def _section(found: Section) -> Found:
    """Its first author answers for a chapter; the editor where nobody writes it."""
    authors = [one.member for one in found.authors.select_related("member").order_by("since", "pk")]
    return Found(
        community=found.manuscript.community,
        title=_("The chapter “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text=f"{found.brief}\n\n{found.text}".strip(),
        author=authors[0] if authors else found.manuscript.editor,
        others=frozenset(one.pk for one in authors[1:]),
        is_out=found.hidden_at is not None,
    )


def _find_section(identifier: UUID, member: Member | None) -> Found | None:
    read = manuscripts.read_section(identifier, member)
    if read is None or read[0].hidden_at is not None:
        return None
    return _look_at_section(identifier) if read[0].is_ready or belongs(read[1]) else None


def _look_at_section(identifier: UUID) -> Found | None:
    rows = Section.objects.select_related("manuscript__community", "manuscript__editor")
    found = rows.filter(pk=identifier, removed_at=None).first()
    return _section(found) if found else None


_section_of = rows_of(Section, "manuscript__community")


def _said(section: Section, said: Comment | Reply) -> Found:
    return Found(
        community=section.manuscript.community,
        title=_("A remark on the chapter “%(title)s”") % {"title": section.title},
        url=section.get_absolute_url(),
        text=said.text,
        signed=said.by.display_name,
        author=said.by,
        is_out=said.hidden_at is not None,
    )


_comment_of = rows_of(Comment, "section__manuscript__community", "by")


_reply_of = rows_of(Reply, "comment__section__manuscript__community", "by")


def _is_inside(section: UUID, member: Member | None) -> bool:
    read = manuscripts.read_section(section, member)
    return read is not None and belongs(read[1])


def _look_at_comment(identifier: UUID) -> Found | None:
    found = _comment_of(identifier) if Comment.objects.filter(pk=identifier).exists() else None
    return _said(found.section, found) if found else None


def _find_comment(identifier: UUID, member: Member | None) -> Found | None:
    shown = Comment.objects.filter(pk=identifier, hidden_at=None).first()
    return _look_at_comment(identifier) if shown and _is_inside(shown.section_id, member) else None


def _look_at_reply(identifier: UUID) -> Found | None:
    found = _reply_of(identifier) if Reply.objects.filter(pk=identifier).exists() else None
    return _said(found.comment.section, found) if found else None


def _find_reply(identifier: UUID, member: Member | None) -> Found | None:
    shown = Reply.objects.filter(pk=identifier, hidden_at=None, comment__hidden_at=None)
    found = shown.select_related("comment").first()
    return _look_at_reply(identifier) if found and _is_inside(found.comment.section_id, member) else None


def _edition(found: Edition) -> Found:
    return Found(
        community=found.community,
        title=_("The book “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text=found.subtitle,
        author=found.by,
        is_out=found.hidden_at is not None,
    )


def _find_edition(identifier: UUID, member: Member | None) -> Found | None:
    found = press.visible_to(member).filter(pk=identifier).first()
    return _edition(found) if found else None


def _look_at_edition(identifier: UUID) -> Found | None:
    found = Edition.objects.filter(pk=identifier).first()
    return _edition(found) if found else None


_edition_of = rows_of(Edition, *press.COMMUNITIES)


register(
    "section",
    Subject(
        name=gettext_lazy("a chapter"),
        find=_find_section,
        look=_look_at_section,
        **hiding("section", _section_of, writing.hide_section, writing.unhide_section),
    ),
)
register(
    "comment",
    Subject(
        name=gettext_lazy("a remark"),
        find=_find_comment,
        look=_look_at_comment,
        **hiding("comment", _comment_of, writing.hide_comment, writing.unhide_comment),
        meets=True,
    ),
)
register(
    "reply",
    Subject(
        name=gettext_lazy("an answer in a margin"),
        find=_find_reply,
        look=_look_at_reply,
        **hiding("reply", _reply_of, writing.hide_reply, writing.unhide_reply),
        meets=True,
    ),
)
register(
    "edition",
    Subject(
        name=gettext_lazy("a book"),
        find=_find_edition,
        look=_look_at_edition,
        **hiding("edition", _edition_of, printing.hide_book, printing.unhide_book),
    ),
)
