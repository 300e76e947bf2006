"""The margin of an article: its passages, what is said of each, and the rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from potager.editorial.models import Article, Remark, RemarkAnswer
from potager.lib.differences import Passage, differences
from potager.lib.refusals import Refusal

MOST_OPEN = 300
MOST_ANSWERS = 50


class NothingSaid(Refusal):
    """Neither words nor a change."""

    status = 422
    message = _("Say something of the passage, or change its words.")


class PassageMovedOn(Refusal):
    """The passage does not stand in the text any more, or stands there twice."""

    message = _("This passage has changed since. Take the suggestion over by hand, then settle the remark.")


class MarginFull(Refusal):
    """Nobody settles so many."""

    message = _("There are as many remarks here as anybody can settle. Settle some first.")


class SettledAlready(Refusal):
    """Somebody was faster."""

    message = _("This remark is settled already. Reload the page to see how.")


@dataclass(frozen=True)
class Said:
    """A remark with its answers, and the change that it suggests, word by word."""

    remark: Remark
    answers: list[RemarkAnswer]
    change: tuple[Passage, ...]


@dataclass
class Place:
    """A passage of the text, with what is said of it."""

    number: int
    text: str
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True)
class Margin:
    """The passages in their order, what is said of the whole or of passages that changed, and what is settled."""

    places: list[Place]
    astray: list[Said]
    settled: list[Said]


def passages_of(body: str) -> list[str]:
    """The passages of a text: what empty lines separate, to the letter."""
    return [one for one in (part.strip("\n") for part in body.split("\n\n")) if one.strip()]


def margin_of(article: Article) -> Margin:
    """The whole margin: two queries."""
    remarks = Remark.objects.filter(article=article, by__is_active=True).select_related("by", "settled_by")
    said = [_said(one) for one in remarks.prefetch_related("answers__by").order_by("made_at")]
    places = [Place(number, text) for number, text in enumerate(passages_of(article.body), start=1)]
    by_text = {place.text: place for place in reversed(places)}
    astray: list[Said] = []
    for one in said:
        if one.remark.is_open:
            place = by_text.get(one.remark.quote)
            (place.said if place else astray).append(one)
    return Margin(places, astray, [one for one in reversed(said) if not one.remark.is_open])


def with_suggestion(body: str, remark: Remark) -> str:
    """The text with the suggested words in place of the passage; raises PassageMovedOn."""
    if not remark.quote or body.count(remark.quote) != 1:
        raise PassageMovedOn
    return body.replace(remark.quote, remark.suggestion, 1)


def open_in(articles: Iterable[Article]) -> int:
    """How many remarks wait in these articles."""
    return Remark.objects.filter(article__in=list(articles), state=Remark.State.OPEN).count()


def _said(remark: Remark) -> Said:
    change = differences(remark.quote, remark.suggestion) if remark.suggestion else ()
    return Said(remark, list(remark.answers.all()), change)
