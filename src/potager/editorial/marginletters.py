"""Whom a remark concerns: those who write the article; an answer: whoever made it, and those who spoke there."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from potager.editorial.models import Article, Author, Remark, RemarkAnswer
from potager.editorial.permissions import may_write
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member

LONGEST = 600  # characters of a remark in a mail
REMARK = gettext_noop(
    "Hello %(name)s,\n\n%(who)s wrote in the margin of “%(title)s”:\n\n%(said)s\n\nAnswer, or settle it:\n\n%(link)s"
)
ANSWER = gettext_noop(
    "Hello %(name)s,\n\n%(who)s answered in the margin of “%(title)s”:\n\n%(said)s\n\nSee the whole margin:\n\n%(link)s"
)


def remark_made(activity: Activity) -> Iterable[Notice]:
    """To those who write the article, while it waits for somebody."""
    remark = _remark(activity)
    if remark is None or not remark.is_open:
        return
    said = remark.words or remark.suggestion
    yield from _notices(_writers(remark.article), remark, REMARK, by=remark.by, said=said)


def remark_answered(activity: Activity) -> Iterable[Notice]:
    """To whoever made it, those who spoke there, and those who write the article."""
    remark = _remark(activity)
    answer = RemarkAnswer.objects.filter(remark=remark, by=activity.actor).order_by("-said_at").first()
    if remark is None or answer is None:
        return
    spoke = set(remark.answers.values_list("by", flat=True))
    concerned = {remark.by_id, *spoke, *_writers(remark.article)}
    yield from _notices(concerned, remark, ANSWER, by=answer.by, said=answer.words)


def _remark(activity: Activity) -> Remark | None:
    rows = Remark.objects.select_related("article__community", "by").filter(by__is_active=True)
    return rows.filter(pk=activity.target_id).first()


def _writers(article: Article) -> set[UUID]:
    agreed = Author.objects.filter(article=article, state=Author.State.AGREED)
    return {article.opened_by_id, *agreed.values_list("member", flat=True)}


def _notices(
    people: Iterable[UUID], remark: Remark, body: str | Promise, *, by: Member, said: str
) -> Iterator[Notice]:
    url = f"/articles/{remark.article_id}/margin/"
    for member in Member.objects.filter(pk__in=set(people) - {by.pk}, is_active=True):
        if not may_write(member, remark.article):
            continue
        with translation.override(member.language):
            facts = {
                "name": member.display_name,
                "who": by.display_name,
                "title": remark.article.title,
                "said": Truncator(said).chars(LONGEST),
                "link": (settings.ENV.url or "") + url,
            }
            yield Notice(
                member=member.pk,
                address=member.email,
                language=member.language,
                subject=_("In the margin of “%(title)s”") % facts,
                body=_(str(body)) % facts,
                reason="work",
                thing=f"article:{remark.article_id}",
                url=url,
                community=remark.article.community_id,
                thread=f"article:{remark.article_id}",
            )
