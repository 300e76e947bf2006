"""Which pictures, recordings and films somebody may fetch: those of what they may read, or write."""

from typing import Any
from uuid import UUID

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


def shown_with(article: Article, *, part: str = "") -> dict[str, Any]:
    """What `marking.rendered` needs besides a text of the article; `part` tells apart texts that stand on one page."""
    ready = {"article": article, "state": Picture.State.READY}
    return {
        "pictures": Picture.objects.filter(**ready).in_bulk(),
        "media": Medium.objects.filter(**ready).in_bulk(),
        "language": article.language,
        "unique": article.pk.hex[-8:] + part,
    }
