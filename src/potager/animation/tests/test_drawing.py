"""The drawings: groups, bridges and places of the map; rings, bars and curves. No database."""

import json
from datetime import date, timedelta
from itertools import combinations
from math import hypot
from random import Random

import pytest

from potager.animation.drawing.bars import Week, bars_of, height_of
from potager.animation.drawing.company import Company, bridges_in, groups_in, possible_bridges
from potager.animation.drawing.map import BRIDGE, NEW, MapDrawing, as_json, draw_map, from_json
from potager.animation.drawing.rings import Season, trunk_of
from potager.animation.drawing.sheet import HEIGHT, MOST_DOTS, WIDTH, Point, hull_of, sheet_of
from potager.animation.drawing.voices import curve_of, gini_of, share_of_quietest_half

HOUR = timedelta(hours=1)


def company(*circles, ties=(), new=(), alone=0):
    """People "p00", "p01" …: each circle a number of people who all talk with each other, then `ties` and `alone`."""
    size, inside, start = sum(circles) + alone, [], 0
    for circle in circles:
        inside += [(*pair, 2.0) for pair in combinations(range(start, start + circle), 2)]
        start += circle
    return Company([f"p{one:02}" for one in range(size)], [*inside, *ties], frozenset(new))


def crowd(people, groups, seed=3):
    """Many people, each with ties to five of their group and sometimes one elsewhere."""
    chance, ties = Random(seed), {}
    for one in range(people):
        for _ in range(5):
            other = (chance.randrange(people // groups) * groups + one) % people
            ties[min(one, other), max(one, other)] = chance.random() * 3
        if chance.random() < 0.1:
            other = chance.randrange(people)
            ties[min(one, other), max(one, other)] = 0.5
    return Company(
        [f"{one:05}" for one in range(people)], [(*pair, s) for pair, s in ties.items() if pair[0] != pair[1]]
    )


def test_groups_are_who_talks_together_and_pairs_are_none():
    found = groups_in(company(5, 4, 2, alone=1))
    assert found == [1] * 5 + [2] * 4 + [0] * 3


def test_nobody_talks_with_anybody():
    drawing = draw_map(company(alone=4, new=[0]))
    assert drawing.groups == [0] * 4 and drawing.sizes == {}
    assert draw_map(Company([], [])) == MapDrawing()


def test_a_bridge_carries_a_third_of_what_ties_its_group():
    ties = [(0, 5, 1.0)]
    assert bridges_in(company(5, 5, ties=ties), [1] * 5 + [2] * 5) == {0, 5}
    many = [(one, 5 + one, 1.0) for one in range(5)]
    assert bridges_in(company(5, 5, ties=many), [1] * 5 + [2] * 5) == set()


def test_a_bridge_is_possible_where_few_know_each_other():
    apart = company(6, 6)
    groups = groups_in(apart)
    ((one, other),) = possible_bridges(apart, groups, [(1, 2)])
    assert {groups[one], groups[other]} == {1, 2}
    assert possible_bridges(apart, groups, []) == [], "they are no neighbours"
    tied = company(6, 6, ties=[(0, 6, 1.0)])
    assert possible_bridges(tied, groups, [(1, 2)]) == [], "one in six is more than one in ten"


def test_a_possible_bridge_leads_where_somebody_knows_both():
    both = company(5, 5, 5, ties=[(2, 7, 0.5), (7, 12, 0.5)])
    groups = groups_in(both)
    found = possible_bridges(both, groups, [(1, 2), (1, 3), (2, 3)])
    assert [sorted(groups[end] for end in ends) for ends in found] == [[1, 3]]
    assert set(found[0]) == {2, 12}, "the two who have somebody in common"


def test_the_same_ties_make_the_same_map_however_rows_were_read():
    one = company(6, 5, ties=[(0, 6, 1.0)], new=[3], alone=2)
    turned = Company(one.people[::-1], [(12 - a, 12 - b, s) for a, b, s in one.ties[::-1]], frozenset({9}))
    assert draw_map(one) == draw_map(turned)


def test_nobody_stands_on_anybody():
    drawing = draw_map(company(9, 7, 4, ties=[(0, 9, 1.0), (9, 16, 1.0)], alone=5))
    spots = list(zip(drawing.xs, drawing.ys, strict=True))
    assert min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(spots, 2)) > 0.9


def test_newcomers_and_bridges_are_marked_and_the_lonely_stand_outside():
    drawing = draw_map(company(5, 5, ties=[(0, 5, 1.0)], new=[4], alone=2))
    assert drawing.marks[4] == NEW and drawing.marks[0] == drawing.marks[5] == BRIDGE
    inside = [hypot(drawing.xs[one], drawing.ys[one]) for one in range(10)]
    assert min(hypot(drawing.xs[one], drawing.ys[one]) for one in (10, 11)) > min(inside)


def test_the_next_day_looks_like_the_day_before():
    today = crowd(300, 6)
    first = draw_map(today)
    extra = Company([*today.people, "new"], [*today.ties, (3, 9, 1.0)], frozenset({300}))
    second = draw_map(extra, first)
    where = {p: (x, y) for p, x, y in zip(second.people, second.xs, second.ys, strict=True)}
    moved = [
        hypot(where[p][0] - x, where[p][1] - y)
        for p, x, y in zip(first.people, first.xs, first.ys, strict=True)
    ]
    across = max(first.xs) - min(first.xs)
    assert sum(moved) / len(moved) < across / 40
    numbers = dict(zip(second.people, second.groups, strict=True))
    same = [numbers[p] == group for p, group in zip(first.people, first.groups, strict=True)]
    assert sum(same) > 0.95 * len(same)


def test_a_map_is_kept_as_json():
    drawing = draw_map(company(5, 4, ties=[(0, 5, 1.0)], new=[1], alone=1))
    assert from_json(json.loads(json.dumps(as_json(drawing)))) == drawing
    assert from_json({}) == MapDrawing()


def test_a_sheet_shows_only_whom_it_may():
    drawing = draw_map(company(5, 4, alone=1))
    sheet = sheet_of(drawing, set(drawing.people) - {"p00"})
    assert "p00" not in {dot.person for dot in sheet.dots} and len(sheet.dots) == 9
    assert sheet_of(drawing, set()).dots == []
    few = sheet_of(drawing, {"p05", "p06"})
    assert few.grounds == [], "two people are no group"


def test_all_is_on_the_sheet():
    drawing = draw_map(crowd(200, 5))
    for dot in sheet_of(drawing, set(drawing.people)).dots:
        assert 0 < dot.x < WIDTH and 0 < dot.y < HEIGHT


def test_in_a_crowd_nobody_can_be_pressed_and_the_bytes_are_bounded():
    drawing = draw_map(crowd(MOST_DOTS + 60, 6))
    sheet = sheet_of(drawing, set(drawing.people))
    assert sheet.dots == [] and sheet.crowd["known"].count("h0") == MOST_DOTS + 60
    assert sheet.ribbons and len(str(sheet)) < 60_000
    one = sheet_of(drawing, set(drawing.people), group=1, most=20)
    assert len(one.dots) == 20


def test_hull_of_a_square_and_of_two():
    square = [Point(0, 0), Point(2, 0), Point(2, 2), Point(0, 2)]
    assert set(hull_of([*square, Point(1, 1)])) == set(square)
    assert hull_of([Point(0, 0), Point(0, 0)]) == [Point(0, 0)]


def test_rings_are_as_broad_as_the_people_of_a_season():
    trunk = trunk_of([Season(1, 4, 0, 0, 0), Season(2, 2, 4, 0, 0), Season(3, 0, 3, 1, 3)])
    newest, middle, oldest = trunk.rings
    assert newest.new == "" and newest.returning and oldest.new and not oldest.staying
    breadths = [middle.radius - oldest.radius, newest.radius - middle.radius]
    assert breadths[0] / breadths[1] == pytest.approx(6 / 4, rel=0.01)
    assert middle.dark > oldest.dark, "three left after the second season"
    assert trunk_of([]).rings == []


def test_bars_stand_between_five_minutes_and_thirty_days():
    quartiles = (HOUR, 2 * HOUR, 24 * HOUR)
    weeks = [Week(date(2026, 1, 5), 5, 1, quartiles, ()), Week(date(2026, 1, 12), 1, 0, None, (HOUR,))]
    full, few = bars_of(weeks).columns
    assert full.has_bar and full.top < full.middle < full.top + full.height and not full.dots
    assert not few.has_bar and few.dots.count("h0") == 1 and few.open == 0
    assert height_of(timedelta(0)) == height_of(timedelta(minutes=5)) > height_of(timedelta(days=90))


def test_voices_from_even_to_one_alone():
    assert gini_of([5, 5, 5, 5]) == 0 and share_of_quietest_half([5, 5, 5, 5]) == 0.5
    assert gini_of([0, 0, 0, 8]) == 0.75 and share_of_quietest_half([0, 0, 0, 8]) == 0
    assert share_of_quietest_half([1, 2, 3]) == pytest.approx(2 / 6)
    assert gini_of([]) == share_of_quietest_half([]) == 0
    assert curve_of([1, 1]).line == "M0.0 240.0L120.0 120.0L240.0 0.0"
    assert curve_of(list(range(500))).line.count("L") <= 60, "nobody's own words can be read from it"
