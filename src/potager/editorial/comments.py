"""What is said about an article, under it."""

from typing import Any

from django.http import HttpRequest

from potager.communities.views.visits import Visit
from potager.conversations.beneath import talk_beneath
from potager.editorial.models import Article
from potager.editorial.talking import thing_of


def under(request: HttpRequest, visit: Visit, article: Article) -> dict[str, Any]:
    """For the page of a published article: its comments, and where one adds to them; nothing under a page."""
    if article.kind == Article.Kind.PAGE:
        return {"talk_places": []}
    beneath = talk_beneath(request, thing_of(article), visit.standing, position=visit.position)
    return {
        "talk": beneath if beneath.shown or beneath.is_open else None,
        "talk_places": beneath.places,
        "talk_feed": f"{visit.community.get_absolute_url()}articles/{article.address}/feed.atom",
    }
