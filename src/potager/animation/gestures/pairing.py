"""Who could be introduced to whom: pairs who never spoke, with what could bring them together."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.timezone import localdate

from potager.animation.gestures.common import SIGNED, ramp, themes_of
from potager.animation.gestures.declared import Declared, declared, rarities
from potager.animation.models import Switch

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from potager.animation.features import Pairs
    from potager.animation.life import Life

HERE = 30.0  # days: both did something since
MOST_PEOPLE = 3000  # the most recently here
MOST_PAIRS = 60  # looked at closely
EACH = 3  # of one person
RECENT = 30  # days in which common contacts and occasions count
ROWS = 20_000  # messages of these days
RARE = 20  # people who name a subject: with more, it brings nobody together


@dataclass
class Pair:
    """Two people by their numbers, what could bring them together, and how much of it from 0 to 1 each."""

    one: int
    other: int
    contacts: list[int] = field(default_factory=list)  # of both, in these days
    common: float = 0.0
    likely: float = 0.0  # beside the other pairs of today, by what the community's own past taught
    shared: list[UUID] = field(
        default_factory=list
    )  # talents or interests of the first that the second names too
    rare: float = 0.0
    finds: list[UUID] = field(default_factory=list)  # talents of the second that answer what the first seeks
    found_by: list[UUID] = field(default_factory=list)  # the other way round
    topics: list[UUID] = field(default_factory=list)  # in which both spoke on one day
    words: list[str] = field(default_factory=list)
    alike: float = 0.0
    groups: tuple[int, int, int] | None = None  # the people in the group of each, and ties between the two

    @property
    def bridge(self) -> float:
        """How little their groups know each other: 1 without a tie, 0 from two for each of the smaller one on."""
        if self.groups is None:
            return 0.0
        one, other, ties = self.groups
        return 1 - ramp(ties, 2 * min(one, other))


def pairs_of(life: "Life", eligible: Collection[UUID]) -> list[Pair]:
    """The best pairs of these people, what is worth most first. Four queries, and those of the life."""
    members = life.graph.people.members
    here = _here(life, eligible)
    if len(here) < 2:
        return []
    shown = declared(life, [members[at] for at in here])
    spoken = _spoken(life, {members[at]: at for at in here})
    found = _found(life, here, shown, spoken)
    themes, rare = themes_of(life), rarities(shown)
    for pair in found:
        one, other = (shown.get(members[at], Declared()) for at in (pair.one, pair.other))
        both = one.shares(other)
        pair.shared, pair.rare = list(both.values()), ramp(sum(rare[name] for name in both), 1.5)
        pair.finds, pair.found_by = one.finds(other), other.finds(one)
        pair.topics = _topics_of(pair, spoken)
        if themes:
            pair.words = themes.shared(members[pair.one], members[pair.other], most=3)
            pair.alike = themes.similarity(members[pair.one], members[pair.other]) if pair.words else 0.0
    _see_contacts(life, found)
    _see_groups(life, here, found)
    return found


def _here(life: "Life", eligible: Collection[UUID]) -> list[int]:
    people = life.graph.people
    newest = sorted(range(len(people.members)), key=lambda at: -people.last[at])
    here = (
        at for at in newest if people.last[at] >= life.graph.now - HERE and people.members[at] in eligible
    )
    return [at for at, _many in zip(here, range(MOST_PEOPLE), strict=False)]


Spoken = Mapping[tuple[UUID, int], set[int]]  # who spoke in a topic so many days before today


def _spoken(life: "Life", number_of: Mapping[UUID, int]) -> Spoken:
    said = life.posts().filter(SIGNED, written_at__gt=life.ago(RECENT), topic__last_at__gt=life.ago(RECENT))
    found: dict[tuple[UUID, int], set[int]] = defaultdict(set)
    today = localdate(life.now)
    for topic, author, at in said.order_by("-written_at").values_list("topic", "author", "written_at")[:ROWS]:
        if author in number_of:
            found[topic, (today - localdate(at)).days].add(number_of[author])
    return {occasion: who for occasion, who in found.items() if len(who) > 1}


def _found(life: "Life", here: list[int], shown: Mapping[UUID, Declared], spoken: Spoken) -> list[Pair]:
    """Never-linked pairs, the most promising first, a few of each person, none whom one keeps at a distance."""
    import numpy as np

    from potager.animation.features.pairs import pairs_never_linked

    eligible = np.zeros(len(life.graph.people.members), bool)
    eligible[here] = True
    beside = {"together": _together(life, spoken), "shared": _affinity(life, shown)}
    pairs = pairs_never_linked(life.graph, eligible=eligible, each=10, most=5000, **beside)
    common = np.minimum(pairs.column("common_recent_14") / 1.5, 1)
    likely = _likely(life, pairs) if len(common) else common
    worth = common + likely + pairs.column("shared") + 0.5 * pairs.column("together")
    found: list[Pair] = []
    times: Counter[int] = Counter()
    for at in np.argsort(-worth, kind="stable"):
        one, other = int(pairs.source[at]), int(pairs.target[at])
        if max(times[one], times[other]) < EACH and not _are_apart(life, one, other):
            times.update((one, other))
            found.append(Pair(one, other, common=float(common[at]), likely=float(likely[at])))
    return found[:MOST_PAIRS]


def _likely(life: "Life", pairs: "Pairs") -> "NDArray[Any]":
    """From 0 to 1, the best of today 1: by the past of the community; without one, by common contacts."""
    from potager.animation.scoring import Additive

    learnt = life.network.learnt.get("scorer")
    chance = Additive.from_json(learnt).chance(pairs.x) if learnt else pairs.column("common_recent_14")
    best: NDArray[Any] = chance / max(float(chance.max()), 1e-9)
    return best


def _together(life: "Life", spoken: Spoken) -> "csr_array | None":
    import numpy as np

    from potager.animation.features.circles import togetherness

    been = [(who, at, day) for at, ((_topic, day), all_) in enumerate(spoken.items()) for who in all_]
    if not been:
        return None
    person, occasion, age = np.array(been, np.int64).T
    return togetherness(person, occasion, age.astype(np.float64), len(life.graph.people.members))


def _are_apart(life: "Life", one: int, other: int) -> bool:
    members = life.graph.people.members
    return (members[one], members[other]) in life.apart


def _affinity(life: "Life", shown: Mapping[UUID, Declared]) -> "csr_array | None":
    """People by people, symmetric: rare subjects that both name, and what one seeks and the other can do."""
    import numpy as np
    from scipy.sparse import csr_array

    number_of, size = life.graph.people.number_of, len(life.graph.people.members)
    rows = [*_sharing(shown), *_seeking(shown)]
    if not rows:
        return None
    one = np.array([number_of[row[0]] for row in rows])
    other = np.array([number_of[row[1]] for row in rows])
    value: NDArray[Any] = np.array([row[2] for row in rows])
    half = csr_array((value, (one, other)), shape=(size, size))
    return csr_array(half + half.T)


def _sharing(shown: Mapping[UUID, Declared]) -> Iterator[tuple[UUID, UUID, float]]:
    by_subject: dict[str, list[UUID]] = defaultdict(list)
    for member, said in shown.items():
        for name in said.subjects:
            by_subject[name].append(member)
    for members in by_subject.values():
        if len(members) <= RARE:
            yield from ((one, other, 1 / (len(members) - 1)) for one, other in combinations(members, 2))


def _seeking(shown: Mapping[UUID, Declared]) -> Iterator[tuple[UUID, UUID, float]]:
    able: dict[str, list[UUID]] = defaultdict(list)
    for member, said in shown.items():
        for stem in said.stems:
            able[stem].append(member)
    for member, said in shown.items():
        for stem in said.seeks:
            found = [one for one in able.get(stem, ()) if one != member]
            if len(found) <= RARE:
                yield from ((member, one, 1.0 / len(found)) for one in found)


def _topics_of(pair: Pair, spoken: Spoken) -> list[UUID]:
    both = {pair.one, pair.other}
    return list(dict.fromkeys(topic for (topic, _day), who in spoken.items() if both <= who))


def _see_contacts(life: "Life", pairs: list[Pair]) -> None:
    """Whom both of a pair turned to, or heard from, in these days: the closest to both first."""
    import numpy as np

    graph, members = life.graph, life.graph.people.members
    close: dict[int, dict[int, float]] = defaultdict(dict)
    asked = list({at for pair in pairs for at in (pair.one, pair.other)})
    fresh = graph.last >= graph.now - RECENT
    for mine, theirs in ((graph.source, graph.target), (graph.target, graph.source)):
        for tie in np.flatnonzero(fresh & np.isin(mine, asked)):
            near, contact = close[int(mine[tie])], int(theirs[tie])
            near[contact] = near.get(contact, 0.0) + float(graph.strength[tie])
    for pair in pairs:
        to_one, to_other = close[pair.one], close[pair.other]
        both = to_one.keys() & to_other.keys() - {pair.one, pair.other}
        both = {at for at in both if life.may(members[at], Switch.Use.PROPOSED)}
        pair.contacts = sorted(both, key=lambda at: (-min(to_one[at], to_other[at]), at))


def _see_groups(life: "Life", here: list[int], pairs: list[Pair]) -> None:
    """Tell which pairs stand in different groups, how large these are, and how many ties lead from one to the other."""
    from potager.animation.drawing.company import Company, groups_in

    place = {at: number for number, at in enumerate(here)}
    strengths: dict[tuple[int, int], float] = defaultdict(float)
    graph = life.graph
    ways = zip(graph.source.tolist(), graph.target.tolist(), graph.strength.tolist(), strict=True)
    for source, target, strength in ways:
        if source in place and target in place and source != target and strength > 0:
            ends = sorted((place[source], place[target]))
            strengths[ends[0], ends[1]] += strength
    ties = [(*ends, strength) for ends, strength in strengths.items()]
    groups = groups_in(Company(people=[str(graph.people.members[at]) for at in here], ties=ties))
    between: Counter[tuple[int, int]] = Counter()
    for one, other, _strength in ties:
        between[_in_order(groups[one], groups[other])] += 1
    sizes = Counter(groups)
    for pair in pairs:
        mine, theirs = groups[place[pair.one]], groups[place[pair.other]]
        if mine and theirs and mine != theirs:
            pair.groups = (sizes[mine], sizes[theirs], between[_in_order(mine, theirs)])


def _in_order(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
