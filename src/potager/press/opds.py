"""Catalogues for reading apps: OPDS 1.2 (Atom) and OPDS 2.0 (JSON), of what everybody may read and nothing else.

Sources: specs.opds.io/opds-1.2, drafts.opds.io/opds-2.0, RFC 4287.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree import ElementTree as ET

from django.core.paginator import Page
from django.urls import reverse

from potager.press.book import one_line
from potager.press.licences import licence_in
from potager.press.models import Edition

ATOM, DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/terms/"
KIND = "application/atom+xml;profile=opds-catalog;kind="
NAVIGATION, ACQUISITION = KIND + "navigation", KIND + "acquisition"
JSON = "application/opds+json"
TAKE = "http://opds-spec.org/acquisition/open-access"
FORMATS = {"epub": "application/epub+zip", "pdf": "application/pdf"}
IMAGE, THUMBNAIL = "http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"

ET.register_namespace("", ATOM)
ET.register_namespace("dc", DC)

Address = Callable[[str], str]  # from a path of ours to the whole address


@dataclass(frozen=True)
class Entry:
    """What a catalogue tells of a book."""

    edition: Edition
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    licence: str

    @property
    def identifier(self) -> str:
        """The same for all editions of a book in one language, so that an app sees a book renewed, not doubled."""
        return uuid5(NAMESPACE_URL, f"potager:{self.edition.place}:{self.edition.language}").urn

    @property
    def community(self) -> str:
        """Who publishes."""
        return one_line(self.edition.community.name)

    @property
    def rights(self) -> str:
        """The licence by its name and its address."""
        licence = licence_in(self.licence, self.edition.language)
        return " ".join(filter(None, (licence.name, licence.url)))

    @property
    def formats(self) -> dict[str, int]:
        """What can be fetched, with its size in bytes; scripts that the press does not set have no PDF."""
        sizes = {"epub": self.edition.epub_bytes, "pdf": self.edition.pdf_bytes}
        return sizes if self.edition.is_printed else {"epub": sizes["epub"]}

    def path_of(self, format_: str) -> str:
        """Where a format is fetched."""
        return reverse("press:download", args=[self.edition.pk, self.edition.file_name, format_])

    @property
    def cover(self) -> str:
        """Where the cover is."""
        return reverse("press:cover", args=[self.edition.pk])


def entries_of(editions: Iterable[Edition]) -> list[Entry]:
    """The entries of editions without their long texts: two queries, whatever their number."""
    shown = list(editions)
    kept = Edition.objects.filter(pk__in=[one.pk for one in shown])
    told = {
        pk: (authors or [], translators or [], licence)
        for pk, authors, translators, licence in kept.values_list(
            "pk", "book__authors", "book__translators", "book__licence"
        )
    }
    return [_entry(one, *told[one.pk]) for one in shown]


def _entry(edition: Edition, authors: list[Any], translators: list[Any], licence: str) -> Entry:
    return Entry(edition, _named(authors), _named(translators), licence)


def _named(people: list[dict[str, str]]) -> tuple[str, ...]:
    """Who is named; whoever is not is not told."""
    return tuple(one_line(one["name"]) for one in people if one["name"].strip())


@dataclass(frozen=True)
class Catalogue:
    """One feed: what it is called, where it is, when it last changed."""

    identifier: str
    title: str
    path: str
    updated: datetime
    address: Address

    def navigation(self, ways: Iterable["Way"]) -> bytes:
        """A feed that leads to others."""
        feed = self._feed(NAVIGATION)
        for way in ways:
            entry = ET.SubElement(feed, _atom("entry"))
            _text(entry, "id", way.identifier)
            _text(entry, "title", one_line(way.title))
            _text(entry, "updated", _moment(way.updated))
            _text(entry, "content", one_line(way.about), type="text")
            _link(entry, rel=way.rel, href=self.address(way.path), type=ACQUISITION)
        return _written(feed)

    def acquisition(self, page: Page[Edition], entries: Iterable[Entry]) -> bytes:
        """A feed of books."""
        feed = self._feed(ACQUISITION, f"?page={page.number}" if page.number > 1 else "")
        for rel, number in neighbours(page).items():
            _link(feed, rel=rel, href=self.address(f"{self.path}?page={number}"), type=ACQUISITION)
        for entry in entries:
            feed.append(_book(entry, self.address))
        return _written(feed)

    def publications(self, page: Page[Edition], entries: Iterable[Entry]) -> bytes:
        """The same in OPDS 2.0."""
        ways = {"self": page.number, **neighbours(page)}
        feed = {
            "metadata": {
                "title": self.title,
                "modified": _moment(self.updated),
                "numberOfItems": page.paginator.count,
                "itemsPerPage": page.paginator.per_page,
                "currentPage": page.number,
            },
            "links": [
                {"rel": rel, "href": self.address(f"{self.path}?page={number}"), "type": JSON}
                for rel, number in ways.items()
            ],
            "publications": [_publication(entry, self.address) for entry in entries],
        }
        return json.dumps(feed, ensure_ascii=False, indent=1).encode()

    def _feed(self, kind: str, query: str = "") -> ET.Element:
        feed = ET.Element(_atom("feed"))
        _text(feed, "id", self.identifier)
        _text(feed, "title", one_line(self.title))
        _text(feed, "updated", _moment(self.updated))
        author = ET.SubElement(feed, _atom("author"))
        _text(author, "name", "Potager")
        _text(author, "uri", self.address("/"))
        _link(feed, rel="self", href=self.address(self.path + query), type=kind)
        _link(feed, rel="start", href=self.address(reverse("press:opds")), type=NAVIGATION)
        return feed


@dataclass(frozen=True)
class Way:
    """A feed that another one leads to."""

    identifier: str
    title: str
    about: str
    path: str
    updated: datetime
    rel: str = "subsection"


def neighbours(page: Page[Edition]) -> dict[str, int]:
    """The pages around one, by the names that feeds have for them."""
    around = {"first": 1, "last": page.paginator.num_pages} if page.has_other_pages() else {}
    if page.has_previous():
        around["previous"] = page.previous_page_number()
    if page.has_next():
        around["next"] = page.next_page_number()
    return around


def identifier_of(address: str) -> str:
    """The identifier of a feed that belongs to no community: made of its address."""
    return uuid5(NAMESPACE_URL, address).urn


def urn(identifier: UUID) -> str:
    """An identifier of ours as a URN."""
    return identifier.urn


def _book(entry: Entry, address: Address) -> ET.Element:
    edition = entry.edition
    made = ET.Element(_atom("entry"))
    _text(made, "id", entry.identifier)
    _text(made, "title", one_line(edition.title))
    for name in entry.authors:
        _text(ET.SubElement(made, _atom("author")), "name", name)
    for name in entry.translators:
        _text(ET.SubElement(made, _atom("contributor")), "name", name)
    _text(made, "published", _moment(edition.released_at))
    _text(made, "updated", _moment(edition.released_at))
    _text(made, "rights", entry.rights)
    if edition.subtitle:
        _text(made, "summary", one_line(edition.subtitle), type="text")
    _terms(made, entry)
    for rel in (IMAGE, THUMBNAIL):
        _link(made, rel=rel, href=address(entry.cover), type="image/png")
    _link(made, rel="alternate", href=address(edition.get_absolute_url()), type="text/html")
    for format_, size in entry.formats.items():
        file = {"href": address(entry.path_of(format_)), "type": FORMATS[format_], "length": str(size)}
        _link(made, rel=TAKE, **file)
    return made


def _terms(made: ET.Element, entry: Entry) -> None:
    """What Atom has no words for: language, publisher, date, identifiers."""
    edition = entry.edition
    identifiers = [urn(edition.pk)]
    if edition.isbn:
        identifiers.append(f"urn:isbn:{edition.isbn.replace('-', '')}")
    terms = {"language": [edition.language], "publisher": [entry.community], "identifier": identifiers}
    terms["issued"] = [edition.released_at.astimezone(UTC).date().isoformat()]
    for name, values in terms.items():
        for value in values:
            ET.SubElement(made, f"{{{DC}}}{name}").text = value


def _publication(entry: Entry, address: Address) -> dict[str, Any]:
    edition = entry.edition
    metadata = {
        "@type": "http://schema.org/Book",
        "identifier": entry.identifier,
        "title": one_line(edition.title),
        "subtitle": one_line(edition.subtitle),
        "author": [{"name": name} for name in entry.authors],
        "translator": [{"name": name} for name in entry.translators],
        "language": edition.language,
        "publisher": entry.community,
        "published": _moment(edition.released_at),
        "modified": _moment(edition.released_at),
    }
    links = [
        {"rel": TAKE, "href": address(entry.path_of(format_)), "type": FORMATS[format_], "size": size}
        for format_, size in entry.formats.items()
    ]
    page = {"rel": "alternate", "href": address(edition.get_absolute_url()), "type": "text/html"}
    return {
        "metadata": {name: value for name, value in metadata.items() if value},
        "links": [*links, page],
        "images": [{"href": address(entry.cover), "type": "image/png", "width": 1600, "height": 2560}],
    }


def _atom(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, _atom(name), attributes).text = text


def _link(parent: ET.Element, **attributes: str) -> None:
    ET.SubElement(parent, _atom("link"), attributes)


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _written(feed: ET.Element) -> bytes:
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written
