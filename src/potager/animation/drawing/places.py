"""Where everyone stands on the map: groups as discs that touch nobody, people inside, the others around them.

Every step begins from yesterday's places where there are any, otherwise from the identifiers: the same community
gives the same map, and one more tie moves little.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from potager.animation.drawing.edge import WIDE, angle_of, stand_around

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from potager.animation.drawing.company import Company

    Array = NDArray[Any]

ROOM = (
    0.62  # radius of a group's disc for the square root of its people; two neighbours stand at least 1 apart
)
HASTE = 0.4  # of the way to where somebody would stand today that they go in one day
EVEN_FROM, EVEN_AT = 20, 80  # people in a group: as the forces say, and spread evenly over the disc


def places_of(
    company: "Company", clusters: Sequence[Sequence[int]], before: Mapping[str, tuple[float, float]]
) -> "Array":
    """n × 2, in units of the smallest distance between two people, around (0, 0).

    `clusters` are the people who have ties, by their indices: they are drawn together. Whoever is in none of
    them stands at the edge. `before` are yesterday's places in the same unit, by identifier.
    """
    import numpy as np

    places = np.zeros((len(company.people), 2))
    if not clusters:
        stand_around(company, places, ())
        return places
    old = np.array([before.get(person, (np.nan, np.nan)) for person in company.people]).reshape(-1, 2)
    inside = _ties_within(company, clusters)
    locals_ = [_inside(company, some, ties, old) for some, ties in zip(clusters, inside, strict=True)]
    radii = np.array([max(np.hypot(*local.T).max(), 0.5) for local in locals_]) + 0.5
    centres = _centres(company, clusters, radii, old)
    for some, local, centre in zip(clusters, locals_, centres, strict=True):
        places[some] = local + centre
    _face_each_other(company, clusters, places, centres, known=~np.isnan(old[:, 0]))
    placed = [person for some in clusters for person in some]
    places[placed] = _apart(places[placed])
    stand_around(company, places, placed)
    return places


def _ties_within(company: "Company", clusters: Sequence[Sequence[int]]) -> list[list[tuple[int, int, float]]]:
    """For each cluster its ties, by the places of people within it."""
    home = {person: (number, at) for number, some in enumerate(clusters) for at, person in enumerate(some)}
    ties: list[list[tuple[int, int, float]]] = [[] for _ in clusters]
    for one, other, strength in company.ties:
        (there, source), (here, target) = home[one], home[other]
        if there == here:
            ties[here].append((source, target, strength))
    return ties


def _inside(
    company: "Company", some: Sequence[int], ties: Sequence[tuple[int, int, float]], old: "Array"
) -> "Array":
    """The people of one cluster around (0, 0): by springs, newcomers toward the rim, large ones spread evenly."""
    import numpy as np

    size = len(some)
    if size < 3:
        return np.array([[-0.6, 0.0], [0.6, 0.0]])[:size] * (size > 1)
    start, is_known = _start(company, some, old[list(some)])
    local = _springs(size, ties, start, is_settled=is_known)
    local -= local.mean(axis=0)
    if is_known:
        local = local @ _turn(local, start)
        local = HASTE * local * np.hypot(*start.T).mean() / np.hypot(*local.T).mean() + (1 - HASTE) * start
    far = np.hypot(*local.T)
    radius = 0.3 + ROOM * np.sqrt(size) * (1.25 if size < EVEN_FROM else 1.08)
    is_new = np.array([person in company.new for person in some])
    even = np.sqrt((np.argsort(np.argsort(far + is_new * far.max() * 2)) + 0.5) / size)
    share = np.clip((size - EVEN_FROM) / (EVEN_AT - EVEN_FROM), 0, 1)
    wanted = radius * (share * even + (1 - share) * far / max(far.max(), 1e-9))
    return np.asarray(local * (wanted / np.maximum(far, 1e-9))[:, None])


def _start(company: "Company", some: Sequence[int], old: "Array") -> tuple["Array", bool]:
    """Yesterday's places of most of them, or places on a circle by their identifiers."""
    import numpy as np

    turns = 2 * np.pi * np.array([angle_of(company.people[person]) for person in some])
    ring = np.column_stack([np.cos(turns), np.sin(turns)]) * np.sqrt(len(some)) * ROOM
    known = ~np.isnan(old[:, 0])
    if known.mean() < 0.5:
        return ring, False
    return np.where(known[:, None], old - old[known].mean(axis=0), ring), True


