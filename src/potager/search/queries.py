"""Finding. Nothing is told that the person may not see at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

from django.db import connection

from potager.communities.models import Community
from potager.communities.queries import readable_by
from potager.journal import findable
from potager.journal.findable import Entry as Found
from potager.journal.findable import all_findables
from potager.lib.languages import SPOKEN
from potager.members.models import Member
from potager.search import fts5, postgresql
from potager.search.models import Building, Entry, first_identifier
from potager.search.rows import VERSION, mark_of_kind, mark_of_tag, marks_of_name
from potager.search.scopes import Scope
from potager.search.wishes import Wish, wish_of

PER_PAGE = 20
ROUNDS = 5  # at most, where the index still holds what nobody may see any more
COMPARED = 500  # by relevance: the best among so many of the newest
LAST = 2**63 - 1


@dataclass(frozen=True)
class Question:
    """What is asked, as the form gives it: every text is what somebody typed."""

    text: str = ""
    community: Community | None = None
    kind: str = ""
    author: str = ""
    tag: str = ""
    since: datetime | None = None
    until: datetime | None = None
    is_by_relevance: bool = False
    is_typing: bool = False


@dataclass(frozen=True)
class Page:
    """What was found, and where to go on: the last identifier, and its rank where ranks rule; None at the end."""

    found: list[Found] = field(default_factory=list)
    after: str | None = None


def is_empty() -> bool:
    """Whether the index holds nothing."""
    return not Entry.objects.exists()


def is_built() -> bool:
    """Whether the index of every type of things is complete."""
    done = Building.objects.filter(version=VERSION, is_done=True)
    return done.filter(kind__in=[found.kind for found in all_findables()]).count() == len(all_findables())


def search(question: Question, member: Member | None, *, after: str = "") -> Page:
    """A page of what a member (None: a stranger) may see of what is asked, after the last one of the page before."""
    wish, scope = asked = _prepared(question, member)
    if wish.is_blank or scope.is_empty:
        return Page()
    rank, last = _place(after)
    if question.is_by_relevance:
        return _by_relevance(question, member, asked, (rank, last))
    return _newest(question, member, asked, last)


Asked = tuple[Wish, Scope]


def _prepared(question: Question, member: Member | None) -> Asked:
    languages, marks = languages_of(question, member), [*_filters(question)]
    wish = wish_of(question.text, languages=languages, marks=marks, is_typing=question.is_typing)
    return wish, _scope(question, member)


def languages_of(question: Question, member: Member | None) -> list[str]:
    """The languages in whose forms words are looked for: the community's, the reader's, and those of the house."""
    own = [question.community.language] if question.community else []
    return [*own, *([member.language] if member else []), *SPOKEN]


def _filters(question: Question) -> Iterable[tuple[str, ...]]:
    if question.kind:
        yield (mark_of_kind(question.kind),)
    if question.tag:
        yield (mark_of_tag(question.tag),)
    yield from ((mark,) for mark in marks_of_name(question.author))


def _scope(question: Question, member: Member | None) -> Scope:
    circles = tuple(circle for found in all_findables() for circle in found.circles(member))
    if question.community:
        return Scope(circles, (question.community.pk,))
    readable = tuple(readable_by(member).order_by().values_list("pk", flat=True))
    is_all = bool(readable) and not Community.objects.exclude(pk__in=readable).exists()
    return Scope(circles, None if is_all else readable)


def _newest(question: Question, member: Member | None, asked: Asked, last: int) -> Page:
    found: list[tuple[int, Found]] = []
    first, last = _span(question, last)
    for _round in range(ROUNDS):
        rows = _index().newest(*asked, (first, last), PER_PAGE + 1)
        found += _told(rows, question, member)
        if len(rows) <= PER_PAGE or len(found) > PER_PAGE:
            break
        last = rows[-1][0] - 1
    shown = found[:PER_PAGE]
    return Page([one for _id, one in shown], str(shown[-1][0]) if len(found) > PER_PAGE else None)


def _by_relevance(question: Question, member: Member | None, asked: Asked, place: tuple[int, int]) -> Page:
    rows = _index().newest(*asked, _span(question, LAST), COMPARED)
    if not rows:
        return Page()
    rank_of = _index().ranks(asked[0], [identifier for identifier, _thing in rows])
    ranked = sorted(((rank_of.get(row[0], 0), *row) for row in rows), reverse=True)
    rest = [(rank, identifier, thing) for rank, identifier, thing in ranked if (rank, identifier) < place]
    candidates = rest[: 2 * PER_PAGE]
    found = _told([row[1:] for row in candidates], question, member)
    shown = found[:PER_PAGE]
    after = f"{rank_of.get(shown[-1][0], 0)}_{shown[-1][0]}" if len(found) > PER_PAGE else None
    return Page([one for _id, one in shown], after)


def _told(rows: list[Any], question: Question, member: Member | None) -> list[tuple[int, Found]]:
    """What the person may see now, of these rows of the index, as it is now."""
    seen = findable.visible([thing for _id, thing in rows], member)
    entries = findable.entries(seen)
    there = [(identifier, entries[thing]) for identifier, thing in rows if thing in entries]
    return [(identifier, entry) for identifier, entry in there if _is_still_meant(entry, question)]


def _is_still_meant(entry: Found, question: Question) -> bool:
    """Whether the filters hold of the thing as it is now: a name may have been taken off since it was indexed."""
    is_theirs = set(marks_of_name(question.author)) <= set(marks_of_name(entry.signature))
    is_tagged = not question.tag or mark_of_tag(question.tag) in map(mark_of_tag, entry.tags)
    return is_theirs and is_tagged


def _span(question: Question, last: int) -> tuple[int, int]:
    first = first_identifier(question.since) if question.since else 0
    if question.until:
        last = min(last, first_identifier(question.until + timedelta(seconds=1)) - 1)
    return first, last


def _place(after: str) -> tuple[int, int]:
    """The rank and the identifier after which to go on; from the beginning, where these are none."""
    rank, _line, identifier = after.rpartition("_")
    if not (identifier.isascii() and identifier.isdigit() and len(identifier) < 20):
        return LAST, LAST
    is_rank = rank.removeprefix("-").isdigit() and rank.isascii() and len(rank) < 12
    return (int(rank) if is_rank else LAST), min(LAST, int(identifier) - 1)


def _index() -> ModuleType:
    return postgresql if connection.vendor == "postgresql" else fts5
