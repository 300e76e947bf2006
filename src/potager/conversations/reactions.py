"""What one can answer to a post without a word: a short list, of which each community chooses; never a down-vote."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True)
class Sort:
    """A sort of reaction: its name in the tables, and its icon in the kit; `label` is what people read."""

    name: str
    icon: str
    label: Any


THANKS = "thanks"  # is offered everywhere
SORTS = (
    Sort(THANKS, "flower", pgettext_lazy("a reaction", "Thank you")),
    Sort("agree", "check", pgettext_lazy("a reaction", "I agree")),
    Sort("moved", "heart", pgettext_lazy("a reaction", "I am moved")),
    Sort("laugh", "smile", pgettext_lazy("a reaction", "It makes me laugh")),
    Sort("curious", "question", pgettext_lazy("a reaction", "I am curious")),
    Sort("celebrate", "sparkle", pgettext_lazy("a reaction", "Hurray")),
)
KNOWN = {sort.name: sort for sort in SORTS}


@dataclass(frozen=True)
class Count:
    """How many people had one reaction to a post."""

    sort: Sort
    people: int


def offered(chosen: Iterable[str]) -> tuple[Sort, ...]:
    """The reactions of a community that chose these (none: it has not chosen, and has all), thanks first."""
    wanted = {THANKS, *chosen} if chosen else set(KNOWN)
    return tuple(sort for sort in SORTS if sort.name in wanted)


def counts(tally: Mapping[str, int]) -> list[Count]:
    """What to show under a post: what it got, and always thanks."""
    return [
        Count(sort, people) for sort in SORTS if (people := tally.get(sort.name, 0)) or sort.name == THANKS
    ]


def chosen(names: Iterable[str]) -> list[str]:
    """The names of the reactions that a community offers beside thanks."""
    return [sort.name for sort in offered(names) if sort.name != THANKS]


CHOICES = [(sort.name, sort.label) for sort in SORTS if sort.name != THANKS]
HELP = gettext_lazy("“Thank you” is always there.")
