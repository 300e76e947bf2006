"""Reading how authors are named, and what they agreed to."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from potager.authorship.models import Agreement, Choice
from potager.lib.statements import first_where, primary_key_where

REMEMBERED = 50_000  # agreements that this process has seen; they are never taken back


@dataclass(frozen=True)
class Byline:
    """How a work names one author: no name is anonymous; a link and a line of presentation, where given."""

    name: str
    link: str = ""
    presentation: str = ""


def bylines_of(work: str, signed: Mapping[UUID, str]) -> dict[UUID, Byline]:
    """How `work` ("story:<uuid>") names each author; `signed` holds the name that each signed with first."""
    chosen = {choice.author_id: choice for choice in Choice.objects.filter(work=work)}
    return {author: byline(chosen.get(author), name) for author, name in signed.items()}


def bylines_of_works(
    signed: Mapping[str, Mapping[UUID, str]],
) -> dict[str, dict[UUID, Byline]]:
    """The same for many works at once, by work. One query."""
    chosen = {(one.work, one.author_id): one for one in Choice.objects.filter(work__in=list(signed))}
    return {
        work: {author: byline(chosen.get((work, author)), name) for author, name in names.items()}
        for work, names in signed.items()
    }


def byline(choice: Choice | None, signed: str) -> Byline:
    """What a choice (None: no answer yet) makes of the name that somebody signed with."""
    if choice is None:
        return Byline(signed)
    name = signed if choice.naming == Choice.Naming.AS_SIGNED else choice.name
    return Byline(name, choice.link, choice.presentation) if name else Byline("")


def choice_of(work: str, author: UUID) -> Choice | None:
    """What the author chose for the work, None if they never did: one lean query."""
    return first_where(Choice, work=work, author=author)


def choices_of(author: UUID, works: Iterable[str]) -> dict[str, Choice]:
    """What an author chose, by work."""
    return {choice.work: choice for choice in Choice.objects.filter(author=author, work__in=list(works))}


def answered(work: str, authors: Iterable[UUID]) -> set[UUID]:
    """Which of these authors have chosen how the work names them."""
    chosen = Choice.objects.filter(work=work).values_list("author_id", flat=True)
    return set(authors) & set(chosen)


def digest_of(words: str) -> str:
    """What is kept of the words that somebody agreed to (SHA-256 of their UTF-8)."""
    return hashlib.sha256(words.encode()).hexdigest()


_agreed: OrderedDict[tuple[UUID, str, str], None] = OrderedDict()
_guard = threading.Lock()


def has_agreed(member: UUID, work: str, digest: str) -> bool:
    """Whether somebody agreed to the words of that digest; asked once per process, since nobody takes it back."""
    slot = (member, work, digest)
    with _guard:
        if slot in _agreed:
            return True
    if primary_key_where(Agreement, work=work, member=member, digest=digest) is None:
        return False
    remember_agreement(*slot)
    return True


def remember_agreement(member: UUID, work: str, digest: str) -> None:
    """Note an agreement that is stored: it will not be asked of the database again."""
    with _guard:
        _agreed[member, work, digest] = None
        if len(_agreed) > REMEMBERED:
            _agreed.popitem(last=False)
