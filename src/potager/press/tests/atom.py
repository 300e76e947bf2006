"""Checks feeds against Atom (RFC 4287) and OPDS 1.2: what must be there, once or oftener, and of which form.

The schema is told as a table; the rules are those of the RELAX NG schemas that both specifications print.
"""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from potager.press import opds

A, DC = f"{{{opds.ATOM}}}", f"{{{opds.DC}}}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ONE, SOME, MANY, MAYBE = (1, 1), (1, None), (0, None), (0, 1)
FEED = {
    "id": ONE, "title": ONE, "updated": ONE, "author": SOME, "link": SOME, "entry": MANY,
    "subtitle": MAYBE, "rights": MAYBE, "icon": MAYBE,
}  # fmt: skip
ENTRY = {
    "id": ONE, "title": ONE, "updated": ONE, "author": MANY, "contributor": MANY, "link": SOME, "published": MAYBE,
    "rights": MAYBE, "summary": MAYBE, "content": MAYBE, "category": MANY,
}  # fmt: skip
PERSON = {"name": ONE, "uri": MAYBE, "email": MAYBE}
TERMS = {"language": MAYBE, "publisher": MAYBE, "issued": MAYBE, "identifier": SOME}
TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;[\w-]+=[\w-]+)*")


def validate(content: bytes) -> None:
    """Raise AssertionError for a feed that is not valid."""
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    feed = ET.fromstring(content)
    assert feed.tag == f"{A}feed"
    _children(feed, A, FEED)
    _common(feed)
    for person in feed.iter(f"{A}author"):
        _children(person, A, PERSON)
        assert (person.findtext(f"{A}name") or "").strip()
    kind = next(one.attrib["type"] for one in feed.findall(f"{A}link") if one.attrib["rel"] == "self")
    assert [one for one in feed.findall(f"{A}link") if one.attrib["rel"] == "start"], "OPDS: a way home"
    identifiers = [entry.findtext(f"{A}id") for entry in feed.findall(f"{A}entry")]
    assert len(identifiers) == len(set(identifiers))
    for entry in feed.findall(f"{A}entry"):
        _children(entry, A, ENTRY)
        _common(entry)
        (_book if kind.endswith("acquisition") else _way)(entry)


def _common(element: ET.Element) -> None:
    identifier = element.findtext(f"{A}id") or ""
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", identifier), identifier
    assert MOMENT.fullmatch(element.findtext(f"{A}updated") or "")
    assert (element.findtext(f"{A}title") or "").strip()
    seen = set()
    for link in element.findall(f"{A}link"):
        assert {"rel", "href", "type"} <= set(link.attrib)
        assert set(link.attrib) <= {"rel", "href", "type", "title", "length", "hreflang"}
        assert urlsplit(link.attrib["href"]).scheme in {"http", "https"}
        assert TYPE.fullmatch(link.attrib["type"]), link.attrib["type"]
        assert link.attrib.get("length", "0").isdecimal()
        key = (link.attrib["rel"], link.attrib["type"], link.attrib["href"])
        assert key not in seen
        seen.add(key)


def _book(entry: ET.Element) -> None:
    """OPDS 1.2, 5: an acquisition link at least, terms of Dublin Core, images as JPEG, PNG or GIF."""
    links = entry.findall(f"{A}link")
    assert [link for link in links if link.attrib["rel"].startswith("http://opds-spec.org/acquisition")]
    pictures = [link for link in links if link.attrib["rel"].startswith("http://opds-spec.org/image")]
    assert pictures
    assert {link.attrib["type"] for link in pictures} <= {"image/png", "image/jpeg", "image/gif"}
    _children(entry, DC, TERMS)


def _way(entry: ET.Element) -> None:
    """OPDS 1.2, 2.1: a navigation feed leads to other feeds, and its entries say what is there."""
    assert entry.findtext(f"{A}content")
    assert all("profile=opds-catalog" in link.attrib["type"] for link in entry.findall(f"{A}link"))


def _children(element: ET.Element, namespace: str, allowed: dict[str, tuple[int, int | None]]) -> None:
    """Each child is known, and there often enough and not too often."""
    names = [child.tag.removeprefix(namespace) for child in element if child.tag.startswith(namespace)]
    assert set(names) <= set(allowed), names
    for name, (least, most) in allowed.items():
        assert least <= names.count(name) <= (most or len(names)), (element.tag, name, names.count(name))
