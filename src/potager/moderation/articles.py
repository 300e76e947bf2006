"""Published articles, as they can be reported."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.editorial import actions as writing
from potager.editorial import queries as paper
from potager.editorial.models import Article, Author
from potager.members.models import Member
from potager.moderation.subjects import Found, Subject, hiding, register, rows_of


def _article(found: Article) -> Found:
    """Its first author answers for it; whoever opened it where nobody signs."""
    signing = found.authors.filter(state=Author.State.AGREED).select_related("member")
    authors = [one.member for one in signing.order_by("position", "since")] or [found.opened_by]
    shown = getattr(found, "shown", None)
    said = (shown.standfirst, shown.text) if shown else (found.standfirst, found.body)
    return Found(
        community=found.community,
        title=_("The article “%(title)s”") % {"title": shown.title if shown else found.title},
        url=found.get_absolute_url(),
        text="\n\n".join(filter(None, said)),
        author=authors[0],
        others=frozenset(one.pk for one in authors[1:]),
        is_out=not found.is_published,
    )


def _find_article(identifier: UUID, member: Member | None) -> Found | None:
    return _look_at_article(identifier) if paper.visible_to(member).filter(pk=identifier).exists() else None


def _look_at_article(identifier: UUID) -> Found | None:
    rows = Article.objects.select_related("community", "opened_by", "shown")
    found = rows.filter(pk=identifier).first()
    return _article(found) if found else None


_article_of = rows_of(Article, "community")


register(
    "article",
    Subject(
        name=gettext_lazy("an article"),
        find=_find_article,
        look=_look_at_article,
        **hiding("article", _article_of, writing.hide_article, writing.unhide_article),
    ),
)
