"""Letters to very many members, most of whom have nothing to read: how long one morning takes, and how much memory.

`python -m benchmarks digests` measures 100,000 members; `benchmarks/digests.py --members 20000` fewer. Two in a hundred
belong to a lively community, and half of those were answered besides; the others' communities are silent. The same
is measured for a tenth first, so that growth is seen. Last, what a full letter costs: to people who were each answered,
mentioned, and follow a dozen conversations. The database is the one that POTAGER_DATABASE_URL names
(`scripts/postgres.sh run …`), else a SQLite in a folder of its own.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from typing import Any

MINUTES, GROWTH = 10.0, 30.0  # for everyone; megabytes between the first tenth of the people and the last
FULL, FULL_MS = 500, 100.0  # people who get a full letter; milliseconds of work for each
LIVELY = 50  # one member of so many
SILENT = 20  # communities in which nothing is said


def main() -> int:
    """Generate, send, measure; returns how many targets were missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=100_000)
    members = parser.parse_args().members
    folder = tempfile.mkdtemp(prefix="potager-digests-")
    try:
        return _measure(members, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(members: int, folder: str) -> int:
    os.environ["POTAGER_DATA"] = folder
    os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
    os.environ["POTAGER_SMTP_URL"] = "smtp://127.0.0.1:1/"  # letters wait for a server, as they would
    os.environ["DJANGO_SETTINGS_MODULE"] = "potager.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    people = _plant(members)
    hour = _expect(members)
    _talk(people)
    first = _send(hour, most=members // 10)
    rest = _send(hour)
    missed = _judge(members, first, rest)
    _fill(people[:FULL], hour)
    return missed + _judge_full(_send(hour))


def _plant(members: int) -> list[Any]:
    """Members of silent communities, and of a lively one; returns those of the lively one."""
    from potager.communities.models import Membership
    from potager.members.models import Member
    from potager.testing import a_community, a_member

    begun, owner = time.monotonic(), a_member("Olive")
    lively = a_community(owner=owner, name="Lively")
    silent = [a_community(owner=owner) for _number in range(SILENT)]
    inside: list[Any] = []
    for start in range(0, members, 10_000):
        numbers = range(start, min(start + 10_000, members))
        made = [_member(Member, number) for number in numbers]
        Member.objects.bulk_create(made)
        homes = [lively if number % LIVELY == 0 else silent[number % SILENT] for number in numbers]
        Membership.objects.bulk_create(
            Membership(member=one, community=home) for one, home in zip(made, homes, strict=True)
        )
        inside += [one for one, home in zip(made, homes, strict=True) if home is lively]
    print(
        f"{members} members made in {time.monotonic() - begun:.0f} s, {len(inside)} of them in a lively place"
    )
    return inside


def _member(model: Any, number: int) -> Any:
    return model(
        email=f"member-{number}@example.org", display_name=f"Member {number}", password="!",
        language="fr" if number % 3 else "en",
    )  # fmt: skip


def _expect(members: int) -> datetime:
    from django.utils import timezone

    from potager.notices.actions import expect_letters
    from potager.notices.models import Wishes

    begun = time.monotonic()
    while expect_letters(timezone.now()):
        pass
    took = time.monotonic() - begun
    print(f"{Wishes.objects.count()} people expected in {took:.0f} s ({members / took:.0f} a second)")
    hours = Wishes.objects.order_by("-next_letter_at").values_list("next_letter_at", flat=True)
    return hours[0] + timedelta(seconds=1)


def _talk(people: list[Any]) -> None:
    """What happened since: a dozen conversations, and an answer to half of the lively community."""
    from potager.communities.models import Community
    from potager.conversations.actions import add_post, open_topic
    from potager.journal.read import last_position
    from potager.lib.ids import uuid7
    from potager.notices.models import Notice

    home = Community.objects.get(name="Lively")
    topics = [
        open_topic(
            by=people[number], community=home, title=f"Beans and peas {number}", body="What now?", key=uuid7()
        )
        for number in range(12)
    ]
    answers = [
        add_post(
            by=people[number % 40 + 20],
            topic=topics[number % 12],
            body="Sow **them** in May. " * 8,
            key=uuid7(),
        )
        for number in range(60)
    ]
    end, first = last_position(), topics[0].posts.get(number=1)
    common = {"kind": "post.added", "reason": "topic", "thing": f"topic:{topics[0].pk}", "community": home.pk}
    about = {**common, "url": first.get_absolute_url(), "actor": answers[0].author_id, "position": end}
    Notice.objects.bulk_create(
        Notice(member=one, heap=uuid7(), is_for_letter=True, **about) for one in people[60::2]
    )


def _fill(people: list[Any], hour: datetime) -> None:
    """To each a letter as full as it gets: an answer, a mention, ten conversations, and what all talk about."""
    from django.utils import timezone

    from potager.conversations.actions import add_post
    from potager.conversations.models import Mention, Topic
    from potager.journal.read import last_position
    from potager.lib.ids import uuid7
    from potager.notices.models import Notice, Wishes

    Notice.objects.all().delete()
    topics = list(Topic.objects.order_by("opened_at")[:12])
    end, rows = last_position(), []
    for number, person in enumerate(people):
        topic, other = topics[number % 2], people[number - 1]
        own = add_post(by=person, topic=topic, body="When do I sow? " * 5, key=uuid7())
        answer = add_post(by=other, topic=topic, body="In May. " * 9, key=uuid7(), answers=own)
        Mention.objects.create(post=answer, member=person)
        abouts = [("answer", own, answer), ("mention", answer, answer)]
        abouts += [("topic", one, one.posts.get(number=2)) for one in topics[2:]]
        for offset, (reason, thing, post) in enumerate(abouts):
            sort = "topic" if reason == "topic" else "post"
            rows.append(
                Notice(
                    member=person,
                    heap=uuid7(),
                    kind="post.added",
                    reason=reason,
                    thing=f"{sort}:{thing.pk}",
                    url=post.get_absolute_url(),
                    community=topic.community_id,
                    actor=post.author_id,
                    position=end + offset,
                    is_for_letter=True,
                )
            )
    Notice.objects.bulk_create(rows, batch_size=500)
    since = timezone.now() - timedelta(days=1)
    Wishes.objects.filter(member__in=people).update(next_letter_at=hour, told_until=since)


def _judge_full(sent: tuple[int, int, float, float]) -> int:
    each = sent[2] / max(sent[1], 1) * 1000
    print(f"a full letter: {each:.1f} ms of work (< {FULL_MS:.0f})")
    return int(each >= FULL_MS)


def _send(hour: datetime, most: int | None = None) -> tuple[int, int, float, float]:
    """Send what is due, to about so many people; returns people, letters, seconds and the peak of memory in MB."""
    from potager.notices.actions import send_letters
    from potager.notices.queries import letters_due

    before, sent, begun = letters_due(hour).count(), 0, time.monotonic()
    while left := letters_due(hour).count():
        if most is not None and before - left >= most:
            break
        sent += send_letters(hour, seconds=0.7)
    took = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    people = before - left
    print(
        f"{people} people: {sent} letters in {took:.1f} s ({people / took:.0f} people a second), peak {peak:.0f} MB"
    )
    return people, sent, took, peak


def _judge(members: int, first: tuple[int, int, float, float], rest: tuple[int, int, float, float]) -> int:
    minutes = (first[2] + rest[2]) / 60 * 100_000 / members
    grown = rest[3] - first[3]
    again = _again()
    print(
        f"for 100,000: {minutes:.1f} minutes (< {MINUTES:.0f}); memory grew by {grown:.0f} MB (< {GROWTH:.0f})"
    )
    print(f"letters to one person: {again} at most (1)")
    return (minutes >= MINUTES) + (grown >= GROWTH) + (again != 1)


def _again() -> int:
    from django.db.models import Count

    from potager.notices.models import Mail

    most = (
        Mail.objects.filter(to__startswith="member-")
        .values("to")
        .annotate(count=Count("pk"))
        .order_by("-count")
        .first()
    )
    return most["count"] if most else 0


if __name__ == "__main__":
    sys.exit(main())
