"""What becomes of somebody's texts when they leave, work by work: the apps that hold texts register here.

From the `ready()` of an app: `register("texts", Keeper(texts_of, settle))`. Members know no work: only what each is
called, and under which name it stands.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from potager.members.models import Member

KEEP, ANONYMOUS, WITHDRAW = "keep", "anonymous", "withdraw"
WISHES = (KEEP, ANONYMOUS, WITHDRAW)


@dataclass(frozen=True)
class Text:
    """What somebody wrote in one work: how that is written ("story:…"), its title, and the name that stands there."""

    reference: str
    title: str
    name: str


@dataclass(frozen=True)
class Keeper:
    """Tells somebody's texts, the newest first, and does what is wished for each that does not simply stay."""

    texts_of: Callable[[Member], Iterable[Text]]
    settle: Callable[[Member, Mapping[str, str]], None]


@dataclass(frozen=True)
class Wishes:
    """What somebody who leaves wants for each text; `rest` is for those that they did not mention."""

    rest: str = KEEP
    each: Mapping[str, str] = field(default_factory=dict)

    def of(self, reference: str) -> str:
        """The wish for one text."""
        return self.each.get(reference) or self.rest


_keepers: dict[str, Keeper] = {}


def register(name: str, keeper: Keeper) -> None:
    """Let a page of leaving list texts, and do what is wished for them."""
    _keepers[name] = keeper


def texts_of(member: Member) -> list[Text]:
    """Everything somebody wrote with others."""
    return [text for keeper in _keepers.values() for text in keeper.texts_of(member)]


def settle(member: Member, wishes: Wishes) -> None:
    """Do what is wished, in the transaction of the one who leaves, while they are still there."""
    for keeper in _keepers.values():
        wished = {text.reference: wishes.of(text.reference) for text in keeper.texts_of(member)}
        keeper.settle(member, {reference: wish for reference, wish in wished.items() if wish != KEEP})


def wishes_in(posted: Mapping[str, str]) -> Wishes:
    """The wishes in a form: "wish" for the rest, "wish story:…" for one; what is no wish keeps the text."""
    each = {
        name.removeprefix("wish "): wish
        for name, wish in posted.items()
        if name.startswith("wish ") and wish in WISHES
    }
    rest = posted.get("wish", KEEP)
    return Wishes(rest=rest if rest in WISHES else KEEP, each=each)
