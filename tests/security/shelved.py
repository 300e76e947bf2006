"""What a village has of its shelves: a series with a part, a category, a tag."""

from typing import Any

from paper import community, draft, drafted, published
from village import Village

from potager.editorial.actions.categories import add_category
from potager.editorial.actions.shelves import Place, open_series, shelve_article
from potager.editorial.models import Article, Author, Category, Series, Tag

TITLE = "The pumpkin series"


def kept(village: Village) -> Series:
    """The series, with the article in it, in the category, under the tag."""
    found = Series.objects.filter(community=village.community, title=TITLE).first()
    if found:
        return found
    by = village.people["editor"]
    series = open_series(by=by, community=village.community, title=TITLE, about="All about pumpkins.")
    category = add_category(by=by, community=village.community, name="The pumpkin drawer")
    place = Place(series=series, category=category, tags=["The pumpkin tag"])
    shelve_article(by=by, article=published(village), place=place)
    return series


def series(village: Village) -> dict[str, Any]:
    """It, by its identifier."""
    return {"identifier": kept(village).pk}


def series_page(village: Village) -> dict[str, Any]:
    """Where readers find it."""
    return {**community(village), "slug": kept(village).address}


def category(village: Village) -> dict[str, Any]:
    """The category, by its identifier."""
    return {"identifier": _category(village).pk}


def category_page(village: Village) -> dict[str, Any]:
    """Where readers find the category."""
    return {**community(village), "slug": _category(village).address}


def tag(village: Village) -> dict[str, Any]:
    """The tag, by its identifier."""
    kept(village)
    found = Tag.objects.filter(community=village.community).first()
    return {"identifier": (found or Tag.objects.create(community=village.community, name="P", folded="p")).pk}


def tag_page(village: Village) -> dict[str, Any]:
    """Where readers find the tag."""
    kept(village)
    return {**community(village), "word": "the-pumpkin-tag"}


def signature(village: Village) -> dict[str, Any]:
    """The member's place among those who sign their draft."""
    return {"identifier": _author(drafted(village)).pk}


def author_page(village: Village) -> dict[str, Any]:
    """What whoever signed the article published."""
    return {**community(village), "identifier": _author(published(village)).pk}


def _author(article: Article) -> Author:
    """Who signs it; somebody again where a walk has just taken them off."""
    agreed = {"member": article.opened_by, "state": Author.State.AGREED, "signature": "Quince"}
    return article.authors.first() or Author.objects.create(article=article, **agreed)


def _category(village: Village) -> Category:
    """The category; another where a walk has just removed it."""
    kept(village)
    by, found = village.people["editor"], Category.objects.filter(community=village.community).first()
    return found or add_category(by=by, community=village.community, name="The pumpkin drawer")


def ways(way: Any, page: dict[str, bool], act: dict[str, bool]) -> dict[str, Any]:
    """The addresses of the shelves (see ways.WAYS)."""
    return {
        "editorial:shelve_article": way(draft),
        "editorial:all_series": way(community, **page),
        "editorial:open_series": way(community),
        "editorial:series": way(series_page, **page),
        "editorial:change_series": way(series),
        "editorial:arrange_series": way(series, **act),
        "editorial:remove_series": way(series, **act),
        "editorial:category": way(category_page, **page),
        "editorial:tags": way(community, **page),
        "editorial:tag": way(tag_page, **page),
        "editorial:add_category": way(community),
        "editorial:rename_category": way(category, **act),
        "editorial:move_category": way(category, **act),
        "editorial:remove_category": way(category, **act),
        "editorial:rename_tag": way(tag, **act),
        "editorial:translate_article": way(draft),
        "editorial:link_article": way(draft, **act),
        "editorial:unlink_article": way(draft, **act),
        "editorial:pages": way(community, **page),
        "editorial:open_page": way(community),
        "editorial:move_page": way(draft, **act),
        "press:release_series": way(series),
        "press:release_tag": way(tag),
        "editorial:author": way(author_page, **page),
        "editorial:ask_signature": way(draft),
        "editorial:give_signature": way(draft),
        "editorial:decline_signature": way(draft, **act),
        "editorial:end_signature": way(signature, **act),
        "editorial:move_signature": way(signature, **act),
    }
