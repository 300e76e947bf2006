"""Atom (RFC 4287), with the threading extension's link to comments (RFC 4685)."""

from xml.etree import ElementTree as ET

from potager.editorial.feeds.parts import FORMS, Entry, Feed, Person
from potager.lib.xmlwriting import put, rfc3339, written

NAMESPACE = "http://www.w3.org/2005/Atom"


def atom(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    put(root, "id", feed.identifier.urn)
    put(root, "title", feed.title)
    if feed.about:
        put(root, "subtitle", feed.about)
    put(root, "updated", rfc3339(feed.updated))
    _person(root, feed.by)
    put(root, "generator", "Potager")
    put(root, "link", rel="self", type=FORMS["atom"], href=feed.addresses["atom"])
    put(root, "link", rel="alternate", type="text/html", href=feed.page)
    if feed.hub:
        put(root, "link", rel="hub", href=feed.hub)
    for entry in feed.entries:
        _entry(root, entry)
    return written(root)


def _entry(root: ET.Element, entry: Entry) -> None:
    made = put(root, "entry")
    if entry.language:
        made.set("xml:lang", entry.language)
    put(made, "id", entry.identifier.urn)
    put(made, "title", entry.title)
    put(made, "published", rfc3339(entry.published))
    put(made, "updated", rfc3339(entry.updated))
    for person in entry.authors:
        _person(made, person)
    put(made, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.comments:
        put(made, "link", rel="replies", type="text/html", href=entry.comments)
    for file in entry.files:
        put(made, "link", rel="enclosure", type=file.type, length=str(file.size), href=file.url)
    for name in entry.categories:
        put(made, "category", term=name)
    if entry.summary:
        put(made, "summary", entry.summary, type="text")
    put(made, "content", entry.html, type="html")


def _person(parent: ET.Element, person: Person) -> None:
    author = put(parent, "author")
    put(author, "name", person.name)
    if person.url:
        put(author, "uri", person.url)
