"""The pieces of a book's pages that live pages replace: the same for every reader, rendered once per language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.template import Template
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from potager.manuscripts import queries, rules
from potager.manuscripts.models import Manuscript, Pen, Section


@dataclass(frozen=True)
class Hand:
    """Who holds the pen, until when, and who has asked for it until when. An empty name wants none."""

    name: str
    until: dict[str, str]
    wanted: bool
    wanted_name: str
    passes: dict[str, str]


@dataclass(frozen=True)
class Row:
    """One chapter as the templates want it: names as the book gives them."""

    section: Section
    names: list[str]
    unnamed: int
    hand: Hand | None
    thousands: int  # of characters, rounded up: how long it has grown

    @property
    def is_free(self) -> bool:
        """Whether nobody writes it."""
        return not self.names and not self.unnamed


def with_surroundings(sections: QuerySet[Section]) -> QuerySet[Section]:
    """Sections with all that is shown of them, without their texts."""
    found = sections.defer("text", "brief").select_related("manuscript", "pen")
    return found.prefetch_related("authors")


def rows_of(manuscript: Manuscript, sections: Iterable[Section], now: datetime | None = None) -> list[Row]:
    """Chapters with their names and pens: one query for all names."""
    found, moment = list(sections), now or timezone.now()
    pens = {section.pk: rules.held_pen(_pen(section), moment) for section in found}
    signed = {author.member_id: author.signature for section in found for author in section.authors.all()}
    for pen in filter(None, pens.values()):
        signed.setdefault(pen.holder_id, pen.signature)
        if pen.wanted_by_id:
            signed.setdefault(pen.wanted_by_id, pen.wanted_signature)
    names = queries.names_in(manuscript, signed) if signed else {}
    zone = ZoneInfo(manuscript.time_zone)
    return [_row(section, pens[section.pk], names, zone) for section in found]


def _row(section: Section, pen: Pen | None, names: dict[Any, str], zone: ZoneInfo) -> Row:
    authors = [names.get(author.member_id, "") for author in section.authors.all()]
    named = [name for name in authors if name]
    hand = _hand(pen, names, zone) if pen else None
    return Row(section, named, len(authors) - len(named), hand, -(-section.characters // 1000))


def _hand(pen: Pen, names: dict[Any, str], zone: ZoneInfo) -> Hand:
    passes = (pen.wanted_at or pen.until) + rules.SILENCE
    return Hand(
        name=names.get(pen.holder_id, ""),
        until=_moment(pen.until, zone),
        wanted=pen.wanted_by_id is not None,
        wanted_name=names.get(pen.wanted_by_id, "") if pen.wanted_by_id else "",
        passes=_moment(min(passes, pen.until), zone),
    )


def _moment(when: datetime, zone: ZoneInfo) -> dict[str, str]:
    local = when.astimezone(zone)
    return {"iso": local.isoformat(timespec="seconds"), "told": date_format(local, "TIME_FORMAT")}


def _pen(section: Section) -> Pen | None:
    try:
        return section.pen
    except ObjectDoesNotExist:
        return None


def row_html(row: Row, language: str) -> SafeString:
    """The chapter in the plan; one that was taken out leaves nothing to see."""
    with translation.override(language):
        return _rendered("row", {"row": row, "section": row.section, "LANGUAGE_CODE": language})


def section_html(section: Section, language: str) -> SafeString:
    """All that pages show of a chapter and that an act may change: its row, its state, its pen, its version."""
    if section.hidden_at is not None:
        return _gone_html(section, language)
    [row] = rows_of(section.manuscript, [section])
    parts = [row_html(row, language), state_html(row, language), pen_html(row, language)]
    parts.append(progress_html(section.manuscript, language))
    return mark_safe("".join(parts))  # noqa: S308 (templates' own output)


def _gone_html(section: Section, language: str) -> SafeString:
    """What a decision hides leaves an empty place, so that it can come back where it was."""
    place = format_html('<div class="chapter" id="section-{}" hidden></div>', section.pk)
    return mark_safe(place + progress_html(section.manuscript, language))  # noqa: S308 (templates' own output)


def state_html(row: Row, language: str) -> SafeString:
    """Where a chapter stands: its state, authors and version."""
    with translation.override(language):
        return _rendered("state", {"row": row, "section": row.section})


def pen_html(row: Row, language: str) -> SafeString:
    """In whose hand the pen is."""
    with translation.override(language):
        return _rendered("pen", {"row": row, "section": row.section})


def progress_html(manuscript: Manuscript, language: str) -> SafeString:
    """How far the book is."""
    progress = queries.progress_of([manuscript.pk]).get(manuscript.pk, queries.Progress())
    with translation.override(language):
        return _rendered("progress", {"manuscript": manuscript, "progress": progress})


@cache
def _template(name: str) -> Template:
    return get_template(f"manuscripts/parts.html#{name}")  # type: ignore[return-value]


def _rendered(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(_template(name).render(context))  # type: ignore[arg-type]  # noqa: S308 (a template's own output)
