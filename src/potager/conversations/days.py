"""The days of a topic: how many posts each has, and where it begins. Read once, then only what is new."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from potager.conversations.models import Post, Topic

KEPT = 500  # topics


@dataclass(frozen=True)
class Day:
    """A day on the installation's clock on which something was said: how much, and the first one's number."""

    date: date
    first: int
    count: int


@dataclass(frozen=True)
class Days:
    """All days of a topic up to a number."""

    upto: int
    all: tuple[Day, ...]


_kept: OrderedDict[UUID, Days] = OrderedDict()
_guard = threading.Lock()


def days_of(topic: Topic) -> tuple[Day, ...]:
    """The days of a topic in order; asks only for what came since it was last asked."""
    with _guard:
        known = _kept.get(topic.pk, Days(0, ()))
    if known.upto < topic.numbered:
        known = _longer(topic, known)
        with _guard:
            _kept[topic.pk] = known
            if len(_kept) > KEPT:
                _kept.popitem(last=False)
    return known.all


def _longer(topic: Topic, known: Days) -> Days:
    posts = Post.objects.filter(topic=topic, number__gt=known.upto, number__lte=topic.numbered)
    zone, days, upto = timezone.get_default_timezone(), list(known.all), known.upto
    for upto, written_at in posts.order_by("number").values_list("number", "written_at"):
        day = timezone.localtime(written_at, zone).date()
        if days and days[-1].date >= day:
            days[-1] = Day(days[-1].date, days[-1].first, days[-1].count + 1)
        else:
            days.append(Day(day, upto, 1))
    return Days(upto, tuple(days))


def forget_all() -> None:
    """Start afresh (tests, benchmarks)."""
    with _guard:
        _kept.clear()
