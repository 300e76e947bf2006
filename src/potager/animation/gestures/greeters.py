"""Who could greet a newcomer: who is here, and has answered newcomers before."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from potager.animation.models import Switch

if TYPE_CHECKING:
    from potager.animation.life import Life

HERE = 30  # days: who did something since is here
FIRST_DAYS = 14.0  # of a newcomer
MOST = 2000  # people, those first who were here last
REMEMBERED = 180.0  # days


@dataclass(frozen=True)
class Greeter:
    """A member who is here, whom they answered in their first days (the latest first), since when (seconds)."""

    member: UUID
    last: float
    greeted: tuple[UUID, ...] = ()
    since: int = 0


def greeters_of(life: "Life", besides: Collection[UUID] = ()) -> dict[UUID, Greeter]:
    """Members who are here and wish to be named, besides some: not whoever animates, who asks them."""
    people, left_out = life.graph.people, {*besides, *life.animateurs}
    newest = sorted(range(len(people.members)), key=lambda at: -people.last[at])
    here = [at for at in newest if people.last[at] >= life.graph.now - HERE]
    wanted = [at for at in here if people.members[at] not in left_out]
    wanted = [at for at in wanted if life.may(people.members[at], Switch.Use.HELPING)][:MOST]
    greeted = _greeted(life)
    return {
        people.members[at]: Greeter(people.members[at], float(people.last[at]), *greeted.get(at, ()))
        for at in wanted
    }


def _greeted(life: "Life") -> dict[int, tuple[tuple[UUID, ...], int]]:
    """By number of person: the members whom they answered in their first days, and in seconds since when."""
    import numpy as np

    graph = life.graph
    arrived = graph.people.first[graph.target]
    kind = (
        (graph.answered > 0) & (graph.first - arrived <= FIRST_DAYS) & (graph.first >= graph.now - REMEMBERED)
    )
    found: dict[int, tuple[list[UUID], float]] = {}
    for tie in np.flatnonzero(kind)[np.argsort(-graph.first[kind], kind="stable")]:
        member = graph.people.members[graph.target[tie]]
        if life.may(member) and member not in life.animateurs:
            many, _since = found.setdefault(int(graph.source[tie]), ([], 0.0))
            many.append(member)
            found[int(graph.source[tie])] = (many, float(graph.first[tie]))
    return {source: (tuple(many), int(since * 86_400)) for source, (many, since) in found.items()}
