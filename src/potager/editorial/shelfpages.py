"""What the pages of series, categories and tags show, and what stands around an article."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet

from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.editorial import queries, shelves
from potager.editorial.models import Article, Author, Series
from potager.editorial.pages import PER_PAGE, with_authors
from potager.editorial.permissions import keeps, opens_articles


def frame(community: Community, standing: Standing) -> dict[str, Any]:
    """What every page of the shelves knows."""
    return {"community": community, "standing": standing, "may_open": opens_articles(standing)}


def series_list_page(community: Community, standing: Standing) -> dict[str, Any]:
    """All series in which one finds something."""
    return {**frame(community, standing), "found": shelves.shown_series(community, standing)}


def series_page(series: Series, standing: Standing) -> dict[str, Any]:
    """A series: what is out, and for its writers what is not yet."""
    parts = list(shelves.parts_of(series, standing))
    in_work = list(shelves.parts_in_work(series, standing))
    for one in (*parts, *in_work):
        one.community = series.community
    return {
        **frame(series.community, standing),
        "series": series,
        "rows": with_authors(parts),
        "in_work": in_work,
        "all_parts": sorted((*parts, *in_work), key=lambda one: one.number or 0),
        "keeps": keeps(standing, series),
        "about": [line for line in series.about.split("\n") if line.strip()],
    }


def rows_page(
    community: Community, standing: Standing, found: QuerySet[Article], *, page: str
) -> dict[str, Any]:
    """Articles that were found somewhere, twenty to a page."""
    shown = Paginator(found, PER_PAGE).get_page(page)
    for one in shown:
        one.community = community
    return {**frame(community, standing), "page": shown, "rows": with_authors(list(shown))}


def keeping_page(community: Community, standing: Standing) -> dict[str, Any]:
    """The categories and tags, for whoever keeps them in order."""
    return {
        **frame(community, standing),
        "categories": shelves.categories_of(community),
        "tags": shelves.known_tags(community),
    }


def shelf_page(article: Article, standing: Standing) -> dict[str, Any]:
    """What can be said of where an article is found."""
    known = shelves.known_tags(article.community)
    return {**frame(article.community, standing), "article": article, "known": known}


def drawer(article: Article) -> dict[str, Any]:
    """What the desk tells of where the article is found, and who signs."""
    if article.series:
        article.series.community = article.community
    asked = Author.objects.filter(article=article, state=Author.State.ASKED)
    return {
        "tags": shelves.tags_of(article),
        "authors": queries.bylines([article])[article.pk],
        "asked": asked.count(),
        "is_page": article.kind == Article.Kind.PAGE,
    }
