"""From a finished work to the book model, by way of a copy that the edition keeps.

One adapter per kind of work makes the copy (`taken_of` for a story); `book_of` reads every copy ever made.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from babel.lists import format_list
from django.conf import settings

from potager.authorship.queries import Byline, bylines_of
from potager.manuscripts.models import Manuscript, Section
from potager.press.book import Author, Book, Chapter, Contribution, Cover, Picture
from potager.press.licences import licence_in
from potager.press.models import Edition
from potager.stories import models as stories
from potager.stories.queries import Text, corrections_in, hosts_of, illustrations_in, names_in, work_of

PRINTED_SINCE = (
    "afterword",
    "layout",
    "paper",
    "attribution",
    "work",
    "hosts",
)  # later than the first editions


def taken_of(
    story: stories.Story, text: Text, *, address: str, design: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Everything that the book prints of a story, as JSON: later changes of the story do not reach it."""
    parts = [part for chapter in text.chapters for part in chapter.contributions]
    hosts = hosts_of(story)
    return {
        "opening": text.opening,
        "afterword": text.afterword,
        "host": format_list([host.display_name for host in hosts], locale=story.language),
        "hosts": len(hosts),
        "community": story.community.name,
        "licence": story.licence,
        "time_zone": story.time_zone,
        "opened_at": story.opens_at.isoformat(),
        "closed_at": (story.closed_at or story.closes_at).isoformat(),
        "address": address,
        "sentences": sum(part.sentences for part in parts),
        "authors": _authors(story, parts),
        "contributions": [_part(number, part) for number, part in enumerate(parts, start=1)],
        "chapters": [{"title": one.title, "count": len(one.contributions)} for one in text.chapters],
        "pictures": _pictures(story, parts),
        "region": settings.PRESS_REGIONS.get(story.language, ""),
        "seed": str(story.pk),
        "corrections": corrections_in(story),
        **(design or {}),
    }


def _pictures(story: stories.Story, parts: Sequence[stories.Contribution]) -> list[dict[str, Any]]:
    """Pictures and recordings: each after its contribution, or after the last before it that is printed."""
    numbers = {part.position: number for number, part in enumerate(parts, start=1)}
    return [_picture(one, numbers) for one in illustrations_in(story)] if parts else []


def _picture(one: stories.Illustration, numbers: Mapping[int, int]) -> dict[str, Any]:
    before = [position for position in numbers if position <= one.after]
    return {
        "name": one.name_of(one.sides[0]),
        "media_type": "audio/mpeg" if one.is_sound else "image/jpeg",
        "width": one.width,
        "height": one.height,
        "alternative": one.alternative,
        "credit": f"{one.caption} ({one.owed})" if one.caption else one.owed,
        "after": numbers[max(before)] if before else 0,
        **({"seconds": one.seconds} if one.is_sound else {}),
    }


