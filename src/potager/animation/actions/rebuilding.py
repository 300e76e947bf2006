"""The graph is made again from nothing, a part at a time, while the server runs.

First the journal is read: what some acts tell is packed and laid into drawers (models.Part), by the person who did it.
Then each drawer becomes people and ties, which replace those that stood there. What happened in the meantime is added
last, as the reader would. Each step is one transaction that also notes how far it came: whoever is stopped goes on
there, and of two who do it at once one steps back. Memory does not grow with the number of acts.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from potager.animation import lived
from potager.animation.actions.growing import acts_of, add
from potager.animation.actions.storing import put_people, put_ties
from potager.animation.models import Network, Part, Person, Switch
from potager.journal.signs import SORTS, Sign, Told, signs_of, told_by
from potager.members.models import Member

Growth = Network.Growth
ACTS = 5_000  # read in one step
AT_ONCE = 50_000  # records of a drawer that are summed at once
LATE = 200  # acts added in the last step
SOME = 500  # identifiers in one question
MICROSECOND = timedelta(microseconds=1)


def begin_anew(network: Network) -> None:
    """Forget how far the graph is made: it is made again, while what stands there goes on being shown."""
    with transaction.atomic():
        Network.objects.filter(pk=network.pk).update(growth=Growth.READING, grown_to=0, tied_to=0)
        Part.objects.filter(network=network).delete()


def build_on(network: Network, acts: int = ACTS) -> bool:
    """Take the next step; whether there may be another. Raises nothing where somebody else took it."""
    network.refresh_from_db(fields=["growth", "grown_to", "tied_to"])
    if network.growth == Growth.NONE:
        begin_anew(network)
    elif network.growth == Growth.READING:
        _read(network, acts)
    elif network.growth == Growth.TYING:
        _tie(network)
    elif network.growth == Growth.LATE:
        _end(network)
    return network.growth != Growth.DONE


def rebuild(network: Network, acts: int = ACTS) -> None:
    """Make the graph of a community again, at once."""
    begin_anew(network)
    while build_on(network, acts):
        pass


def build_within(network: Network, *, seconds: float) -> bool:
    """Go on making a graph that is not complete, for so long; whether it is complete."""
    end = time.monotonic() + seconds
    while not network.is_grown and time.monotonic() < end:
        build_on(network)
        network.refresh_from_db(fields=["growth"])
    return network.is_grown


class Known(NamedTuple):
    """Of members: the keys of their rows, who left for good, who does not want to be counted."""

    keys: dict[UUID, int]
    gone: frozenset[UUID]
    off: frozenset[UUID]


def _read(network: Network, many: int) -> None:
    acts = _acts(network, many)
    signs = signs_of(acts)
    off = frozenset(_switched_off(network))
    members = dict.fromkeys(one for sign in signs for one in _members(sign, off))
    gone = frozenset(_those(Member.objects.filter(is_active=False), members))
    growth = Growth.READING if len(acts) == many else Growth.TYING
    with transaction.atomic():
        to = acts[-1].position if acts else network.grown_to
        mine = Network.objects.filter(pk=network.pk, growth=Growth.READING, grown_to=network.grown_to)
        if not mine.update(grown_to=to, growth=growth):
            return
        keys = _keys(network, [one for one in members if one not in gone])
        _lay(network, acts, _records(signs, Known(keys, gone, off)))


def _acts(network: Network, many: int) -> list[Told]:
    columns = ("position", "kind", "actor", "target", "place", "happened_at")
    rows = acts_of(network.community_id, after=network.grown_to)[:many].values_list(*columns)
    return [
        Told(position, kind, actor, network.community_id, target, place, at)
        for position, kind, actor, target, place, at in rows.iterator(chunk_size=5_000)
    ]


def _switched_off(network: Network) -> Iterable[UUID]:
    off = Switch.objects.filter(community=network.community_id, use=Switch.Use.GRAPH)
    return off.values_list("member", flat=True)


def _members(sign: Sign, off: frozenset[UUID]) -> Iterable[UUID]:
    """Whose rows a sign needs."""
    yield sign.member
    if sign.member not in off:
        yield from (one for one, _sort in sign.toward if one not in off)


def _those(rows: Any, members: Iterable[UUID]) -> Iterable[UUID]:
    ids = list(members)
    for some in (ids[at : at + SOME] for at in range(0, len(ids), SOME)):
        yield from rows.filter(pk__in=some).order_by().values_list("pk", flat=True)


def _keys(network: Network, members: Sequence[UUID]) -> dict[UUID, int]:
    """The keys of their rows, which are made where there were none."""
    found = _found(network, members)
    new = [
        Person(network=network, member_id=one, first_at=lived.NEVER, last_at=lived.NEVER)
        for one in members
        if one not in found
    ]
    return found | {one.member_id: one.pk for one in Person.objects.bulk_create(new)}


def _found(network: Network, members: Sequence[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for some in (members[at : at + SOME] for at in range(0, len(members), SOME)):
        rows = Person.objects.filter(network=network, member__in=some).order_by()
        found.update(rows.values_list("member", "pk"))
    return found


def _records(signs: Iterable[Sign], known: Known) -> Iterable[tuple[int, int, int, int, int]]:
    """Key of the person, sort, count, key of the other person (0: none), microseconds since 1970."""
    from potager.animation.sums import SILENT, WORDS

    keys, gone, off = known
    places = {sort: place for place, sort in enumerate(SORTS)}
    for sign in signs:
        if sign.member in gone:
            continue
        key, at = keys[sign.member], (sign.at - lived.NEVER) // MICROSECOND
        if sign.is_alive:
            yield key, WORDS if sign.words else SILENT, 1, 0, at
        if sign.member in off:
            continue
        for other, sort in sign.toward:
            if other not in gone and other not in off and other != sign.member:
                yield key, places[sort], sign.times, keys[other], at


def _lay(network: Network, acts: Sequence[Told], records: Iterable[tuple[int, int, int, int, int]]) -> None:
    import numpy as np

    from potager.animation.sums import DRAWER, RECORD

    wide = np.dtype([("key", "<i8"), ("sort", "u1"), ("count", "i1"), ("target", "<u4"), ("at", "<i8")])
    read = np.fromiter(records, wide)
    if not len(read):
        return
    read = read[np.argsort(read["key"] // DRAWER, kind="stable")]
    packed = np.empty(len(read), RECORD)
    packed["who"] = read["key"] % DRAWER
    for name in ("sort", "count", "target", "at"):
        packed[name] = read[name]
    drawers, starts = np.unique(read["key"] // DRAWER, return_index=True)
    position = acts[-1].position
    Part.objects.bulk_create(
        Part(network=network, drawer=drawer, position=position, data=data.tobytes())
        for drawer, data in zip(drawers.tolist(), np.split(packed, starts[1:]), strict=True)
    )


def _tie(network: Network) -> None:
    """Make the people and ties of the next drawer."""
    from potager.animation.sums import DRAWER, People, Ties

    next_ = Person.objects.filter(network=network, pk__gt=network.tied_to).order_by("pk")
    first = next_.values_list("pk", flat=True).first()
    mine = Network.objects.filter(pk=network.pk, growth=Growth.TYING, tied_to=network.tied_to)
    if first is None:
        Part.objects.filter(network=network).delete()  # of those who left for good meanwhile
        mine.update(growth=Growth.LATE)
        return
    drawer = first // DRAWER
    people, ties = People(), Ties()
    for records in _drawn(network, drawer):
        people.add(records)
        ties.add(records)
    off = set(_found(network, list(_switched_off(network))).values())
    with transaction.atomic():
        if mine.update(tied_to=drawer * DRAWER + DRAWER - 1):
            put_people(network, drawer, people, off)
            put_ties(network, drawer, ties, off)
            Part.objects.filter(network=network, drawer=drawer).delete()


def _drawn(network: Network, drawer: int) -> Iterable[Any]:
    """What lies in a drawer, in the order of the journal, at most about AT_ONCE records at once."""
    import numpy as np

    from potager.animation.sums import RECORD

    parts = Part.objects.filter(network=network, drawer=drawer).order_by("position")
    some: list[bytes] = []
    for data in parts.values_list("data", flat=True).iterator(chunk_size=100):
        some.append(bytes(data))
        if sum(map(len, some)) >= AT_ONCE * RECORD.itemsize:
            yield np.frombuffer(b"".join(some), RECORD)
            some = []
    yield np.frombuffer(b"".join(some), RECORD)


def _end(network: Network) -> None:
    """Add what happened in the meantime; from then on the reader adds what happens."""
    with transaction.atomic():
        mine = Network.objects.select_for_update(no_key=True).filter(pk=network.pk, growth=Growth.LATE)
        locked = mine.first()
        if locked is None:
            return
        acts = [told_by(one) for one in acts_of(locked.community_id, after=locked.grown_to)[:LATE]]
        add(locked.pk, locked.community_id, signs_of(acts))
        to = acts[-1].position if acts else locked.grown_to
        mine.update(grown_to=to, growth=Growth.LATE if len(acts) == LATE else Growth.DONE)
