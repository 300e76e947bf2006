"""What a gesture is: how it finds candidates, why, and how much each sign counts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.safestring import SafeString

from potager.animation.models import Proposal
from potager.members.models import Member

if TYPE_CHECKING:
    from potager.animation.life import Life
    from potager.animation.telling import Teller


@dataclass(frozen=True)
class Reason:
    """A fact that speaks for a gesture, checked by anyone: `fact` is its name, `about` identifiers and numbers.

    Whom and what it is about is written "member:<uuid>", "topic:<uuid>", "post:<uuid>"; a moment in seconds since 1970.
    `of_helper`: it says why somebody could help, and goes where they are not asked.
    """

    fact: str
    about: Mapping[str, Any] = field(default_factory=dict)
    of_helper: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `Proposal.reasons` keeps it."""
        return {"fact": self.fact, **self.about}


@dataclass(frozen=True)
class Candidate:
    """A gesture that could be made. `signs` are numbers from 0 to 1, by the names that the gesture declares."""

    signs: Mapping[str, float]
    reasons: tuple[Reason, ...]
    subject: UUID | None = None
    other: UUID | None = None
    helper: UUID | None = None
    thing: str = ""
    found: str = ""
    moment: str = "today"

    @property
    def people(self) -> frozenset[UUID]:
        """To whom it is addressed."""
        return frozenset(one for one in (self.subject, self.other) if one)

    def alone(self) -> "Candidate":
        """The same, with nobody to help."""
        reasons = tuple(reason for reason in self.reasons if not reason.of_helper)
        return replace(self, helper=None, reasons=reasons)


@dataclass(frozen=True)
class Place:
    """Where the act is done: a composer that stands ready and empty.

    `sort` is "answer" (in the topic `thing`), "open" (a new topic) or "write" (in private, to `people`).
    """

    sort: str
    label: Any  # of the button: lazy
    thing: str = ""
    people: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Came:
    """What came of a gesture: `is_good` is None while it is too early to say. `facts` as in a Reason."""

    is_good: bool | None
    fact: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


Say = Callable[["Teller", Mapping[str, Any]], SafeString]


@dataclass(frozen=True)
class Gesture:
    """One of the nine. Lazy strings: `label` is its verb, `question` what it asks every morning.

    `weights`: how much each sign counts before anything was learnt; `signs`: each sign in words. `candidates` finds
    whom or what; `headline` and `say` (by the name of a fact) put into words what was found; `holds` tells whether an
    open proposal is still true at this moment; `places` where it can be done, the usual place first; `came` what came
    of it, seen from a moment. `uses` are the switches that its people must not have switched off; they are members,
    but where it is `for_anyone`, and its candidates leave out themselves who is gone or was removed.
    """

    name: str
    label: Any
    question: Any
    weights: Mapping[str, float]
    signs: Mapping[str, Any]
    candidates: Callable[["Life"], Iterable[Candidate]]
    headline: Callable[["Teller", Proposal], SafeString]
    say: Mapping[str, Say]
    holds: Callable[[Proposal], bool]
    places: Callable[[Proposal, Member], list[Place]]
    came: Callable[[Proposal, datetime], Came]
    came_words: Mapping[str, Say]
    most: int = 2  # on one day
    uses: frozenset[str] = frozenset({"proposed"})
    for_anyone: bool = False
    withheld: frozenset[str] = (
        frozenset()
    )  # facts that only whoever animates is told (that something was reported)

    def score(self, signs: Mapping[str, float], weights: Mapping[str, float] | None = None) -> float:
        """How much speaks for it, from 0 to 1: the weighted mean of its signs."""
        used = {**self.weights, **(weights or {})}
        total = sum(max(0.0, used[name]) for name in self.weights) or 1.0
        return sum(used[name] * signs.get(name, 0.0) for name in self.weights) / total
