"""What the pages of the paper show."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.utils.safestring import SafeString, mark_safe

from potager.authorship.queries import Byline
from potager.communities.models import Community
from potager.communities.queries import Standing
from potager.editorial import queries, shelves
from potager.editorial.models import Article
from potager.editorial.permissions import opens_articles, writes

PER_PAGE = 20
WORDS_A_MINUTE = 230


def with_authors(articles: Sequence[Article]) -> list[tuple[Article, list[Byline]]]:
    """Articles, each with how it names its authors."""
    names = queries.bylines(articles)
    return [(one, names[one.pk]) for one in articles]


def list_page(community: Community, standing: Standing, *, page: str) -> dict[str, Any]:
    """What was published, the newest first."""
    articles = queries.shown_in(community, standing).defer("body", "entries", "shown__html", "shown__text")
    found = Paginator(articles, PER_PAGE).get_page(page)
    for one in found:
        one.community = community
    rows = with_authors(list(found))
    return {**frame(community, standing), "page": found, "rows": rows}


def article_page(article: Article, standing: Standing) -> dict[str, Any]:
    """What readers read."""
    return {
        **frame(article.community, standing),
        "article": article,
        "shown": article.shown,
        "text": text_html(article.shown.html),
        "authors": queries.bylines([article])[article.pk],
        "minutes": minutes_of(article.shown.words),
        "corrections": list(queries.corrections_of(article)),
        "may_write": writes(standing, article),
        **shelves.around(article, standing),
    }


def minutes_of(words: int) -> int:
    """How long one reads it at leisure, in minutes; 0 of next to nothing."""
    return -(-words // WORDS_A_MINUTE) if words > WORDS_A_MINUTE // 4 else 0


def text_html(stored: str) -> SafeString:
    """A text as it was rendered when it was published."""
    return mark_safe(stored)  # noqa: S308 (marking.rendered, looked through by nh3)


def places_of(article: Article) -> list[str]:
    """The places whose acts make its page untrue."""
    return [f"article:{article.pk}", f"community:{article.community_id}"]


def frame(community: Community, standing: Standing) -> dict[str, Any]:
    """What every page of the paper needs."""
    return {
        "community": community,
        "standing": standing,
        "may_open": opens_articles(standing),
        "edits": standing.edits,
    }
