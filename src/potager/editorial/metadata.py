"""What the head of an article tells programs: Open Graph (ogp.me), schema.org as JSON-LD, translations, feeds.

Previews and searching machines read it; it says nothing that the page does not say to whoever reads it.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from potager.editorial.feeds import filling, sources
from potager.editorial.feeds.parts import FORMS
from potager.editorial.following import NAMES
from potager.editorial.models import SIDES, Article, Picture
from potager.members.requests import absolute

LANGUAGES = {"fr": "fr_FR", "en": "en_GB"}  # as Open Graph writes them
ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}  # none of them ends a data block
SHORTEST, LONGEST = 2, 200  # characters of a description


def of(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    """For the page of an article that is read now (its context, as pages.article_page makes it)."""
    article: Article = context["article"]
    is_open = article.audience == Article.Audience.EVERYONE and article.community.is_public
    told = {
        "url": absolute(request, article.get_absolute_url()),
        "description": filling.summary_of(article)[:LONGEST],
        "locale": LANGUAGES.get(article.language, article.language),
        "is_open": is_open,
        "picture": _picture(request, article.cover),
        "names": [one.name for one in context["authors"]],
        "tags": [one.name for one in context.get("tags", ())],
        "translations": _translations(request, article, context.get("others", ())),
        "feeds": _feeds(request, article) if is_open else [],
    }
    return {"meta": {**told, "data": data_block(_schema(request, article, told))}}


def _picture(request: HttpRequest, cover: Picture | None) -> dict[str, Any] | None:
    if cover is None or not filling.is_ready(cover):
        return None
    side = SIDES[0]
    scale = min(1, side / max(cover.width, cover.height, 1))
    return {
        "url": absolute(request, cover.address_of(side)),
        "width": cover.width_of(side),
        "height": round(cover.height * scale),
        "words": cover.alternative,
    }


def _translations(request: HttpRequest, article: Article, others: Any) -> list[tuple[str, str]]:
    """The languages in which it stands, this one too, where there are several."""
    same = [article, *(one for one, _tongue in others)] if others else []
    return [(one.language, absolute(request, one.get_absolute_url())) for one in same]


def _feeds(request: HttpRequest, article: Article) -> list[tuple[str, str, str]]:
    """The paper's feeds, and that of the article's comments: media type, address, name."""
    community = article.community
    room = sources.room(community)
    paper = [
        (FORMS[form], absolute(request, f"{room}feed.{form}"), f"{community.name} ({NAMES[form]})")
        for form in FORMS
    ]
    talk = absolute(request, f"{room}{article.address}/feed.atom")
    return [*paper, (FORMS["atom"], talk, f"{article.shown.title} ({NAMES['atom']})")]


def _schema(request: HttpRequest, article: Article, told: Mapping[str, Any]) -> dict[str, Any]:
    """The article in the words of schema.org."""
    community, shown = article.community, article.shown
    publisher = {
        "@type": "Organization",
        "name": community.name,
        "url": absolute(request, community.get_absolute_url()),
    }
    said = {
        "@context": "https://schema.org",
        "@type": "WebPage" if article.kind == Article.Kind.PAGE else "Article",
        "@id": told["url"],
        "url": told["url"],
        "headline": shown.title,
        "description": told["description"],
        "inLanguage": article.language,
        "datePublished": article.published_at.isoformat() if article.published_at else "",
        "dateModified": max(shown.changed_at, article.published_at or shown.changed_at).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in told["names"]],
        "publisher": publisher,
        "image": told["picture"]["url"] if told["picture"] else "",
        "keywords": told["tags"],
        "articleSection": article.category.name if article.category else "",
        "wordCount": shown.words,
        "isAccessibleForFree": True,
    }
    if article.series:
        page = absolute(request, article.series.get_absolute_url())
        said["isPartOf"] = {"@type": "CreativeWorkSeries", "name": article.series.title, "url": page}
        said["position"] = article.number
    return {name: value for name, value in said.items() if value}


def data_block(told: Mapping[str, Any]) -> SafeString:
    """JSON that nothing in it can end early, wherever it stands in HTML."""
    return mark_safe(json.dumps(told, ensure_ascii=False).translate(ESCAPED))  # noqa: S308 (<, > and & are escaped)
