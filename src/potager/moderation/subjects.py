"""What can be reported: how to name, link, quote, hide and return a thing of each type.

Moderation knows types, not beds: `things.py` registers them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.functional import Promise

from potager.communities.models import Community
from potager.members.models import Member

LONGEST_EXCERPT = 1200
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Found:
    """A thing that is there: `signed` is the name under which it stands ("": none), `author` whoever answers for it."""

    community: Community
    title: str
    url: str
    text: str = ""
    signed: str = ""
    author: Member | None = None
    others: frozenset[UUID] = frozenset()  # who made it with the author: they do not decide about it either
    is_private: bool = False
    context: str = ""  # of what is private: what was said just before it, for the report of whoever agrees
    is_out: bool = False  # hidden already, or taken back

    @property
    def excerpt(self) -> str:
        """How it begins."""
        return self.text if len(self.text) <= LONGEST_EXCERPT else f"{self.text[:LONGEST_EXCERPT]}…"


Find = Callable[[UUID, Member | None], Found | None]
Look = Callable[[UUID], Found | None]
Act = Callable[[Member, UUID], object]
Reword = Callable[[Member, UUID, str], object]
Own = Callable[[Member, UUID], str]


@dataclass(frozen=True)
class Subject:
    """A type of thing. `find` asks whether a person may read it; `look` is for moderators, whatever its state.

    Without `hide` it cannot be hidden; without `reword` its author cannot send it again with other words, beginning
    with their `own`. `meets`: whoever reads it may keep its author at a distance, because they know who that is.
    """

    name: str | Promise
    find: Find
    look: Look
    hide: Act | None = None
    show: Act | None = None
    reword: Reword | None = None
    own: Own | None = None
    meets: bool = False


class Hiding(TypedDict):
    """How a type of things is hidden and shown again."""

    hide: Act
    show: Act


def hiding(
    word: str, get: Callable[[UUID], object], hide: Callable[..., object], show: Callable[..., object]
) -> Hiding:
    """By two actions of a bed that take the thing by a name: hide_story(by=…, story=…)."""

    def acting(action: Callable[..., object]) -> Act:
        return lambda by, identifier: action(by=by, **{word: get(identifier)})

    return {"hide": acting(hide), "show": acting(show)}


def rows_of(model: type[Row], *related: str) -> Callable[[UUID], Row]:
    """How a thing that is there is read, with what surrounds it."""
    return lambda identifier: model._default_manager.select_related(*related).get(pk=identifier)


_subjects: dict[str, Subject] = {}


def register(kind: str, subject: Subject) -> None:
    """Let things of a type ("post") be reported."""
    _subjects[kind] = subject


def subject_of(kind: str) -> Subject | None:
    """What is known of a type; None if nothing of it can be reported."""
    return _subjects.get(kind)


def kinds() -> list[str]:
    """The types of what can be reported."""
    return sorted(_subjects)


def reference(kind: str, identifier: UUID) -> str:
    """ "post:<uuid>"."""
    return f"{kind}:{identifier}"


def parts(subject: str) -> tuple[Subject, UUID]:
    """A type and an identifier from "post:<uuid>"; raises KeyError for a type that nobody registers any more."""
    kind, _, identifier = subject.partition(":")
    return _subjects[kind], UUID(identifier)
