"""Reading translations: the passages beside their originals, and how far they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from potager.communities import queries as communities
from potager.lib import differences
from potager.manuscripts import queries as manuscripts
from potager.members.models import Member
from potager.press import queries as press
from potager.press.models import Edition
from potager.stories import queries as stories
from potager.translations.models import Passage, Translation, Translator
from potager.translations.texts import Original, passages_of


def visible_to(member: Member | None) -> QuerySet[Translation]:
    """The translations of books of the communities that the member may read."""
    told = Q(original__story__in=stories.visible_to(member).values("pk"))
    written = Q(original__manuscript__in=manuscripts.visible_to(member).values("pk"))
    printed = Q(original__paper__community__in=communities.readable_by(member).values("pk"))
    works = (f"original__{work}" for work in press.COMMUNITIES)
    shown = Translation.objects.filter(told | written | printed, original__hidden_at=None)
    return shown.select_related(*works, "edition")


def original_of(translation: Translation) -> Edition | None:
    """The newest edition of the book in its own language; None while there is none."""
    newest = press.edition_of(translation.original.work)
    return newest if newest and newest.hidden_at is None and press.is_current(newest) else None


def of_book(edition: Edition) -> list[Translation]:
    """Every translation of the book that was opened."""
    return list(
        Translation.objects.filter(work=work_of(edition)).select_related("edition").order_by("language")
    )


def work_of(edition: Edition) -> str:
    """What an edition was made of, "type:uuid"."""
    return edition.place


@dataclass(frozen=True)
class Pair:
    """A passage of the original, and what there is of it in the other language."""

    original: Original
    passage: Passage | None

    @property
    def state(self) -> str:
        """ "empty", "draft", "done", or "changed": the original says something else since it was translated."""
        if self.passage is None:
            return "empty"
        return "changed" if self.passage.source != self.original.text else str(self.passage.state)

    @property
    def version(self) -> int:
        """The version to send back with a change."""
        return self.passage.version if self.passage else 0

    @property
    def text(self) -> str:
        """The translation so far."""
        return self.passage.text if self.passage else ""

    @property
    def changes(self) -> tuple[differences.Passage | None, ...]:
        """What changed in the original since."""
        if self.passage is None or self.state != "changed":
            return ()
        return differences.changes(self.passage.source, self.original.text)


def pairs_of(translation: Translation, edition: Edition) -> list[Pair]:
    """All passages of the book, in its order, each with its translation."""
    begun = {one.key: one for one in translation.passages.select_related("by")}
    return [Pair(original, begun.get(original.key)) for original in passages_of(edition)]


@dataclass(frozen=True)
class Progress:
    """How far a translation is, in passages."""

    total: int
    done: int
    drafts: int
    changed: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return self.done == self.total


def progress_of(pairs: Iterable[Pair]) -> Progress:
    """Count the states."""
    states = [pair.state for pair in pairs]
    return Progress(len(states), states.count("done"), states.count("draft"), states.count("changed"))


def translators_of(translation: Translation) -> list[Translator]:
    """Who translated, in the order in which they came."""
    return list(translation.translators.order_by("pk"))
