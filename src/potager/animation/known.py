"""What the desk holds of one member in one community, told to that member: nothing of it is secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.safestring import SafeString

from potager.animation.gestures import GESTURES
from potager.animation.models import HALF_LIFE, Network, Person, Proposal, Switch, Tie
from potager.animation.telling import NotTold, teller_for
from potager.communities.models import Community
from potager.members.models import Member

State = Proposal.State
PAST = (State.DONE, State.DECLINED, State.LAPSED)  # a gesture is no surprise any more
MOST_TIES, MOST_PROPOSALS = 30, 20
WINDOW = timedelta(days=90)


@dataclass(frozen=True)
class KnownTie:
    """How the member and another one turned to each other. `given` and `received` count acts."""

    name: str
    url: str
    given: int
    received: int


@dataclass(frozen=True)
class KnownProposal:
    """A gesture that was proposed and concerned the member, once its day is over."""

    day: date
    label: Any
    headline: SafeString
    reasons: list[SafeString]


@dataclass(frozen=True)
class Known:
    """All of it. `kept` counts what was found and never shown to anybody."""

    person: Person | None
    ties: list[KnownTie]
    proposals: list[KnownProposal]
    kept: int
    half_life: int = int(HALF_LIFE)


def known_of(member: Member, community: Community) -> Known:
    """What the desk holds of a member there. Seven queries and those of the things that reasons name."""
    network = Network.objects.filter(community=community).first()
    if network is None:
        return Known(None, [], [], 0)
    person = Person.objects.filter(network=network, member=member).first()
    about = Proposal.objects.filter(network=network).filter(
        Q(subject=member) | Q(other=member) | Q(helper=member)
    )
    return Known(
        person=person,
        ties=_ties(person) if person else [],
        proposals=_proposals(member, about.filter(state__in=PAST).order_by("-day", "rank")[:MOST_PROPOSALS]),
        kept=about.filter(state=State.KEPT).count(),
    )


def _ties(person: Person) -> list[KnownTie]:
    counted: dict[Member, list[int]] = {}
    both = Tie.objects.filter(Q(source=person) | Q(target=person))
    for tie in both.select_related("source__member", "target__member").order_by("-last_at")[: 2 * MOST_TIES]:
        given = tie.source_id == person.pk
        other = tie.target.member if given else tie.source.member
        acts = tie.answered + tie.thanked + tie.mentioned + tie.cowrote
        if other.is_active:
            counted.setdefault(other, [0, 0])[0 if given else 1] += acts
    rows = [KnownTie(one.display_name, f"/people/{one.pk}/", *acts) for one, acts in counted.items()]
    return sorted(rows, key=lambda row: row.name.casefold())[:MOST_TIES]


def _proposals(member: Member, proposals: Iterable[Proposal]) -> list[KnownProposal]:
    rows = [one for one in proposals if one.gesture in GESTURES]
    tell = teller_for(member, rows)
    found = []
    for proposal in rows:
        gesture = GESTURES[proposal.gesture]
        try:
            headline = gesture.headline(tell, proposal)
        except NotTold:
            continue
        facts = [one for one in proposal.reasons if one.get("fact") not in gesture.withheld]
        said = [tell.whole(gesture.say, one) for one in facts]
        found.append(KnownProposal(proposal.day, gesture.label, headline, [one for one in said if one]))
    return found


@dataclass(frozen=True)
class GestureCount:
    """How often a gesture was proposed in the last 90 days, and what was said of it."""

    label: Any
    question: Any
    shown: int
    done: int
    declined: int


def counts_of(community: Community) -> list[GestureCount]:
    """For each gesture what became of it, with no names. One query."""
    shown = Proposal.objects.filter(network__community=community, day__gt=(timezone.now() - WINDOW).date())
    rows = shown.exclude(state=State.KEPT).order_by().values_list("gesture")
    done, declined = (Count("pk", filter=Q(state=state)) for state in (State.DONE, State.DECLINED))
    found = {
        gesture: counts for gesture, *counts in rows.annotate(shown=Count("pk"), done=done, declined=declined)
    }
    return [
        GestureCount(one.label, one.question, *found.get(one.name, (0, 0, 0))) for one in GESTURES.values()
    ]


def uses_of(member: Member, community: Community) -> list[str]:
    """The uses that the member has switched off there."""
    return list(Switch.objects.filter(member=member, community=community).values_list("use", flat=True))
