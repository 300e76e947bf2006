"""The registry of kinds: what each app's acts.py declares, and everything that readers may know of an act."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, is_dataclass
from functools import cache
from typing import Any
from uuid import UUID

from potager.journal.models import Activity

PLAIN = {str, int, float, bool, type(None)}
WRITING = {"Create", "Note"}  # the ActivityStreams types of what somebody writes


class UnknownKind(LookupError):
    """An act was recorded under a kind that no installed app declares."""


@dataclass(frozen=True)
class NoFacts:
    """The facts of an act that needs none."""


# From the strongest to the weakest. A "decision" about the person always leaves by mail, and so does what concerns the
# "place" that they registered for; "work" is what waits for them, or happened, in what they write, edit, host or
# animate; "letter" only ever stands in the daily or weekly letter.
REASONS = ("decision", "place", "private", "work", "mention", "answer", "reaction", "topic", "room", "letter")


@dataclass(frozen=True)
class Notice:
    """What an act calls for: to whom, and what it says (plain text, in their language).

    `about` tells apart two messages that one act sends to one person. Without a `reason` it is a letter that
    always leaves; with one, what the person set decides where they are told: in the page, by mail, by push.
    `reason` is one of REASONS, `thing` what the act is about ("post:<uuid>"), `url` where it stands, `community`
    where it happened. Of two notices of one act to one person only the one with the strongest reason is told.
    """

    member: UUID
    address: str
    language: str
    subject: str
    body: str
    about: str = ""
    reason: str = ""
    thing: str = ""
    url: str = ""
    community: UUID | None = None
    thread: str = ""  # what mail programs keep together ("topic:<uuid>")
    calendar: str = ""  # the same for calendars (iCalendar with its METHOD), beside the text of the mail
    answered: str = ""  # what an answer by mail answers ("post:<uuid>"), if not the thread


def _no_fragment(activity: Activity, language: str) -> str | None:
    return None


def _no_one(activity: Activity) -> Iterable[Notice]:
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of act.

    `name` is "noun.verb" in the past ("story.opened"); `action` the function of actions.py that records it;
    `sentence` a lazy string with %(actor)s and facts as placeholders; `activitystreams` its type in
    ActivityStreams 2.0. `fragment` renders what live pages insert, once per language, the same for all
    viewers; `notices` lists whom to tell, checked at the moment of telling; `freshens` lists the other
    places ("type:uuid") whose pages the act makes untrue, beside its target, its place and its community
    (those too only if the act `is_seen`: some concern nobody but the person). An act that `retells` changes how
    earlier acts of its place are shown: what live pages heard of them is rendered anew for whoever comes back.
    """

    name: str
    action: str
    sentence: Any
    activitystreams: str
    facts: type = NoFacts
    version: int = 1
    fragment: Callable[[Activity, str], str | None] = _no_fragment
    notices: Callable[[Activity], Iterable[Notice]] = _no_one
    freshens: Callable[[Activity], Iterable[str]] = lambda activity: ()
    is_seen: bool = True
    retells: bool = False


_kinds: dict[str, Kind] = {}


def declare(*kinds: Kind) -> None:
    """Add kinds to the registry; a second declaration of a name replaces the first only if it is the same."""
    for kind in kinds:
        if not is_dataclass(kind.facts):
            raise TypeError(f"the facts of {kind.name} are no dataclass")
        if _kinds.setdefault(kind.name, kind) != kind:
            raise ValueError(f"the kind {kind.name} is declared twice")


def kind_of(name: str) -> Kind:
    """The kind called `name`; raises UnknownKind."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKind(name) from None


def all_kinds() -> list[Kind]:
    """Every declared kind, by name."""
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def writings() -> list[str]:
    """The names of the kinds by which people add words or pictures of their own."""
    return [kind.name for kind in _kinds.values() if kind.activitystreams in WRITING]


def as_json(facts: object) -> dict[str, Any]:
    """The facts as the journal stores them."""
    declared: type = type(facts)
    flat = {name: getattr(facts, name) for name in _names(declared)}
    if PLAIN.issuperset(map(type, flat.values())):  # nearly always: no copies are needed
        return flat
    return asdict(facts)  # type: ignore[call-overload, no-any-return]


@cache
def _names(facts: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(facts))


def facts_of(activity: Activity) -> Any:
    """The facts of a row as their dataclass: defaults for what was added since, without what is unknown."""
    declared = kind_of(activity.kind).facts
    known = _names(declared)
    return declared(**{name: value for name, value in activity.facts.items() if name in known})
