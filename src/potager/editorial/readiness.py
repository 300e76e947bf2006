"""Whether what an article shows can be put before readers: read by the worker, and in words for who does not see it."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from potager.editorial import holding, marks
from potager.editorial.marks import Mark
from potager.editorial.models import Article, Medium, Picture

MOST_NAMED = 6


def refuse_unready(article: Article) -> None:
    """Raise Unready, which names the pictures and media that are not ready; called before readers see the text."""
    pictures = list(Picture.objects.filter(article=article).order_by("added_at", "pk"))
    media = list(Medium.objects.filter(article=article).order_by("added_at", "pk"))
    held: dict[UUID, Picture | Medium] = {
        **{one.pk: one for one in pictures},
        **{one.pk: one for one in media},
    }
    names = {one.pk: _name(number, one) for number, one in enumerate(pictures, start=1)}
    names |= {one.pk: _name(number, one) for number, one in enumerate(media, start=1)}
    missing: dict[UUID, str] = {}
    for mark in marks_of(article):
        found = held.get(mark.identifier)
        if found and mark.identifier not in missing and (words := _missing(found, mark, names[found.pk])):
            missing[mark.identifier] = words
    if missing:
        raise holding.Unready(list(missing.values())[:MOST_NAMED])


def marks_of(text: Any) -> Iterator[Mark]:
    """What an article or one of its versions shows: in its text, in the entries of a list, as its cover."""
    yield from marks.marks_in(text.body)
    for entry in text.entries or []:
        yield from marks.marks_in(str(entry.get("body", "")))
        if picture := _uuid(entry.get("picture")):
            yield Mark("picture", picture)
    if cover := getattr(text, "cover_id", None):
        yield Mark("picture", cover)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


def _name(number: int, found: Picture | Medium) -> str:
    if isinstance(found, Picture):
        words = found.caption or found.alternative
        return (
            _("Picture %(number)s (“%(words)s”)") % {"number": number, "words": words[:60]}
            if words
            else _("Picture %(number)s") % {"number": number}
        )
    return (
        _("“%(title)s”") % {"title": found.title[:60]}
        if found.title
        else _("Recording or film %(number)s") % {"number": number}
    )


def _missing(found: Picture | Medium, mark: Mark, name: str) -> str:
    if found.state == "waiting":
        return _("%(name)s is still being read: try again in a moment.") % {"name": name}
    if found.state == "refused":
        return _("%(name)s could not be read: take its line out of the text.") % {"name": name}
    if isinstance(found, Picture) and not (found.alternative or mark.words):
        return _("%(name)s lacks words for people who do not see it.") % {"name": name}
    if isinstance(found, Medium) and not found.words:
        return _("%(name)s lacks its words: what is said in it, or what there is to see and hear.") % {
            "name": name
        }
    return ""
