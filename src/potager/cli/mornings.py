"""What the demo's animateurs did at their desks in past weeks, and what is on them this morning."""

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from potager.animation.actions import finish_proposal, look_again, network_for, prepare
from potager.animation.actions.rebuilding import rebuild
from potager.animation.models import Proposal
from potager.cli.chatter import Gathering
from potager.cli.timeline import Happening, date
from potager.journal.past import moment_told
from potager.lib.ids import uuid7

log = logging.getLogger(__name__)


def mornings(place: Gathering, gestures: list[Mapping[str, Any]], *, host: str) -> Iterator[Happening]:
    """The gestures that were made, each on the morning on which it was proposed; then today's desk."""
    for told in gestures:
        yield Happening(place.ago(days=told["days"]), partial(_make, place, host, told))
    yield Happening(place.now, partial(_prepare, place))


def _prepare(place: Gathering) -> list[Proposal]:
    now, network = moment_told() or place.now, network_for(place.community)
    rebuild(network)  # from what was told until now
    look_again(network, now)
    return prepare(place.community, now=now)


def _make(place: Gathering, host: str, told: Mapping[str, Any]) -> None:
    people = {place.people[name].pk for name in told["people"]}
    for proposal in _prepare(place):
        if proposal.gesture == told["gesture"] and people == proposal.people:
            made = finish_proposal(by=place.people[host], proposal=proposal, key=uuid7())
            date(made, "decided_at")
            return
    log.warning("the demo's desk did not propose: %s", told)