def _springs(
    size: int, ties: Sequence[tuple[int, int, float]], start: "Array", *, is_settled: bool
) -> "Array":
    """Kamada and Kawai (1989) for few, Fruchterman and Reingold (1991) for many."""
    import igraph
    import numpy as np

    graph = igraph.Graph(size, [(one, other) for one, other, _ in ties])
    if size <= 60:
        lengths = [1 / (0.6 + min(strength, 3.0)) ** 0.35 for *_, strength in ties]
        return np.array(graph.layout_kamada_kawai(seed=start.tolist(), weights=lengths, epsilon=1e-4).coords)
    weights = [min(strength, 4.0) ** 0.5 for *_, strength in ties]
    rounds = {"niter": 60, "start_temp": 0.4} if is_settled else {"niter": 240}
    laid = graph.layout_fruchterman_reingold(seed=start.tolist(), weights=weights, grid="nogrid", **rounds)
    return np.array(laid.coords)


def _turn(local: "Array", wanted: "Array") -> "Array":
    """The rotation (or reflection) that brings `local` nearest to `wanted`: Procrustes, Schönemann (1966)."""
    import numpy as np

    left, _, right = np.linalg.svd(local.T @ wanted)
    return np.asarray(left @ right)


def _centres(company: "Company", clusters: Sequence[Sequence[int]], radii: "Array", old: "Array") -> "Array":
    """Where each disc lies: tied ones near each other, none upon another, the whole wider than high."""
    import numpy as np

    pulls = _pulls(company, clusters)
    centres, known = _first_centres(clusters, radii, old)
    gaps = radii[:, None] + radii[None] + 1.2 + 0.12 * np.minimum(radii[:, None], radii[None])
    np.fill_diagonal(gaps, 0)
    rounds, warmth = (60, 0.02) if known else (500, 1.0)
    for step in range(rounds):
        heat = warmth * (1 - step / rounds)
        apart = centres[:, None] - centres[None]
        far = np.maximum(np.hypot(apart[..., 0], apart[..., 1]), 1e-6)
        push = np.maximum(gaps - far, 0) * 0.45
        pull = pulls * np.maximum(far - gaps, 0) * 0.12 * heat
        centres = centres + (apart / far[..., None] * (push - pull)[..., None]).sum(axis=1)
        centres -= centres * np.array([WIDE**-2.5, WIDE**2.5]) * 0.02 * heat
    return centres if known else _lying(centres)


def _pulls(company: "Company", clusters: Sequence[Sequence[int]]) -> "Array":
    """k × k, from 0 to 1: how much each two clusters are tied, for their size."""
    import numpy as np

    home = {person: number for number, some in enumerate(clusters) for person in some}
    pulls = np.zeros((len(clusters), len(clusters)))
    for one, other, strength in company.ties:
        if home[one] != home[other]:
            pulls[home[one], home[other]] += strength
            pulls[home[other], home[one]] += strength
    sizes = np.array([len(some) for some in clusters], float)
    pulls /= np.sqrt(np.outer(sizes, sizes))
    return np.asarray(pulls / max(pulls.sum(axis=1).max(), 1e-9))


