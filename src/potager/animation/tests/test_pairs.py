"""Introductions: who is a candidate, what is known of two people, and what the past teaches."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation.features import Circles, features_of, learnt_from, pairs_never_linked, togetherness
from potager.animation.features.learning import LEAST, as_of, looked_back
from potager.animation.features.pairs import NAMES
from potager.animation.graph import Graph, People

NOW = 1000.0
COUNTS = ("answered", "thanked", "mentioned", "cowrote")


def graph(people, ties, now=NOW):
    """A graph of ties (source, target, first, last, strength); people came 400 days ago and did something yesterday."""
    source, target, first, last, strength = (
        (np.array(part) for part in zip(*ties, strict=True)) if ties else [[]] * 5
    )
    nothing = np.zeros(len(ties), np.int32)
    return Graph(
        people=People(
            members=list(range(people)),
            rows=np.arange(people),
            first=np.full(people, now - 400.0),
            last=np.full(people, now - 1.0),
            words=np.full(people, 5),
            days=np.full(people, 5),
            gap=np.full(people, 2.0, np.float32),
            seasons=np.ones(people, np.int64),
        ),
        now=now,
        source=np.asarray(source, np.int32),
        target=np.asarray(target, np.int32),
        strength=np.asarray(strength, np.float32),
        first=np.asarray(first, np.float64),
        last=np.asarray(last, np.float64),
        **dict.fromkeys(COUNTS, nothing) | {"answered": nothing + 3},
    )


SIZE = 8
someone = st.integers(0, SIZE - 1)
ages = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(sorted)
links = st.dictionaries(st.tuples(someone, someone), st.tuples(ages, st.floats(0.1, 5)), max_size=30).map(
    lambda found: [(u, v, NOW - old, NOW - new, s) for (u, v), ((new, old), s) in found.items()]
)


def rows(pairs):
    return {(int(u), int(v)): row for u, v, row in zip(pairs.source, pairs.target, pairs.x, strict=True)}


@settings(max_examples=25, deadline=None)
@given(links)
def test_candidates_have_never_spoken_and_share_a_contact(ties):
    spoken = {frozenset(tie[:2]) for tie in ties}
    found = pairs_never_linked(graph(SIZE, ties))
    assert (found.source < found.target).all()
    for pair, row in rows(found).items():
        assert frozenset(pair) not in spoken
        shared = [
            c
            for c in range(SIZE)
            if {frozenset((pair[0], c)), frozenset((pair[1], c))} <= spoken and c not in pair
        ]
        assert row[NAMES.index("common")] == len(shared) > 0
    assert np.isfinite(found.x).all()


@settings(max_examples=25, deadline=None)
@given(links)
def test_it_does_not_matter_who_began_nor_who_is_named_first(ties):
    turned = [(v, u, *rest) for u, v, *rest in ties]
    one, other = (rows(pairs_never_linked(graph(SIZE, part))) for part in (ties, turned))
    assert one.keys() == other.keys()
    assert all(one[pair] == pytest.approx(other[pair]) for pair in one)
    here = graph(SIZE, ties)
    ends = np.array([0, 1]), np.array([5, 6])
    assert features_of(here, *ends).x == pytest.approx(features_of(here, *ends[::-1]).x)


def test_what_two_have_in_common_fades_and_rare_contacts_count_more():
    ties = [(0, 2, 900, 986, 1), (1, 2, 900, 1000, 1), (0, 3, 900, 1000, 1), (1, 3, 900, 1000, 1)]
    ties += [(3, other, 900, 1000, 1) for other in (4, 5, 6)]
    pair = dict(zip(NAMES, rows(pairs_never_linked(graph(SIZE, ties)))[0, 1], strict=True))
    assert pair["common"] == 2
    assert pair["common_recent_14"] == pytest.approx(0.5 + 1)
    assert pair["common_rare"] == pytest.approx(1 / np.log(2) + 1 / np.log(5))
    assert pair["common_best"] == pytest.approx(1)
    assert (pair["contacts_less"], pair["contacts_more"], pair["overlap"]) == (2, 2, 1)
    assert (pair["silence_less"], pair["age_more"]) == (1, 400)


def test_only_who_may_be_introduced_is_and_only_the_best_are_kept():
    ties = [(person, 0, 900, 990 + person, 1) for person in range(1, 8)]
    willing = np.ones(SIZE, bool)
    willing[7] = False
    found = pairs_never_linked(graph(SIZE, ties), eligible=willing, most=3)
    assert sorted(rows(found)) == [(3, 6), (4, 6), (5, 6)]


def test_who_was_at_the_same_occasion_is_a_candidate_without_a_common_contact():
    beside = togetherness(np.array([1, 4]), np.array([7, 7]), np.array([0.0, 0.0]), SIZE)
    found = pairs_never_linked(graph(SIZE, []), together=beside)
    assert list(rows(found)) == [(1, 4)]
    assert found.column("together").tolist() == [1]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(someone, st.integers(0, 5), st.integers(0, 9)), max_size=40))
def test_being_together_is_mutual_and_everyone_gets_one_of_each_occasion(entries):
    person, occasion, age = (
        (np.array(part, int) for part in zip(*entries, strict=True)) if entries else [np.zeros(0, int)] * 3
    )
    dense = togetherness(person, occasion, np.zeros(len(age)), SIZE).toarray()
    assert (dense == dense.T).all()
    assert not dense.diagonal().any()
    met = [
        sum(1 for o in set(occasion) if p in person[occasion == o] and len(set(person[occasion == o])) > 1)
        for p in range(SIZE)
    ]
    assert dense.sum(axis=1) == pytest.approx(met)
    faded = togetherness(person, occasion, age.astype(float), SIZE).toarray()
    assert (faded <= dense + 1e-9).all()


def test_a_crowd_brings_nobody_together():
    people = np.arange(40)
    assert togetherness(people, np.zeros(40, int), np.zeros(40), 40).nnz == 0


@settings(max_examples=25, deadline=None)
@given(links, st.integers(0, 300))
def test_an_earlier_graph_knows_nothing_of_what_began_later(ties, ago):
    then = NOW - ago
    here, before = (
        as_of(graph(SIZE, part), then) for part in (ties, [tie for tie in ties if tie[2] <= then])
    )
    for name in ("source", "target", "first", "last", "strength"):
        assert getattr(here, name) == pytest.approx(getattr(before, name))
    assert (here.last <= then).all()
    assert (here.first <= here.last).all()


def test_a_tie_that_is_quiet_since_is_known_exactly():
    before = as_of(graph(2, [(0, 1, 900, 950, 0.5)]), 970.0)
    assert before.last.tolist() == [950]
    assert before.strength == pytest.approx([1.0])


def circle_of_friends(people=120, seed=0):
    """A community in which people come to speak with those whom their friends speak with."""
    chance = np.random.default_rng(seed)
    ties = {(p, (p + 1) % people): 600.0 for p in range(people)}
    for day in range(700, 1000):
        for _ in range(4):
            p = int(chance.integers(people))
            friends = [v for u, v in ties if u == p] + [u for u, v in ties if v == p]
            other = friends[int(chance.integers(len(friends)))]
            theirs = [v for u, v in ties if u == other] + [u for u, v in ties if v == other]
            q = theirs[int(chance.integers(len(theirs)))]
            if p != q and (p, q) not in ties and (q, p) not in ties:
                ties[p, q] = float(day)
    return graph(people, [(u, v, first, 999.0, 2.0) for (u, v), first in ties.items()])


def test_the_past_teaches_who_comes_to_speak():
    here = circle_of_friends()
    looks = list(looked_back(here))
    assert sum(int(look.spoke.sum()) for look in looks) >= LEAST
    latest = looks[0].pairs
    assert not Circles.of(as_of(here, NOW - 28)).linked(latest.source, latest.target).any()
    scorer = learnt_from(here)
    assert scorer.names == NAMES
    x, spoke = latest.x, looks[0].spoke
    assert scorer.score(x)[spoke].mean() > scorer.score(x)[~spoke].mean()


def test_too_little_past_teaches_nothing():
    assert learnt_from(graph(SIZE, [])) is None
    assert learnt_from(graph(SIZE, [(0, 1, 900, 990, 1), (1, 2, 900, 990, 1), (0, 2, 980, 990, 1)])) is None
