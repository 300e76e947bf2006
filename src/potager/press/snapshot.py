"""From a closed story to the book model, by way of a copy that the edition keeps."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from potager.press.book import Author, Book, Contribution
from potager.press.licences import licence_in
from potager.press.models import Edition
from potager.stories import models as stories


def taken_of(
    story: stories.Story, contributions: Iterable[stories.Contribution], *, address: str
) -> dict[str, Any]:
    """Everything that the book prints of a story, as JSON: later changes of the story do not reach it."""
    parts = list(contributions)
    names: dict[str, str] = {}
    for part in parts:
        names.setdefault(str(part.author_id), part.signature)
    return {
        "opening": story.opening,
        "host": story.host.display_name,
        "community": story.community.name,
        "licence": story.licence,
        "time_zone": story.time_zone,
        "opened_at": story.opens_at.isoformat(),
        "closed_at": (story.closed_at or story.closes_at).isoformat(),
        "address": address,
        "sentences": sum(part.sentences for part in parts),
        "authors": [{"key": key, "name": name} for key, name in names.items()],
        "contributions": [_part(number, part) for number, part in enumerate(parts, start=1)],
    }


def _part(number: int, part: stories.Contribution) -> dict[str, Any]:
    return {
        "number": number,
        "text": part.text,
        "author": str(part.author_id),
        "signature": part.signature,
        "written_at": part.written_at.isoformat(),
    }


def book_of(edition: Edition) -> Book:
    """The book model of an edition; the same edition gives the same book for ever."""
    kept = edition.book
    return Book(
        identifier=edition.pk,
        title=edition.title,
        subtitle=edition.subtitle or None,
        language=edition.language,
        time_zone=kept["time_zone"],
        community=kept["community"],
        host=kept["host"],
        opening=kept["opening"],
        contributions=tuple(_contribution(part) for part in kept["contributions"]),
        authors=tuple(Author(**author) for author in kept["authors"]),
        licence=licence_in(kept["licence"], edition.language),
        opened_at=datetime.fromisoformat(kept["opened_at"]),
        closed_at=datetime.fromisoformat(kept["closed_at"]),
        released_at=edition.released_at,
        address=kept["address"],
        sentences=kept["sentences"],
    )


def _contribution(part: dict[str, Any]) -> Contribution:
    return Contribution(**{**part, "written_at": datetime.fromisoformat(part["written_at"])})
