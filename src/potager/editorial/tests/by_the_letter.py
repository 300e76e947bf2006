"""Feeds against the letter of their specifications: each function raises AssertionError where one is broken."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|[+-]\d{4})")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
IN_FEED = {
    "author",
    "category",
    "contributor",
    "generator",
    "icon",
    "id",
    "link",
    "logo",
    "rights",
    "subtitle",
}
IN_FEED |= {"title", "updated", "entry"}
IN_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source"}
IN_ENTRY |= {"summary", "title", "updated"}
ONCE = {"content", "generator", "icon", "id", "logo", "published", "rights", "source", "subtitle", "summary"}
ONCE |= {"title", "updated"}


def check_atom(document: bytes) -> ET.Element:
    """RFC 4287: what must be there, once, in its form; whole IRIs; identifiers that are each one entry's."""
    feed = ET.fromstring(document)
    assert feed.tag == f"{ATOM}feed" and document.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    _node(feed, IN_FEED)
    entries = feed.findall(f"{ATOM}entry")
    assert feed.find(f"{ATOM}author") is not None or all(
        one.find(f"{ATOM}author") is not None for one in entries
    )
    selves = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert len(selves) == 1
    for entry in entries:
        _node(entry, IN_ENTRY)
        content, links = entry.find(f"{ATOM}content"), entry.findall(f"{ATOM}link")
        assert content is not None and content.get("type") == "html" and not list(content)
        assert any(link.get("rel") == "alternate" for link in links)
        whole(content.text or "")
    identifiers = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(identifiers)) == len(identifiers) and feed.findtext(f"{ATOM}id") not in identifiers
    return feed


def _node(node: ET.Element, known: set[str]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in node]
    assert {"id", "title", "updated"} <= set(names) <= known, set(names) - known
    assert all(names.count(name) == 1 for name in set(names) & ONCE)
    _iri(node.findtext(f"{ATOM}id"))
    assert LANGUAGE.fullmatch(node.get(f"{XML}lang", "fr"))
    pairs = []
    for child in node:
        name = child.tag.removeprefix(ATOM)
        if name in {"updated", "published"}:
            assert RFC3339.fullmatch(child.text or "") and datetime.fromisoformat(child.text or "")
        if name == "link":
            _iri(child.get("href"))
            assert MEDIA_TYPE.fullmatch(child.get("type", "a/b")) and child.get("length", "1").isdigit()
            if child.get("rel") == "alternate":
                pairs.append((child.get("type"), child.get("hreflang")))
        if name == "category":
            assert child.get("term")
        if name == "author":
            assert child.findtext(f"{ATOM}name") and len(child.findall(f"{ATOM}name")) == 1
            if child.find(f"{ATOM}uri") is not None:
                _iri(child.findtext(f"{ATOM}uri"))
    assert len(set(pairs)) == len(pairs)


def check_rss(document: bytes) -> ET.Element:
    """RSS 2.0: title, link, description; dates of RFC 822; whole addresses; guids; and the address of itself."""
    root = ET.fromstring(document)
    assert (root.tag, root.get("version")) == ("rss", "2.0") and [one.tag for one in root] == ["channel"]
    channel = root[0]
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert LANGUAGE.fullmatch(channel.findtext("language") or "")
    _moment(channel.findtext("lastBuildDate"))
    selves = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert len(selves) == 1 and selves[0].get("type") == "application/rss+xml"
    _iri(selves[0].get("href"))
    guids = []
    for item in channel.findall("item"):
        assert item.findtext("title") or item.findtext("description")
        for name in ("link", "comments"):
            _iri(item.findtext(name, "urn:x:y"))
        guid = item.find("guid")
        assert guid is not None and guid.get("isPermaLink") == "false"
        guids.append(guid.text)
        _moment(item.findtext("pubDate"))
        for file in item.findall("enclosure"):
            assert set(file.keys()) == {"url", "length", "type"} and file.get("length", "").isdigit()
            _iri(file.get("url"))
        assert len(item.findall("enclosure")) <= 1
        whole(item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or "")
    assert len(set(guids)) == len(guids)
    return channel


def _moment(told: str | None) -> None:
    assert RFC822.fullmatch(told or "") and parsedate_to_datetime(told or "")


def check_json(document: bytes) -> dict[str, Any]:
    """JSON Feed 1.1: version, title, items; identifiers; content; dates of RFC 3339; arrays that are arrays."""
    feed: dict[str, Any] = json.loads(document)
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"] and "items" in feed
    for name in ("home_page_url", "feed_url"):
        _iri(feed[name])
    assert "author" not in feed and all(one.get("name") or one.get("url") for one in feed["authors"])
    assert LANGUAGE.fullmatch(feed["language"])
    for item in feed["items"]:
        assert (
            isinstance(item["id"], str)
            and item["id"]
            and (item.get("content_html") or item.get("content_text"))
        )
        assert "author" not in item and all(
            one.get("name") or one.get("url") for one in item.get("authors", [])
        )
        for name in ("date_published", "date_modified"):
            assert RFC3339.fullmatch(item[name])
        for name in ("url", "image"):
            _iri(item.get(name, "urn:x:y"))
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        for file in item.get("attachments", []):
            assert MEDIA_TYPE.fullmatch(file["mime_type"]) and isinstance(file["size_in_bytes"], int)
            _iri(file["url"])
        whole(item["content_html"])
    identifiers = [item["id"] for item in feed["items"]]
    assert len(set(identifiers)) == len(identifiers)
    return feed


class _Addresses(HTMLParser):
    """Collects where the tags of a text lead; what is only quoted in it leads nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.found += [told[name] for name in ("href", "src", "poster") if name in told]
        self.found += [one.partition(" ")[0] for one in (told.get("srcset") or "").split(", ") if one]
        assert tag not in {"script", "style", "form", "iframe", "object", "embed"}


def whole(html: str) -> None:
    """Every address in a text leads somewhere from wherever it is read."""
    parser = _Addresses()
    parser.feed(html)
    for address in parser.found:
        _iri(address)


def _iri(told: str | None) -> None:
    assert told and not re.search(r"\s", told), told
    parts = urlsplit(told)
    assert parts.scheme in {"http", "https", "urn", "mailto"} and (parts.netloc or parts.path), told


CHECKS = {"atom": check_atom, "rss": check_rss, "json": check_json}
