"""Who could greet a newcomer: who is here, has answered newcomers before, and what brings the two together."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.animation.gestures.base import Reason, Say
from potager.animation.gestures.common import (
    month_in_words,
    persons,
    quoted,
    ramp,
    said_of_helper,
    themes_of,
    thing_of,
)
from potager.animation.gestures.declared import Declared, about_talents, shown_of, talents_told
from potager.animation.models import Switch

if TYPE_CHECKING:
    from potager.animation.life import Life
    from potager.animation.telling import Teller

HERE = 30  # days: who did something since is here
FIRST_DAYS = 14.0  # of a newcomer
FEWEST = 0.2  # what speaks for somebody, without which nobody is named
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
        if life.may(member, Switch.Use.PROPOSED) and member not in life.animateurs:
            many, _since = found.setdefault(int(graph.source[tie]), ([], 0.0))
            many.append(member)
            found[int(graph.source[tie])] = (many, float(graph.first[tie]))
    return {source: (tuple(many), int(since * 86_400)) for source, (many, since) in found.items()}


@dataclass
class Fit:
    """How well somebody is placed to greet a newcomer, and why."""

    greeter: Greeter
    worth: float = 0.0
    why: list[dict[str, Any]] = field(default_factory=list)

    def add(self, worth: float, fact: str, **about: Any) -> None:
        """One thing that speaks for it."""
        self.worth += worth
        self.why.append({"fact": fact, **about})

    @property
    def reason(self) -> Reason:
        """All of it."""
        who = thing_of("member", self.greeter.member)
        return Reason("could", {"helper": who, "why": self.why}, of_helper=True)


def best_of(
    life: "Life",
    one: UUID,
    greeters: Mapping[UUID, Greeter],
    shown: Mapping[UUID, Declared],
    rare: Mapping[str, float],
) -> Fit | None:
    """The member best placed to greet somebody; None where nothing speaks for anybody."""
    themes, mine = themes_of(life), shown.get(one, Declared())
    alike = {near.key: near for near in themes.alike(one, most=40)} if themes else {}
    fits: list[Fit] = []
    for member, greeter in greeters.items():
        if (one, member) in life.apart:
            continue
        fit, theirs = Fit(greeter), shown.get(member, Declared())
        if both := mine.shares(theirs):
            fit.add(ramp(sum(rare[name] for name in both), 2), "shares", **about_talents(life, both.values()))
        elif near := alike.get(member):
            fit.add(0.6 * ramp(near.similarity, 0.4), "talks", words=list(near.words[:3]))
        if mine.is_near(theirs):
            fit.add(0.4, "near", member=thing_of("member", member), **{"in": str(life.community.pk)})
        if greeter.greeted:
            people = [thing_of("member", other) for other in greeter.greeted[:3]]
            facts = {"number": len(greeter.greeted), "people": people, "since": greeter.since}
            fit.add(0.3 * ramp(len(greeter.greeted), 3), "greets", **facts)
        fits.append(fit)
    best = max(fits, key=lambda fit: (fit.worth, fit.greeter.last), default=None)
    return best if best and best.worth >= FEWEST else None


def could_greet(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    """Who could greet them, and why."""
    return said_of_helper(tell, about, _("{helper} could greet them: {why}."), WHY)


def _shares(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    return format_html(_("talents or interests in common ({subjects})"), subjects=talents_told(about))


def _talks(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    return format_html(_("subjects in common ({subjects})"), subjects=quoted(about["words"]))


def _near(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    return format_html(
        _("places close to one another ({place})"), place=shown_of(about["member"], about["in"], "place")
    )


def _greets(tell: "Teller", about: Mapping[str, Any]) -> SafeString:
    words = ngettext(
        "answers to {number} newcomer since {month} ({people})",
        "answers to {number} newcomers since {month} ({people})",
        about["number"],
    )
    people, month = persons(tell, about["people"]), month_in_words(about["since"])
    return format_html(words, number=about["number"], month=month, people=people)


WHY: dict[str, Say] = {"shares": _shares, "talks": _talks, "near": _near, "greets": _greets}