def taken_of_manuscript(
    manuscript: Manuscript,
    sections: Sequence[Section],
    *,
    address: str,
    closed_at: datetime,
    design: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Everything that the book prints of a collective book, as JSON: a chapter for each section, signed once."""
    signed = {author.member_id: author.signature for one in sections for author in one.authors.all()}
    named = bylines_of(f"manuscript:{manuscript.pk}", signed)
    return {
        "opening": manuscript.intention,
        "afterword": "",
        "host": manuscript.editor.display_name,
        "community": manuscript.community.name,
        "licence": manuscript.licence,
        "time_zone": manuscript.time_zone,
        "opened_at": manuscript.opened_at.isoformat(),
        "closed_at": closed_at.isoformat(),
        "address": address,
        "sentences": None,
        "authors": [{"key": str(author), **vars(byline)} for author, byline in named.items()],
        "contributions": [_written(number, one) for number, one in enumerate(sections, start=1)],
        "chapters": [{"title": one.title, "count": 1, "byline": _byline(one, named)} for one in sections],
        "region": settings.PRESS_REGIONS.get(manuscript.language, ""),
        "seed": str(manuscript.pk),
        "work": "manuscript",
        "attribution": "list",
        **(design or {}),
    }


def _byline(section: Section, named: Mapping[UUID, Byline]) -> str:
    """Who wrote a chapter, of those who wish to be named."""
    return ", ".join(filter(None, (named[author.member_id].name for author in section.authors.all())))


def _written(number: int, section: Section) -> dict[str, Any]:
    authors = [str(author.member_id) for author in section.authors.all()]
    return {
        "number": number,
        "id": str(section.pk),
        "text": section.text,
        "author": authors[0] if authors else "",
        "signature": "",
        "written_at": (section.written_at or section.added_at).isoformat(),
        "is_prose": True,
    }


def _authors(story: stories.Story, parts: Iterable[stories.Contribution]) -> list[dict[str, str]]:
    """Each person once, in the order in which they come in, as they chose to be named."""
    named = bylines_of(work_of(story), names_in(parts))
    return [{"key": str(author), **vars(byline)} for author, byline in named.items()]


def _part(number: int, part: stories.Contribution) -> dict[str, Any]:
    return {
        "number": number,
        "id": str(part.pk),
        "text": part.text,
        "author": str(part.author_id),
        "signature": part.signature,
        "written_at": part.written_at.isoformat(),
    }


def book_of(edition: Edition) -> Book:
    """The book model of an edition; the same edition gives the same book for ever."""
    kept = edition.book
    contributions = tuple(_contribution(part) for part in kept["contributions"])
    return Book(
        identifier=edition.pk,
        title=edition.title,
        subtitle=edition.subtitle or None,
        language=f"{edition.language}-{kept['region']}" if kept.get("region") else edition.language,
        time_zone=kept["time_zone"],
        community=kept["community"],
        host=kept["host"],
        opening=kept["opening"],
        contributions=contributions,
        chapters=_chapters(kept.get("chapters", []), contributions),
        authors=tuple(Author(**author) for author in kept["authors"]),
        translators=tuple(Author(**author) for author in kept.get("translators", [])),
        pictures=tuple(Picture(**picture) for picture in kept.get("pictures", [])),
        cover=_cover(kept),
        others=tuple(kept.get("others", [])),
        original_title=kept.get("translated_from", {}).get("title", ""),
        isbn=edition.isbn or None,
        edition=edition.number if "seed" in kept else 0,
        licence=licence_in(kept["licence"], edition.language),
        opened_at=datetime.fromisoformat(kept["opened_at"]),
        closed_at=datetime.fromisoformat(kept["closed_at"]),
        released_at=edition.released_at,
        address=kept["address"],
        sentences=kept["sentences"],
        **{name: kept[name] for name in PRINTED_SINCE if name in kept},
    )


def _contribution(part: dict[str, Any]) -> Contribution:
    """The identifier is for translations, which follow a contribution from edition to edition."""
    told = {name: value for name, value in part.items() if name != "id"}
    return Contribution(**{**told, "written_at": datetime.fromisoformat(part["written_at"])})


def _chapters(kept: list[dict[str, Any]], parts: tuple[Contribution, ...]) -> tuple[Chapter, ...]:
    """The chapters, each with its share of the contributions; none where there is only one without a title."""
    if not any(one["title"] for one in kept):
        return ()
    chapters, start = [], 0
    for one in kept:
        end = start + one["count"]
        chapters.append(Chapter(one["title"], parts[start:end], byline=one.get("byline", "")))
        start = end
    return tuple(chapters)


def _cover(kept: dict[str, Any]) -> Cover:
    """The cover as it was chosen; that of the first editions was drawn by their own dice."""
    chosen = kept.get("cover", {})
    picture = chosen.get("picture")
    return Cover(
        template=chosen.get("template", "row"),
        colours=chosen.get("colours", ""),
        seed=UUID(kept["seed"]) if "seed" in kept else None,
        picture=Picture(**picture) if picture else None,
    )
