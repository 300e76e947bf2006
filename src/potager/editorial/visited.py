"""How often articles are looked at: which are counted, and who may know."""

from uuid import UUID

from potager.editorial import queries
from potager.editorial.models import Article
from potager.editorial.permissions import may_write
from potager.members.models import Member
from potager.visits.pages import Page, Shown, register


def _is_public(identifier: UUID) -> bool:
    return queries.visible_to(None).filter(pk=identifier).exists()


def _look(identifier: UUID, member: Member) -> Shown | None:
    article = Article.objects.select_related("community").filter(pk=identifier).first()
    if article is None or not may_write(member, article):
        return None
    return Shown(article.title, article.get_absolute_url(), article.community)


register("article", Page(_is_public, _look))
