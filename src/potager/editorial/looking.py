"""Which pictures, recordings and films somebody may fetch: those of what they may read, or write."""

from uuid import UUID

from django.db.models import QuerySet

from potager.editorial import queries
from potager.editorial.models import Article, Medium, Picture, Publication
from potager.editorial.permissions import reads, writes
from potager.lib.statements import first_where
from potager.members.models import Member


def picture_of(identifier: UUID, member: Member | None) -> Picture | None:
    """A picture that a member (None: a stranger) may see: on a page that they may read, or one that they write."""
    found = first_where(Picture, id=identifier)
    return found if found and _is_seen(found, member) else None


def medium_of(identifier: UUID, member: Member | None) -> Medium | None:
    """The same of a recording or a film."""
    found = first_where(Medium, id=identifier)
    return found if found and _is_seen(found, member) else None


def _is_seen(found: Picture | Medium, member: Member | None) -> bool:
    article, standing = queries.find(found.article_id, member) or (None, None)
    if article is None or standing is None:
        return False
    found.article = article
    if writes(standing, article):
        return True
    return reads(standing, article) and (article.cover_id == found.pk or _is_shown(found))


def _is_shown(found: Picture | Medium) -> bool:
    return Publication.objects.filter(article=found.article_id, html__contains=str(found.pk)).exists()


def pictures_in(article: Article) -> QuerySet[Picture]:
    """All pictures that its texts may show, also those that left the drawer."""
    return Picture.objects.filter(article=article)


def media_in(article: Article) -> QuerySet[Medium]:
    """All recordings and films that its texts may show."""
    return Medium.objects.filter(article=article)
