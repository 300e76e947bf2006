"""What letters tell of the life of communities: each app declares what of its own may be worth a line.

A letter covers the time between two moments. What is declared here finds, for everyone at once, what happened then,
and for many people at once, which of it each may know of now and would want to read.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Span:
    """From a moment on, until just before another."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Item:
    """Something that a letter may tell. `line` says more of it, in the language that is active."""

    thing: str  # "type:uuid"
    community: UUID
    title: str
    url: str
    weight: int  # the greatest come first
    line: Callable[[], str] = field(compare=False)
    extract: str = ""
    authors: frozenset[UUID] = frozenset()  # who made it: nobody is told what they did alone


@dataclass(frozen=True)
class Section:
    """A sort of news. `items` are those of a span in all communities; `chosen` says who is told which of them.

    `chosen` is asked at the moment of telling, and leaves out whoever may not know of a thing, or knows it already.
    """

    name: str  # "talk": what people say; "soon": what begins
    items: Callable[[Span], Iterable[Item]]
    chosen: Callable[[Collection[UUID], Collection[Item]], Mapping[UUID, list[Item]]]


_sections: dict[str, Section] = {}


def declare_section(section: Section) -> None:
    """Let letters tell of something."""
    _sections[section.name] = section


def all_sections() -> list[Section]:
    """Every declared section, in the order in which letters tell them."""
    return sorted(_sections.values(), key=lambda section: section.name, reverse=True)
