"""The demo's past: everything is done in the order in which it happened, each act and each row at its moment."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from potager.journal.past import moment_told, told_at

SETTLED = timedelta(hours=36)  # before that, nobody of the demo was up at night
MORNING, EVENING = 7, 22  # hours of the installation's own zone


@dataclass(frozen=True)
class Happening:
    """Something that somebody did at a moment, through the same action as everybody."""

    moment: datetime
    do: Callable[[], object]


def tell(happenings: Iterable[Happening]) -> None:
    """Do everything in its order, in one transaction: a demo is whole or empty."""
    with transaction.atomic():
        for one in sorted(happenings, key=attrgetter("moment")):
            with told_at(one.moment):
                one.do()


def date(what: models.Model | models.QuerySet[Any], *names: str) -> None:
    """Let these fields of a row say when what is being told happened; its action wrote the time of telling."""
    rows = what if isinstance(what, models.QuerySet) else type(what)._default_manager.filter(pk=what.pk)
    rows.update(**dict.fromkeys(names, moment_told() or timezone.now()))


def remember(rows: models.QuerySet[Any], **fields: object) -> None:
    """Let rows say of the past what no action says any more (who welcomed people at a date that is over)."""
    rows.update(**fields)


def by_day(moment: datetime, *, now: datetime) -> datetime:
    """The same day between morning and evening, later for what is later; what is recent stays as it is."""
    if now - moment < SETTLED:
        return moment
    local = timezone.localtime(moment)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=MORNING) + (local - midnight) * ((EVENING - MORNING) / 24)
