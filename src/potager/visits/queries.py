"""Reading totals."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from potager.visits.models import Source, Total

DAYS = 30
SOURCES = 20


@dataclass(frozen=True)
class Day:
    """A day, and how many looked."""

    day: date
    number: int


def days_of(page: str, *, until: date) -> list[Day]:
    """The last thirty days, the oldest first."""
    since = until - timedelta(days=DAYS - 1)
    found = dict(Total.objects.filter(page=page, day__gte=since).values_list("day", "number"))
    days = (since + timedelta(days=place) for place in range(DAYS))
    return [Day(day, found.get(day, 0)) for day in days]


def sources_of(page: str, *, until: date) -> list[tuple[str, int]]:
    """Where they came from in these days, the most first."""
    since = until - timedelta(days=DAYS - 1)
    found = Source.objects.filter(page=page, day__gte=since).order_by().values_list("host")
    return list(found.annotate(all=Sum("number")).order_by("-all", "host")[:SOURCES])


def total_of(page: str) -> int:
    """All of them, from the beginning."""
    return Total.objects.filter(page=page).aggregate(all=Sum("number"))["all"] or 0
