"""What a village has of its paper: an article that readers read, one that is being written."""

from typing import Any

from village import Village

from potager import testing
from potager.editorial.models import Article

TITLE, DRAFTED = "The pumpkin paper", "The unripe pumpkin"


def published(village: Village) -> Article:
    """An article of the editor's."""
    found = Article.objects.filter(community=village.community, title=TITLE).first()
    by = village.people["editor"]
    return found or testing.an_article(community=village.community, by=by, title=TITLE)


def drafted(village: Village) -> Article:
    """One that the member is writing."""
    found = Article.objects.filter(community=village.community, title=DRAFTED).first()
    by = village.people["member"]
    return found or testing.an_article(community=village.community, by=by, title=DRAFTED, is_published=False)


def community(village: Village) -> dict[str, Any]:
    """Its address."""
    return {"address": village.community.address}


def dressed(village: Village) -> dict[str, Any]:
    """A part of its look; of nobody's choice, so that nothing is there."""
    return {**community(village), "digest": "0123456789abcdef"}


def slug(village: Village) -> dict[str, Any]:
    """Where readers find the article."""
    return {**community(village), "slug": published(village).address}


def draft(village: Village) -> dict[str, Any]:
    """The one that is being written."""
    return {"identifier": drafted(village).pk}


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of the paper (see ways.WAYS)."""
    return {
        "frontpages:arrange_front": way(community),
        "frontpages:undo_arrangement": way(community, **act),
        "frontpages:change_theme": way(community),
        "frontpages:undo_theme": way(community, **act),
        "frontpages:tried_sheet": way(community, **page),
        "frontpages:theme_sheet": way(dressed, **page),
        "frontpages:logo": way(dressed, **page),
        "editorial:articles": way(community, **page),
        "editorial:article": way(slug, **page),
        "editorial:page": way(slug, **page),
        "editorial:open_article": way(community),
        "editorial:save_article": way(draft),
        "editorial:publish_article": way(draft, **act),
    }
