"""Graphs that are not complete are made, a little at every turn; each morning, desks are prepared one after another."""

from datetime import datetime, timedelta

from django.utils import timezone

from potager.animation.actions import build_within
from potager.animation.models import Network
from potager.animation.mornings import begin_of, next_to_prepare
from potager.animation.tasks import prepare_desk
from potager.jobs.worker import Clock, register_clock

TURN = 0.4  # seconds that the worker gives to it at once
EVERY = timedelta(minutes=1)
_next: datetime | None = None
_asked: dict[str, datetime] = {}  # for which morning each community's desk was asked for by this process


def _grow(now: datetime) -> int:
    for network in Network.objects.exclude(growth=Network.Growth.DONE).order_by("pk")[:1]:
        build_within(network, seconds=TURN)
    return 0


def _prepare(now: datetime) -> int:
    global _next
    if _next is not None and now < _next:
        return 0
    morning = begin_of(timezone.localtime(now))
    asked = [community for community, when in _asked.items() if when == morning]
    community = next_to_prepare(morning, now, besides=asked)
    _next = now if community else now + EVERY
    if community:
        _asked[community] = morning
        prepare_desk.enqueue(community)
    return 0


register_clock(Clock(name="animation: grow", run_due=_grow))
register_clock(Clock(name="animation: morning", run_due=_prepare))
