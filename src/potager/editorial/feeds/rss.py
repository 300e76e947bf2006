"""RSS 2.0 (rssboard.org/rss-specification), with the whole text, authors by name, and where it stands itself."""

from xml.etree import ElementTree as ET

from potager.editorial.feeds.atom import NAMESPACE as ATOM
from potager.editorial.feeds.parts import FORMS, Entry, Feed
from potager.lib.xmlwriting import put, rfc822, rfc3339, written

NAMESPACES = {
    "xmlns:atom": ATOM,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}


def rss(feed: Feed) -> bytes:
    """The feed as an RSS document."""
    root = ET.Element("rss", {"version": "2.0", **NAMESPACES})
    channel = put(root, "channel")
    put(channel, "title", feed.title)
    put(channel, "link", feed.page)
    put(channel, "description", feed.about or feed.title)
    put(channel, "language", feed.language)
    put(channel, "lastBuildDate", rfc822(feed.updated))
    put(channel, "generator", "Potager")
    put(channel, "atom:link", rel="self", type=FORMS["rss"], href=feed.addresses["rss"])
    if feed.hub:
        put(channel, "atom:link", rel="hub", href=feed.hub)
    for entry in feed.entries:
        _item(channel, entry)
    return written(root)


def _item(channel: ET.Element, entry: Entry) -> None:
    item = put(channel, "item")
    put(item, "title", entry.title)
    put(item, "link", entry.url)
    put(item, "guid", entry.identifier.urn, isPermaLink="false")
    put(item, "pubDate", rfc822(entry.published))
    put(item, "atom:updated", rfc3339(entry.updated))  # for which RSS has no word
    for person in entry.authors:
        put(item, "dc:creator", person.name)
    for name in entry.categories:
        put(item, "category", name)
    if entry.comments:
        put(item, "comments", entry.comments)
    for file in entry.files[:1]:  # more than one is read in different ways
        put(item, "enclosure", url=file.url, length=str(file.size), type=file.type)
    if entry.summary:
        put(item, "description", entry.summary)
    put(item, "content:encoded", entry.html)
