"""What the demo's animateurs did at their desks in past weeks, and what is on them this morning."""

import logging
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from potager.animation.actions import finish_proposal, look_again, network_for, prepare, write_reports
from potager.animation.actions.rebuilding import rebuild
from potager.animation.models import Proposal
from potager.cli.chatter import Gathering
from potager.cli.timeline import Happening, date
from potager.journal.past import moment_told
from potager.lib.ids import uuid7

log = logging.getLogger(__name__)


def mornings(place: Gathering, gestures: list[Mapping[str, Any]], *, host: str) -> Iterator[Happening]:
    """The gestures that were made, each on the morning on which it was proposed; then today's desk."""
    for days in {told["days"] for told in gestures}:
        made = [told for told in gestures if told["days"] == days]
        yield Happening(place.ago(days=days), partial(_make, place, host, made))
    yield Happening(place.now, partial(_prepare, place))


def _prepare(place: Gathering) -> list[Proposal]:
    now, network = moment_told() or place.now, network_for(place.community)
    rebuild(network)  # from what was told until now
    look_again(network, now)
    write_reports(network, now)
    return prepare(place.community, now=now)


def _make(place: Gathering, host: str, gestures: list[Mapping[str, Any]]) -> None:
    proposed = {(one.gesture, frozenset(one.people)): one for one in _prepare(place)}
    for told in gestures:
        people = frozenset(place.people[name].pk for name in told["people"])
        if proposal := proposed.get((told["gesture"], people)):
            made = finish_proposal(by=place.people[host], proposal=proposal, key=uuid7())
            date(made, "decided_at")
        else:
            log.warning("the demo's desk did not propose: %s", told)
