"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Iterable
from typing import Any

from potager.editorial.feeds.parts import Entry, Feed, Person
from potager.lib.xmlwriting import legal, rfc3339

VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(feed: Feed) -> bytes:
    """The feed as a JSON document."""
    told = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.addresses["json"],
        "description": feed.about,
        "language": feed.language,
        "authors": _people([feed.by]),
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    items = [_item(entry) for entry in feed.entries]
    return legal(json.dumps({**_filled(told), "items": items}, ensure_ascii=False)).encode()


def _item(entry: Entry) -> dict[str, Any]:
    told = {
        "id": entry.identifier.urn,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html or "<p></p>",
        "summary": entry.summary,
        "image": entry.image,
        "date_published": rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": _people(entry.authors),
        "tags": list(entry.categories),
        "language": entry.language,
        "attachments": [
            {"url": file.url, "mime_type": file.type, "size_in_bytes": file.size} for file in entry.files
        ],
    }
    return _filled(told)


def _people(people: Iterable[Person]) -> list[dict[str, Any]]:
    return [_filled({"name": one.name, "url": one.url}) for one in people]


def _filled(told: dict[str, Any]) -> dict[str, Any]:
    """Without what there is nothing to say of."""
    return {name: value for name, value in told.items() if value}
