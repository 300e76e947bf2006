"""What the night prepares: proposals for the day, and the map."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.animation.actions.pairing import learn_pairs
from potager.animation.choosing import Found, choose, quietness
from potager.animation.gestures import GESTURES, Candidate, Gesture
from potager.animation.life import Life
from potager.animation.mapping import map_for
from potager.animation.models import Network, Proposal, Switch, Weights
from potager.animation.queries import past_of
from potager.communities.models import Community

log = logging.getLogger(__name__)
State = Proposal.State
KEPT_A_DAY = 20  # of each gesture: found and not shown, to compare with
KEPT_FOR = timedelta(days=400)


def network_for(community: Community) -> Network:
    """The community's graph, made where there was none."""
    return Network.objects.get_or_create(community=community)[0]


def prepare(community: Community, now: datetime | None = None) -> list[Proposal]:
    """Find and choose the proposals of the day of `now`; returns those on the desk.

    What was open from the days before lapses, unless it is proposed again; asked twice on one day, it changes nothing.
    """
    now = now or timezone.now()
    network = network_for(community)
    if network.prepared_on == now.date():
        return list(Proposal.objects.filter(network=network, state=State.OPEN))
    life = Life(network=network, now=now)
    learn_pairs(life)
    found, drawn = list(_found(life)), map_for(life)  # they take their time: before the transaction
    with transaction.atomic():
        locked = Network.objects.select_for_update().get(pk=network.pk)
        if locked.prepared_on == now.date():
            return list(Proposal.objects.filter(network=network, state=State.OPEN))
        Proposal.objects.filter(network=network, state=State.OPEN).update(state=State.LAPSED)
        chosen = choose(found, past_of(network, now))
        rows = [_row(network, one, now, rank) for rank, one in enumerate(chosen, start=1)]
        kept = [_row(network, one, now, 0, state=State.KEPT) for one in _not_shown(found, chosen)]
        Proposal.objects.bulk_create([*rows, *kept])
        Proposal.objects.filter(network=network, state=State.KEPT, created_at__lt=now - KEPT_FOR).delete()
        Network.objects.filter(pk=network.pk).update(prepared_on=now.date(), prepared_at=now, map=drawn)
    return rows


def _found(life: Life) -> Iterator[Found]:
    quiet = _quiet_of(life)
    weights = {one.gesture: one.values for one in Weights.objects.filter(network=life.network)}
    for gesture in GESTURES.values():
        for candidate in map(partial(_helped, life), _candidates(life, gesture)):
            if _is_welcome(life, gesture, candidate):
                score = gesture.score(candidate.signs, weights.get(gesture.name))
                yield Found(gesture, candidate, score, _quiet(candidate, quiet))


def _candidates(life: Life, gesture: Gesture) -> list[Candidate]:
    """What a gesture finds; nothing where it stumbles, so that the others still have their morning."""
    try:
        return list(gesture.candidates(life))
    except Exception:
        log.exception("the gesture %s stumbled in %s", gesture.name, life.network)
        return []


def _helped(life: Life, candidate: Candidate) -> Candidate:
    """Without a helper who does not want it, or is kept at a distance, or keeps somebody there."""
    helper = candidate.helper
    if helper is None:
        return candidate
    is_apart = helper in candidate.people or any((helper, one) in life.apart for one in candidate.people)
    return candidate.alone() if is_apart or not life.may(helper, Switch.Use.HELPING) else candidate


def _is_welcome(life: Life, gesture: Gesture, candidate: Candidate) -> bool:
    """Whether everybody to whom it is addressed takes part and wants that."""
    if candidate.subject and candidate.other and (candidate.subject, candidate.other) in life.apart:
        return False
    if gesture.for_anyone:
        return True
    return all(life.may(one, *gesture.uses) for one in candidate.people)


def _quiet_of(life: Life) -> Mapping[UUID, float]:
    people = life.graph.people
    return dict(zip(people.members, quietness(people.words.tolist()), strict=True))


def _quiet(candidate: Candidate, quiet: Mapping[UUID, float]) -> float:
    """Who was never heard is as quiet as can be."""
    return max((quiet.get(one, 1.0) for one in candidate.people), default=0.0)


def _not_shown(found: Iterable[Found], chosen: Sequence[Found]) -> Iterator[Found]:
    shown, many = {one.key for one in chosen}, dict.fromkeys(GESTURES, 0)
    for one in sorted(found, key=lambda each: -each.worth):
        many[one.gesture.name] += one.key not in shown
        if one.key not in shown and many[one.gesture.name] <= KEPT_A_DAY:
            yield one


def _row(network: Network, one: Found, now: datetime, rank: int, *, state: str = State.OPEN) -> Proposal:
    candidate = one.candidate
    return Proposal(
        network=network,
        gesture=one.gesture.name,
        day=now.date(),
        rank=rank,
        subject_id=candidate.subject,
        other_id=candidate.other,
        helper_id=candidate.helper,
        thing=candidate.thing,
        found=candidate.found,
        moment=candidate.moment,
        reasons=[reason.as_json() for reason in candidate.reasons],
        signs={name: round(float(value), 4) for name, value in candidate.signs.items()},
        score=round(one.score, 4),
        state=state,
        created_at=now,
    )
