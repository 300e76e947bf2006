"""A signed-in member's page of a story, beside rendering everything afresh; and how fast a long story opens.

    python benchmarks/story_page.py [--contributions 100] [--long 5000]

Requests go through the whole of Django (middlewares, session, views, templates) on SQLite, one after another.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable

os.environ.setdefault("POTAGER_DATA", tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("POTAGER_HOSTS", "testserver")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from potager.lib.ids import uuid7  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.stories import blocks, pages, rendering  # noqa: E402
from potager.stories.actions import add_contribution  # noqa: E402
from potager.stories.models import Contribution, Story  # noqa: E402
from potager.testing import a_community, a_member, a_story  # noqa: E402

TEXT = (
    'The kettle had been singing for a while... "Who\'s there?" asked the pumpkin, who had slept badly. Nobody '
    "answered -- which, in a garden, means yes. So they all moved two feet to the left, slowly, before the rain."
)
TARGET = 8.0


def milliseconds(call: Callable[[], object], times: int) -> float:
    """The median time of a call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def main() -> int:
    """Measure; the exit code says whether the target is met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--contributions", type=int, default=100)
    parser.add_argument("--long", type=int, default=5000)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    host = a_member("Host", email=f"{uuid7()}@example.org", language="en")
    community = a_community(owner=host, address=f"bench-{uuid7().hex[-12:]}")
    met = page(host, a_story(community=community, host=host, twice_in_a_row=True), chosen.contributions)
    long_story(host, a_story(community=community, host=host, twice_in_a_row=True), chosen.long)
    return 0 if met else 1


def page(host: Member, story: Story, number: int) -> bool:
    """Kept text against everything afresh, in turns."""
    for _ in range(number):
        add_contribution(by=host, story=story, text=TEXT, key=uuid7())
    client = Client()
    client.force_login(host)
    path = story.get_absolute_url()
    client.get(path)
    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        client.get(path)

    def afresh() -> None:
        blocks.forget_all()
        pages._composers.clear()
        rendering._standing.cache_clear()
        client.get(path)

    rounds = [(milliseconds(lambda: client.get(path), 25), milliseconds(afresh, 8)) for _ in range(3)]
    kept, fresh = min(one[0] for one in rounds), min(one[1] for one in rounds)
    print(
        f"{number} contributions: kept {kept:.1f} ms ({len(asked)} queries), afresh {fresh:.1f} ms: "
        f"{fresh / kept:.1f} ×"
    )
    print(f"target: {TARGET} ×: {'met' if fresh / kept >= TARGET else 'MISSED'}")
    return fresh / kept >= TARGET


def long_story(host: Member, story: Story, number: int) -> None:
    """The first opening of a long story, the next one, and the one after a new contribution."""
    rows = (
        Contribution(story=story, author=host, signature="Host", position=position, text=TEXT, sentences=4)
        for position in range(1, number)
    )
    Contribution.objects.bulk_create(rows, batch_size=500)
    Story.objects.filter(pk=story.pk).update(length=number - 1)
    client = Client()
    client.force_login(host)
    path = story.get_absolute_url()
    first = milliseconds(lambda: client.get(path), 1)
    again = milliseconds(lambda: client.get(path), 15)
    add_contribution(by=host, story=story, text=TEXT, key=uuid7())
    after = milliseconds(lambda: client.get(path), 1)
    size = len(client.get(path).content) / 1e6
    print(
        f"{number} contributions ({size:.1f} MB): first {first:.0f} ms, again {again:.1f} ms, "
        f"after an act {after:.0f} ms"
    )


if __name__ == "__main__":
    raise SystemExit(main())
