"""Whom a remark in the margin concerns: those who write the chapter, and those who spoke under it before."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from potager.communities.queries import standing_of
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.manuscripts.models import Author, Comment, Reply
from potager.manuscripts.permissions import belongs
from potager.members.models import Member

LONGEST = 600  # characters of a remark in a mail


def comment_made(activity: Activity) -> Iterable[Notice]:
    """To the authors of the chapter, the editor if it has none; while the remark is there to be looked at."""
    comment = _comment(activity)
    if comment is None or comment.resolved_at:
        return
    for member in _people(_writers(comment), comment, besides=comment.by_id):
        with translation.override(member.language):
            subject, lead = (
                _("A remark in the margin of “%(chapter)s”"),
                _("Hello %(name)s,\n\n%(who)s wrote in the margin of “%(chapter)s”, in “%(title)s”:"),
            )
            yield _notice(member, comment, subject, lead, who=comment.by, said=comment.text)


def comment_answered(activity: Activity) -> Iterable[Notice]:
    """To whoever made the remark, those who answered it before, and the authors of the chapter."""
    comment = _comment(activity)
    replies = Reply.objects.filter(comment__pk=activity.target_id, hidden_at__isnull=True).select_related(
        "by"
    )
    answer = replies.filter(by=activity.actor).order_by("-said_at", "-pk").first()
    if comment is None or answer is None:
        return
    spoke = set(replies.order_by().values_list("by", flat=True))
    concerned = {comment.by_id, *spoke, *_writers(comment)}
    for member in _people(concerned, comment, besides=answer.by_id):
        with translation.override(member.language):
            subject, lead = (
                _("An answer in the margin of “%(chapter)s”"),
                _(
                    "Hello %(name)s,\n\n%(who)s answered a remark in the margin of “%(chapter)s”, in “%(title)s”:"
                ),
            )
            yield _notice(member, comment, subject, lead, who=answer.by, said=answer.text)


def _comment(activity: Activity) -> Comment | None:
    there = Comment.objects.filter(hidden_at__isnull=True, section__removed_at__isnull=True)
    found = there.select_related("section__manuscript__community", "by").defer("section__text")
    return found.filter(pk=activity.target_id).first()


def _writers(comment: Comment) -> set[UUID]:
    authors = set(Author.objects.filter(section=comment.section_id).values_list("member", flat=True))
    return authors or {comment.section.manuscript.editor_id}


def _people(concerned: set[UUID], comment: Comment, *, besides: UUID) -> Iterable[Member]:
    """Those of them who see the margins now."""
    people = Member.objects.filter(pk__in=concerned - {besides}, is_active=True).order_by("pk")
    community = comment.section.manuscript.community
    return [member for member in people if belongs(standing_of(member, community))]


def _notice(to: Member, comment: Comment, subject: str, lead: str, *, who: Member, said: str) -> Notice:
    section = comment.section
    path = f"{section.get_absolute_url()}#comment-{comment.pk}"
    facts = {
        "name": to.display_name,
        "who": who.display_name,
        "chapter": section.title,
        "title": section.manuscript.title,
    }
    parts = [lead % facts, f"> {comment.quote}" if comment.quote else "", Truncator(said).chars(LONGEST)]
    link = (settings.ENV.url or "") + path
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=" ".join((subject % facts).split()),
        body="\n\n".join(part for part in [*parts, link] if part),
        reason="answer",
        thing=f"section:{section.pk}",
        url=path,
        community=section.manuscript.community_id,
        thread=f"section:{section.pk}",
    )
