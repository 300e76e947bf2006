"""Arranging the book of a long story: one act, beside its page alone; and beside a story of a tenth of the length.

    python benchmarks/editing.py [--contributions 5000]

Requests go through the whole of Django on SQLite, one after another; an act ends when its page has been answered.
"""

import argparse
import json
import os
import random
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
from django.test import Client  # noqa: E402

from potager.lib.ids import uuid7  # noqa: E402
from potager.lib.woven import woven  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.stories import arranging, orders, tables  # noqa: E402
from potager.stories.actions import close_story  # noqa: E402
from potager.stories.models import Contribution, Story  # noqa: E402
from potager.testing import a_community, a_member, a_story  # noqa: E402

MOST_MS, MOST_TIMES, MOST_GROWTH, MOST_BEND = 200.0, 5.0, 4.0, 8.0
TEXT = "The kettle had been singing for a while, and nobody answered, which in a garden means yes. " * 4


def milliseconds(call: Callable[[], object], times: int) -> float:
    """The median time of a call."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def long_story(host: Member, number: int) -> Story:
    """A closed story of so many contributions."""
    community = a_community(owner=host, address=f"bench-{uuid7().hex[-12:]}")
    story = a_story(community=community, host=host)
    rows = (
        Contribution(story=story, author=host, signature="Host", position=at, text=TEXT, sentences=4)
        for at in range(1, number + 1)
    )
    Contribution.objects.bulk_create(rows, batch_size=500)
    Story.objects.filter(pk=story.pk).update(length=number)
    return close_story(by=host, story=story)


def shuffle(client: Client, story: Story) -> float:
    """Milliseconds of one reorder of everything: what was in order is in none."""
    order = arranging.order_now(story)
    items = random.sample(order.items, len(order.items))
    fields = {"do": "order", "order": json.dumps(orders.packed(items)), "base": order.number}
    return milliseconds(lambda: posted(client, story, "arrange", fields), 1)


def posted(client: Client, story: Story, act: str, fields: dict[str, object]) -> None:
    """One act, with the page that shows it."""
    answer = client.post(f"/stories/{story.pk}/{act}/", fields, follow=True)
    assert answer.status_code == 200, answer.status_code


def move(client: Client, story: Story) -> None:
    """One thing after another, far away."""
    item, after = random.sample(range(1, story.length + 1), 2)
    posted(client, story, "arrange", {"move": f"{item}:{after}"})


def undo(client: Client, story: Story) -> None:
    """Undo what was done last."""
    last = arranging.last_change(story)
    posted(client, story, "undo", {"number": last.number if last else 0})


def measured(host: Member, number: int) -> dict[str, float]:
    """Everything, for one length."""
    story, client = long_story(host, number), Client()
    client.force_login(host)
    client.get(f"/stories/{story.pk}/edit/")
    found = {"reorder": statistics.median(shuffle(client, story) for _ in range(5))}
    found["undo"] = milliseconds(lambda: undo(client, story), 5)
    found["move"] = milliseconds(lambda: move(client, story), 15)
    middle = tables.page_with(story, story.length // 2)
    found["page"] = milliseconds(lambda: client.get(f"/stories/{story.pk}/edit/?page={middle}"), 10)
    found["history"] = milliseconds(lambda: client.get(f"/stories/{story.pk}/history/"), 10)
    return found


def difference() -> float:
    """How much longer two texts of 20,000 characters take to be woven than two of 5,000: 4 if it is linear."""
    words = ["a ", "b "] * 5000
    before, after = "".join(words), "".join(words[1::3])

    def fastest(share: int) -> float:
        halves = before[: len(before) // share], after[: len(after) // share]
        return min(milliseconds(lambda: woven(*halves), 1) for _ in range(25))

    long, short = fastest(1), fastest(4)
    return long / short


def main() -> int:
    """Measure; the exit code says whether the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--contributions", type=int, default=5000)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    host = a_member("Host", email=f"{uuid7()}@example.org", language="en")
    few, many = measured(host, chosen.contributions // 10), measured(host, chosen.contributions)
    for name, value in many.items():
        print(f"{name}: {value:.1f} ms ({few[name]:.1f} ms with a tenth)")
    worst = max(many[name] for name in ("reorder", "undo", "move"))
    growth, bend = many["page"] / few["page"], difference()
    targets = {
        f"the slowest act {worst:.0f} ms < {MOST_MS:.0f} ms": worst < MOST_MS,
        f"it is {worst / many['page']:.1f} × its page < {MOST_TIMES:.0f} ×": worst
        < MOST_TIMES * many["page"],
        f"a page {growth:.1f} × that of a tenth < {MOST_GROWTH:.0f} ×": growth < MOST_GROWTH,
        f"a difference of four times the words {bend:.1f} × < {MOST_BEND:.0f} ×": bend < MOST_BEND,
    }
    for told, is_met in targets.items():
        print(f"target: {told}: {'met' if is_met else 'MISSED'}")
    return 0 if all(targets.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
