"""Works that people write in. Beds register here how to find theirs, so that this app knows no bed.

A work is written "type:uuid" ("story:…"). From the `ready()` of a bed, or from a module that it imports:
`register("story", Bed(…))`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models

from potager.lib.permission import allows
from potager.members.models import Member


@dataclass(frozen=True)
class Work:
    """One work as one of its authors sees it. `thing` is its row, and its place in the journal."""

    reference: str
    author: Member
    thing: models.Model
    community: UUID
    title: str
    language: str
    signed: str  # the name that the author signed with first; empty: none
    is_printed: bool  # a book of it is out
    url: str = ""  # its page; empty where the author may not read it any more
    texts_url: str = ""  # the page on which the author finds what they wrote there

    @property
    def type(self) -> str:
        """ "story", as in its reference."""
        return self.reference.partition(":")[0]

    @property
    def identifier(self) -> str:
        """The identifier in its reference."""
        return self.reference.partition(":")[2]


@dataclass(frozen=True)
class Bed:
    """What a bed tells of its works, and does to them.

    `find(id, author)`: the work, None unless the person wrote in it; `of(author)`: all of them, the newest first;
    `sign(work, name)`: put a name under all that its author wrote there (None: what they had signed);
    `forget(work)`: forget what its author had signed before they chose another name or none;
    `withdraw(work)`: take out all that its author wrote there, for good;
    `fragment(thing's id, author's id, language)`: what live pages replace once an author is named otherwise.
    """

    find: Callable[[UUID, Member], Work | None]
    of: Callable[[Member], Iterable[Work]]
    sign: Callable[[Work, str | None], None]
    forget: Callable[[Work], None]
    withdraw: Callable[[Work], None]
    fragment: Callable[[UUID, UUID, str], str | None]


_beds: dict[str, Bed] = {}


def register(type_: str, bed: Bed) -> None:
    """Make the works written "type:uuid" known."""
    _beds[type_] = bed


def bed_of(work: Work) -> Bed:
    """The bed that a work grows in."""
    return _beds[work.type]


def find(reference: str, author: Member) -> Work | None:
    """The work "type:uuid" of this author; None if there is none, or nothing of theirs in it."""
    type_, _colon, identifier = reference.partition(":")
    bed = _beds.get(type_)
    try:
        return bed.find(UUID(identifier), author) if bed else None
    except ValueError:
        return None


def works_of(author: Member) -> list[Work]:
    """All works that a person wrote in, bed by bed, the newest first."""
    return [work for bed in _beds.values() for work in bed.of(author)]


def fragment(reference: str, author: UUID, language: str) -> str | None:
    """What live pages of a work replace once an author is named otherwise."""
    type_, _colon, identifier = reference.partition(":")
    bed = _beds.get(type_)
    return bed.fragment(UUID(identifier), author, language) if bed else None


@allows("sign", Work)
def may_sign(by: Member | None, work: Work) -> bool:
    """Whoever wrote there, for themselves."""
    return by is not None and by.is_active and by.pk == work.author.pk
