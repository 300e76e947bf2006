"""Pages of the directory of a community of 100,000 members beside those of one of 1,000, in turns.

    python benchmarks/directory.py [--members 100000] [--profiles 0.4]

Requests go through the whole of Django (middlewares, session, views, templates), one after another. The database is the
one that POTAGER_DATABASE_URL names (`scripts/postgres.sh run …`), else a SQLite in a folder of its own. People are made
in bulk; under what they are found is decided by the code that decides it for everybody.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

os.environ.setdefault("POTAGER_DATA", tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("POTAGER_HOSTS", "testserver")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from potager.communities.models import Community, Membership  # noqa: E402
from potager.directory.actions import Said, change_profile  # noqa: E402
from potager.directory.matching import stems_of  # noqa: E402
from potager.directory.models import Profile, Talent, Tally, Trait  # noqa: E402
from potager.directory.traits import COUNTED, Key, traits_from  # noqa: E402
from potager.lib.folding import folded, key_of  # noqa: E402
from potager.lib.ids import uuid7  # noqa: E402
from potager.members.models import Member  # noqa: E402
from potager.testing import a_community, a_member  # noqa: E402

SMALL, RATIO = 1_000, 2.0
ROUNDS, TURNS = 4, 12
BATCH = 2_000
TALENTS = [
    "pruning",
    "storytelling",
    "proof-reading",
    "grafting",
    "carpentry",
    "singing",
    "cooking for fifty",
]
PLACES = [
    ("Lyon", 45.8, 4.8),
    ("Paris", 48.9, 2.4),
    ("Nantes", 47.2, -1.6),
    ("Lille", 50.6, 3.1),
    ("Pau", 43.3, -0.4),
]
FIRST = ["Ada", "Bruno", "Cleo", "Denis", "Elsa", "Farid", "Gwen", "Hugo", "Ines", "Jonas", "Karim", "Lea"]


def grow(community: Community, members: int, share: float) -> None:
    """Let that many people belong, of whom a share say something of themselves."""
    chance, tallies, names = random.Random(members), Counter[Key](), dict[Key, str]()
    for start in range(0, members, BATCH):
        with transaction.atomic():
            for key, name in _some(community, range(start, min(start + BATCH, members)), share, chance):
                if key[0] in COUNTED:
                    tallies[key] += 1
                    names.setdefault(key, name)
    Tally.objects.bulk_create(
        (
            Tally(community=community, kind=key[0], word=key[1], name=names[key], many=many)
            for key, many in tallies.items()
        ),
        batch_size=BATCH,
    )


def _some(community: Community, numbers: range, share: float, chance: random.Random) -> list[tuple[Key, str]]:
    people = [_person(number, chance) for number in numbers]
    memberships = [Membership(community=community, member=one) for one in people]
    profiles = {one.pk: _profile(one, chance) for one in people if chance.random() < share}
    talents = {member: list(_talents(member, chance)) for member in profiles}
    Member.objects.bulk_create(people)
    Membership.objects.bulk_create(memberships)
    Profile.objects.bulk_create(profiles.values())
    Talent.objects.bulk_create(talent for those in talents.values() for talent in those)
    rows, said = [], []
    for one in memberships:
        traits = traits_from(one.member, profiles.get(one.member_id), talents.get(one.member_id, ()))
        where: dict[str, Any] = {
            "membership": one,
            "community": community,
            "name": bytes(one.member.name_key),
        }
        rows += [Trait(kind=kind, word=word, **where) for kind, word in traits]
        said += traits.items()
    Trait.objects.bulk_create(rows, batch_size=BATCH)
    return said


def _person(number: int, chance: random.Random) -> Member:
    name = f"{chance.choice(FIRST)} {chance.choice(FIRST).lower()}{number}"
    return Member(
        email=f"{uuid7()}@example.org", display_name=name, name_key=key_of(name), password="!", language="en"
    )


def _profile(member: Member, chance: random.Random) -> Profile:
    place, north, east = chance.choice(PLACES)
    point = round(north + chance.gauss(0, 1), 1), round(east + chance.gauss(0, 1), 1)
    return Profile(
        member=member, place=place, latitude=point[0], longitude=point[1], asks="ask me about hedges"
    )


def _talents(member: UUID, chance: random.Random) -> list[Talent]:
    said = {*chance.sample(TALENTS, 2), f"the art of number {chance.randrange(5_000)}"}
    kinds = [(Talent.Kind.TALENT, name) for name in said] + [(Talent.Kind.INTEREST, chance.choice(TALENTS))]
    return [
        Talent(member_id=member, kind=kind, name=name, folded=folded(name), stems=stems_of(name), rank=rank)
        for rank, (kind, name) in enumerate(kinds)
    ]


def pages(client: Client, community: Community) -> dict[str, Callable[[], int]]:
    """The pages that somebody opens; each call returns how many statements it sent."""
    root = community.get_absolute_url()
    last = Membership.objects.filter(community=community).order_by("-pk").values_list("pk", flat=True)[0]
    asked = {
        "everybody": "directory/", "further on": f"directory/?after={last}",
        "a common talent": "directory/?talent=grafting",
        "a rare talent": "directory/?talent=the+art+of+number+7", "an interest": "directory/?interest=singing",
        "a place": "directory/?place=lyon", "words": "directory/?q=ada+hedges", "new here": "directory/?show=new",
        "could help me": "directory/?show=helps", "map": "directory/map/",
    }  # fmt: skip

    def ask(path: str) -> int:
        sent = 0

        def note(execute: Callable[..., object], *rest: object) -> object:
            nonlocal sent
            sent += 1
            return execute(*rest)

        with connection.execute_wrapper(note):
            assert client.get(root + path).status_code == 200, path
        return sent

    return {name: lambda path=path: ask(path) for name, path in asked.items()}  # type: ignore[misc]


def milliseconds(call: Callable[[], object]) -> float:
    """The median time of a call."""
    taken = []
    for _ in range(TURNS):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def main() -> int:
    """Measure; the exit code says whether every target is met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--profiles", type=float, default=0.4)
    chosen = parser.parse_args()
    call_command("migrate", verbosity=0)
    viewer = a_member("Viewer", email=f"{uuid7()}@example.org", language="en")
    client = Client()
    client.force_login(viewer)
    small, large = (a_community(owner=viewer, address=f"bench-{uuid7().hex[-12:]}") for _ in range(2))
    begun = time.monotonic()
    grow(small, SMALL, chosen.profiles)
    grow(large, chosen.members, chosen.profiles)
    change_profile(by=viewer, said=Said(seeks="somebody for grafting and carpentry"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(
        f"{Trait.objects.count()} traits of {SMALL + chosen.members} members made in {time.monotonic() - begun:.0f} s"
    )
    few, many, met = pages(client, small), pages(client, large), []
    for name in few:
        met.append(beside(name, few[name], many[name]))
    print(f"target: {RATIO} × and as many queries: {'met' if all(met) else 'MISSED'}")
    return 0 if all(met) else 1


def beside(name: str, few: Callable[[], int], many: Callable[[], int]) -> bool:
    """One page of both communities, in turns."""
    sent = few(), many()
    rounds = [(milliseconds(few), milliseconds(many)) for _ in range(ROUNDS)]
    quick, slow = (min(times) for times in zip(*rounds, strict=True))
    print(
        f"{name:16} {quick:6.1f} ms, {slow:6.1f} ms: {slow / quick:.2f} ×  ({sent[0]} and {sent[1]} queries)"
    )
    return slow <= RATIO * quick and sent[1] <= sent[0] + 2


if __name__ == "__main__":
    raise SystemExit(main())
