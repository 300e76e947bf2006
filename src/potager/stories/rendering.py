"""The pieces of a story's page, the same for every reader: rendered once per language, on the page and live."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum
from django.template import Template
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from potager.lib.typography import typeset
from potager.stories import queries, turns
from potager.stories.models import Contribution, Illustration, Story, Word
from potager.stories.reminding import told_now
from potager.stories.river import River
from potager.stories.texts import paragraphs


@dataclass(frozen=True)
class Part:
    """One piece of the text as the template wants it: dates formatted, paragraphs typeset (not yet escaped)."""

    anchor: str
    identifier: str
    by: str
    paragraphs: list[str]
    iso: str
    when: str
    position: int
    state: str
    language: str
    talk: str  # where it is talked about


def part_html(contribution: Contribution, story: Story, language: str) -> SafeString:
    """A contribution; one that was declined leaves an empty place, so that it can come back where it was."""
    with translation.override(language):
        return _rendered("contribution", {"part": _part(contribution, story, language)})


def opening_html(story: Story, language: str) -> SafeString:
    """The opening text, by the host."""
    context = {"paragraphs": typeset_paragraphs(story.opening, story), "story": story}
    with translation.override(language):
        return _rendered("opening", {**context, "language": _foreign(story, language)})


def numbers_html(numbers: dict[str, int], language: str) -> SafeString:
    """How many authors, hands and fingers."""
    authors = numbers["authors"]
    with translation.override(language):
        return _rendered("numbers", {**numbers, "hands": 2 * authors, "fingers": 10 * authors})


def status_html(story: Story, language: str) -> SafeString:
    """Where the story stands: its state and its countdown."""
    return _of_now("status", story, language)


def gate_html(story: Story, language: str) -> SafeString:
    """What stands before the composer when nobody can write; hidden while the story is open."""
    return _of_now("gate", story, language)


def _of_now(name: str, story: Story, language: str) -> SafeString:
    end = min(story.closed_at or story.closes_at, story.closes_at)
    state = story.state_at(timezone.now())
    return _standing(name, story.pk, state, (story.opens_at, end), zone=story.time_zone, language=language)


@lru_cache(maxsize=1000)
def _standing(
    name: str, story: UUID, state: str, hours: tuple[datetime, datetime], *, zone: str, language: str
) -> SafeString:
    with translation.override(language):
        opens, closes = (_moment(hour.astimezone(ZoneInfo(zone))) for hour in hours)
        return _rendered(name, {"story": {"pk": story}, "state": state, "opens": opens, "closes": closes})


def top_html(story: Story, language: str) -> SafeString:
    """The title, and the rules in a line."""
    with translation.override(language):
        return _rendered("top", {"story": story, "language": _foreign(story, language)})


def presence_html(story: Story, language: str) -> SafeString:
    """Where a script says how many read and write now."""
    with translation.override(language):
        return _rendered("presence", {"story": story})


def text_html(story: Story, parts: list[SafeString], river: River | None, language: str) -> SafeString:
    """The river, the opening and all contributions."""
    text = mark_safe(opening_html(story, language) + "".join(parts))  # noqa: S308 (our own markup)
    with translation.override(language):
        return _rendered("text", {"story": story, "text": text, "river": river})


def word_html(word: Word, story: Story, language: str) -> SafeString:
    """What a host said in the margin; an empty place once it is withdrawn."""
    lines = [] if word.withdrawn_at else typeset_paragraphs(word.text, story)
    context = {"word": word, "lines": lines, "language": _foreign(story, language)}
    return piece_html("word.html#word", context, language)


def illustration_html(found: Illustration, story: Story, language: str) -> SafeString:
    """A picture with its words; an empty place once it is shown no more."""
    context = {"found": found, "language": _foreign(story, language)}
    return piece_html("illustration.html#illustration", context, language)


def pen_html(story: Story, language: str) -> SafeString:
    """Who has the pen and until when, or that it lies there to be taken; one query."""
    pen = turns.pen_in(story)
    held = pen if pen and pen.is_held_at(timezone.now()) else None
    with translation.override(language):
        until = _moment(held.until.astimezone(story.zone), "TIME_FORMAT") if held else None
    return piece_html("pen.html#pen", {"story": story, "pen": held, "until": until}, language)


def reminder_html(story: Story, language: str) -> SafeString:
    """A line while half of the time has passed, or the end is near; empty otherwise."""
    return piece_html("reminder.html#reminder", {"moment": told_now(story, timezone.now())}, language)


def piece_html(name: str, context: dict[str, Any], language: str) -> SafeString:
    """A piece of another template ("file#piece") in a language, for what stands beside the text."""
    with translation.override(language):
        return _rendered(name, context)


def numbers_of(story: Story) -> dict[str, int]:
    """Shown contributions, their authors (of whom some `anonymous`) and sentences.

    People are counted, not names: two of one name are two, one who signs in several ways is one.
    """
    shown = story.contributions.filter(state=Contribution.State.SHOWN)
    found = shown.aggregate(
        contributions=Count("pk"),
        authors=Count("author", distinct=True),
        named=Count("author", distinct=True, filter=~Q(signature="")),
        sentences=Sum("sentences", default=0),
    )
    named = found.pop("named")
    return {name: int(value) for name, value in found.items()} | {"anonymous": found["authors"] - named}


def typeset_paragraphs(text: str, story: Story) -> list[str]:
    """The paragraphs of a text in the story's language, with its typography."""
    return [typeset(line, language=story.language, medium="web") for line in paragraphs(text)]


def _part(contribution: Contribution, story: Story, language: str) -> Part:
    is_out = contribution.is_unseen or contribution.state in queries.OUT
    local = contribution.written_at.astimezone(story.zone)
    return Part(
        anchor=f"contribution-{contribution.pk}",
        identifier=str(contribution.pk),
        by=contribution.signature,
        paragraphs=[] if is_out else typeset_paragraphs(contribution.text, story),
        iso=local.isoformat(timespec="seconds"),
        when=date_format(local, "SHORT_DATETIME_FORMAT"),
        position=contribution.position,
        state=Contribution.State.DECLINED if is_out else contribution.state,
        language=_foreign(story, language),
        talk=f"/discuss/contribution/{contribution.pk}/",
    )


def _moment(local: datetime, form: str = "DATETIME_FORMAT") -> dict[str, str]:
    return {"iso": local.isoformat(timespec="seconds"), "told": date_format(local, form)}


def _foreign(story: Story, language: str) -> str:
    """The language to mark the text with, empty where it is the page's own."""
    return "" if story.language == language else story.language


@cache
def _template(name: str) -> Template:
    return get_template(f"stories/{name}" if "#" in name else f"stories/parts.html#{name}")  # type: ignore[return-value]


def _rendered(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(_template(name).render(context))  # type: ignore[arg-type]  # noqa: S308 (a template's own output)
