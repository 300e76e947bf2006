"""The map: how long it takes, how large it is and how much it moves from one day to the next.

Made-up communities of 30, 300 and 3,000 people, and real ones where they are there (what was said in the last half
year). `next day` is drawn again with one tie in fifty gone and as many new ones: how long that takes, how far people
moved (the mean, as a share of the map's width), and how many keep the number of their group.
"""

import json
import os
import random
import sys
import tempfile
import time

os.environ.setdefault("POTAGER_DATA", tempfile.mkdtemp(prefix="potager-bench-"))
os.environ.setdefault("POTAGER_SECRET_KEY", "a key for benchmarks only")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")

import numpy as np

from .networks import COLLEGE, EMAIL, NoData, load
from .table import show

import django  # isort: skip  (networks makes Potager known where it is)

django.setup()

from django.template.loader import render_to_string  # noqa: E402

from potager.animation.drawing.company import Company  # noqa: E402
from potager.animation.drawing.map import MapDrawing, as_json, draw_map  # noqa: E402
from potager.animation.drawing.sheet import sheet_of  # noqa: E402
from potager.animation.looking import Label, Mark  # noqa: E402

MADE_UP = {30: (3, 60), 300: (9, 1500), 3000: (24, 20_000)}  # people: (circles, ties)
MOST_SECONDS, MOST_BYTES = 5.0, 300_000
HALF_A_YEAR, HALF_LIFE = 183 * 86_400, 30 * 86_400
SEED = 4


def made_up(people: int) -> Company:
    """People in circles of unequal size; some talk with everybody, one in twelve with nobody."""
    chance = random.Random(SEED)
    circles, most = MADE_UP[people]
    weights = [chance.random() ** 1.2 + 0.15 for _ in range(circles)]
    circle_of = chance.choices(range(circles), weights, k=people)
    silent = set(chance.sample(range(people), people // 12))
    inside = [
        [one for one in range(people) if circle_of[one] == c and one not in silent] for c in range(circles)
    ]
    talking = [one for one in range(people) if one not in silent]
    often = [chance.paretovariate(1.6) for _ in talking]
    ties: dict[tuple[int, int], float] = {}
    while len(ties) < most:
        for one in chance.choices(talking, often, k=most - len(ties)):
            near = circle_of[one] if chance.random() < 0.88 else (circle_of[one] + 1) % circles
            other = chance.choice(inside[near] or talking)
            if one != other:
                pair = (min(one, other), max(one, other))
                ties[pair] = ties.get(pair, 0) + chance.expovariate(1)
    names = [f"{chance.getrandbits(128):032x}" for _ in range(people)]
    new = frozenset(chance.sample(sorted(silent), max(1, len(silent) // 3)))
    return Company(names, [(*pair, strength) for pair, strength in ties.items()], new)


def real(name: str) -> Company:
    """The last half year of a network, ties halved every thirty days."""
    network = load(name)
    last = network.time[-1]
    recent = network.time > last - HALF_A_YEAR
    ties: dict[tuple[int, int], float] = {}
    rows = zip(
        network.source[recent].tolist(),
        network.target[recent].tolist(),
        network.time[recent].tolist(),
        strict=True,
    )
    for one, other, when in rows:
        if one != other:
            pair = (min(one, other), max(one, other))
            ties[pair] = ties.get(pair, 0) + 0.5 ** ((last - when) / HALF_LIFE)
    people = sorted({one for pair in ties for one in pair})
    place = {one: at for at, one in enumerate(people)}
    chance = random.Random(SEED)
    names = [f"{chance.getrandbits(128):032x}" for _ in people]
    return Company(names, [(place[a], place[b], strength) for (a, b), strength in ties.items()])


def a_day_later(company: Company) -> Company:
    """One tie in fifty is gone, as many of middling strength are new, between anybody."""
    chance = random.Random(SEED + 1)
    kept = [tie for tie in company.ties if chance.random() > 0.02]
    known = {tie[:2] for tie in kept}
    size, usual = len(company.people), float(np.median([strength for *_, strength in company.ties]))
    while len(kept) < len(company.ties):
        one, other = sorted(chance.sample(range(size), 2))
        if (one, other) not in known:
            known.add((one, other))
            kept.append((one, other, usual))
    return Company(company.people, kept, company.new)


def drawn(company: Company, before: MapDrawing | None = None) -> tuple[MapDrawing, float]:
    """The map and the seconds it took."""
    start = time.perf_counter()
    drawing = draw_map(company, before)
    return drawing, time.perf_counter() - start


def bytes_of(drawing: MapDrawing) -> int:
    """Of the SVG, as the page holds it."""
    sheet = sheet_of(drawing, set(drawing.people))
    marks = [Mark(dot, "Marguerite Petit", f"/people/{dot.person}/") for dot in sheet.dots]
    labels = [Label(one, f"Group {one.number}", "compost", 9, "?group=1") for one in sheet.grounds]
    return len(
        render_to_string(
            "animation/map_drawing.html", {"sheet": sheet, "marks": marks, "labels": labels}
        ).encode()
    )


def moved(first: MapDrawing, second: MapDrawing) -> tuple[float, float]:
    """How far people moved, as a share of the width, and the share of those whose group has the number it had."""
    far = np.hypot(np.array(first.xs) - second.xs, np.array(first.ys) - second.ys)
    same = np.mean([one == other for one, other in zip(first.groups, second.groups, strict=True)])
    return float(far.mean() / max(np.ptp(first.xs), 1)), float(same)


def row(name: str, company: Company) -> tuple[list[object], bool]:
    """One line of the table, and whether the aims are met."""
    first, seconds = drawn(company)
    second, again = drawn(a_day_later(company), first)
    way, same = moved(first, second)
    size = bytes_of(first)
    cells = [
        name,
        len(company.people),
        len(company.ties),
        len(first.sizes),
        f"{seconds:.2f} s",
        f"{size / 1000:.0f} KB",
    ]
    cells += [
        f"{len(json.dumps(as_json(first))) / 1000:.0f} KB",
        f"{again:.2f} s",
        f"{way:.1%}",
        f"{same:.0%}",
    ]
    return cells, max(seconds, again) < MOST_SECONDS and size < MOST_BYTES


def main() -> int:
    """Print the table; returns whether an aim was missed."""
    draw_map(made_up(30))  # igraph and numpy are read once
    rows = [row("made up", made_up(people)) for people in MADE_UP]
    for name in (COLLEGE, EMAIL):
        try:
            rows.append(row(name, real(name)))
        except NoData as reason:
            print(f"Skipped: {reason}")
    head = [
        "network",
        "people",
        "ties",
        "groups",
        "drawn in",
        "SVG",
        "kept",
        "next day",
        "moved",
        "same group",
    ]
    show(
        f"The map (aims: < {MOST_SECONDS:.0f} s, < {MOST_BYTES // 1000} KB)",
        head,
        [cells for cells, _ in rows],
    )
    return int(not all(is_met for _, is_met in rows))


if __name__ == "__main__":
    sys.exit(main())