def _first_centres(clusters: Sequence[Sequence[int]], radii: "Array", old: "Array") -> tuple["Array", bool]:
    """Yesterday's, or a spiral from the largest outward as seeds stand in a sunflower (Vogel 1979)."""
    import numpy as np

    turns = np.arange(len(clusters)) * np.pi * (3 - np.sqrt(5))
    spread = np.sqrt(np.cumsum(radii**2) - radii**2 / 2)
    centres = np.column_stack([WIDE * np.cos(turns), np.sin(turns) / WIDE]) * spread[:, None]
    has_old = False
    for number, some in enumerate(clusters):
        places = old[list(some)]
        seen = places[~np.isnan(places[:, 0])]
        if len(seen) * 2 > len(some):
            centres[number] = seen.mean(axis=0)
            has_old = True
    return centres, has_old


def _lying(centres: "Array") -> "Array":
    """Turned so that the longest way across lies flat."""
    import numpy as np

    if len(centres) < 2:
        return centres
    centres = centres - centres.mean(axis=0)
    axis = np.linalg.eigh(centres.T @ centres)[1][:, 1]
    axis = axis * (1 if axis[0] >= 0 else -1)
    return np.asarray(centres @ np.array([[axis[0], -axis[1]], [axis[1], axis[0]]]))


def _face_each_other(
    company: "Company",
    clusters: Sequence[Sequence[int]],
    places: "Array",
    centres: "Array",
    *,
    known: "Array",
) -> None:
    """Turn each disc so that those who talk with other groups stand on their side; not what stood yesterday."""
    import numpy as np

    home = {person: number for number, some in enumerate(clusters) for person in some}
    wanted = [np.zeros((2, 2)) for _ in clusters]
    for one, other, strength in company.ties:
        for person, friend in ((one, other), (other, one)):
            here, there = home[person], home[friend]
            if here != there:
                way = centres[there] - centres[here]
                wanted[here] += strength * np.outer(places[person] - centres[here], way / np.hypot(*way))
    for some, pull, centre in zip(clusters, wanted, centres, strict=True):
        if known[list(some)].mean() < 0.5 and np.abs(pull).sum() > 1e-9:
            left, _, right = np.linalg.svd(pull)
            places[list(some)] = (places[list(some)] - centre) @ (left @ right) + centre


def _apart(places: "Array") -> "Array":
    """Nobody upon anybody: who stands nearer than 1 is pushed, a little at a time."""
    import numpy as np
    from scipy.spatial import cKDTree

    for _ in range(60 if len(places) > 1 else 0):
        pairs = cKDTree(places).query_pairs(1.0, output_type="ndarray")
        if not len(pairs):
            break
        way = places[pairs[:, 0]] - places[pairs[:, 1]]
        far = np.maximum(np.hypot(*way.T), 1e-3)[:, None]
        push = way / far * (1.001 - np.minimum(far, 1.0)) * 0.3
        np.add.at(places, pairs[:, 0], push)
        np.add.at(places, pairs[:, 1], -push)
    return places


def neighbours_on(places: "Array", groups: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of groups, the smaller number first, between whose middles no other group lies."""
    import numpy as np

    numbers = sorted({group for group in groups if group})
    member = np.array(groups)
    middles = np.array([places[member == number].mean(axis=0) for number in numbers]).reshape(-1, 2)
    radii = np.array(
        [np.hypot(*(places[member == n] - m).T).max() for n, m in zip(numbers, middles, strict=True)]
    )
    return [
        (numbers[one], numbers[other])
        for one in range(len(numbers))
        for other in range(one + 1, len(numbers))
        if not _is_crossed(
            middles[one], middles[other], np.delete(middles, [one, other], 0), np.delete(radii, [one, other])
        )
    ]


def _is_crossed(start: "Array", end: "Array", middles: "Array", radii: "Array") -> bool:
    """Whether a straight line passes through one of the discs."""
    import numpy as np

    way = end - start
    along = np.clip(((middles - start) @ way) / max(way @ way, 1e-9), 0, 1)
    far = np.hypot(*(middles - start - along[:, None] * way).T)
    return bool((far < radii).any())
