"""What it costs to find the dates of 10,000 recurring events over ten years, beside dateutil alone.

    python benchmarks/recurrence.py [EVENTS]

`bare` is dateutil's rrule on clocks without a zone, its rule given as an object; `ours` reads the stored rule, takes
only what is between two moments, and turns each hour on the clock into a moment (summer time, skipped and doubled
hours). Then the worst rules that a hand may type: each is refused or laid within WORST seconds.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
django.setup()

from potager.gatherings import occurrences, recurring  # noqa: E402
from potager.gatherings.models import Event  # noqa: E402
from potager.lib.refusals import Refusal  # noqa: E402

RULES = (
    "FREQ=MONTHLY;BYDAY=-1TH",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=MONTHLY;BYMONTHDAY=15",
    "FREQ=WEEKLY;BYDAY=TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE",
    "FREQ=YEARLY",
)
HOSTILE = (
    "FREQ=YEARLY;INTERVAL=366;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
    "FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-28",
    "FREQ=YEARLY;BYDAY=53SU",
    "FREQ=MONTHLY;BYMONTH=2;BYDAY=5MO",
    "FREQ=DAILY",
)
ZONE, STARTS = "Europe/Paris", datetime(2026, 1, 1, 19)  # noqa: DTZ001 (on the clock)
UNTIL = datetime(2036, 1, 1, tzinfo=UTC)
MOST_TIMES, WORST = 4.0, 1.0


def bare(rules: list[str]) -> int:
    """Dates that dateutil finds."""
    read = [recurring.read(rule, zone=ZONE) for rule in RULES]
    known = dict(zip(RULES, read, strict=True))
    end, number = UNTIL.replace(tzinfo=None), 0
    for rule in rules:
        number += sum(
            1 for _ in recurring.iterated(known[rule], STARTS, zone=ZONE).between(STARTS, end, inc=True)
        )
    return number


def ours(rules: list[str]) -> int:
    """Dates that are laid."""
    starts = STARTS.replace(tzinfo=UTC)
    events = (Event(rule=rule, starts=starts, time_zone=ZONE) for rule in rules)
    return sum(len(occurrences.moments_of(event, until=UNTIL)) for event in events)


def worst() -> tuple[str, float]:
    """The slowest of the rules that a hostile hand types, and its seconds."""
    took = {}
    for rule in HOSTILE:
        began = time.perf_counter()
        try:
            settled, first = recurring.settled(rule, STARTS, zone=ZONE)
            event = Event(rule=settled, starts=first.replace(tzinfo=UTC), time_zone=ZONE)
            occurrences.moments_of(event, until=first.replace(tzinfo=UTC) + timedelta(days=550))
        except Refusal:
            pass
        took[rule] = time.perf_counter() - began
    return max(took.items(), key=lambda one: one[1])


def main(events: int) -> int:
    """Print the table; 1 if a target is missed."""
    rules = list(islice(cycle(RULES), events))
    took = {}
    for name, find in (("bare", bare), ("ours", ours)):
        began = time.process_time()
        number = find(rules)
        took[name] = time.process_time() - began
        print(f"{name}: {number:,} dates of {events:,} events in {took[name]:.1f} s of the processor")
    times = took["ours"] / took["bare"]
    rule, seconds = worst()
    print(
        f"ours / bare: {times:.2f} (at most {MOST_TIMES}); the worst rule takes {seconds * 1000:.0f} ms: {rule}"
    )
    return int(times > MOST_TIMES or seconds > WORST)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
