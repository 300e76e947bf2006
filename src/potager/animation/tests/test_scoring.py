"""The scorer: its parts are its score, it is the same every time, and it refuses what it cannot learn from."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation.scoring import Additive, NotFinite, OneSided, WrongShape

NAMES = ("near", "far", "noise", "always")


def examples(seed=0, rows=400):
    chance = np.random.default_rng(seed)
    x = chance.normal(size=(rows, 4))
    x[:, 3] = 1.0
    odds = 2 * x[:, 0] - (np.abs(x[:, 1]) > 1)
    return x, (chance.random(rows) < 1 / (1 + np.exp(-odds))).astype(float)


@pytest.fixture(scope="module")
def scorer():
    x, y = examples()
    return Additive.fit(x, y, names=NAMES, rounds=150)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9), min_size=4, max_size=4))
def test_a_score_is_its_base_and_its_parts(scorer, row):
    parts = scorer.explain(row)
    assert sum(part for _, part in parts) + scorer.base == pytest.approx(scorer.score([row])[0])
    assert sorted(name for name, _ in parts) == sorted(NAMES)
    assert [abs(part) for _, part in parts] == sorted((abs(part) for _, part in parts), reverse=True)


def test_what_matters_weighs_and_what_does_not_is_silent(scorer):
    weights = scorer.weight_of()
    assert weights["near"] > weights["far"] > weights["noise"]
    assert weights["always"] == 0
    assert scorer.score([[2, 0, 0, 1]])[0] > scorer.score([[-2, 0, 0, 1]])[0]


def test_what_is_usual_speaks_neither_for_nor_against(scorer):
    x, _ = examples()
    assert scorer.contributions(x).mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-9)


def test_the_same_examples_give_the_same_scorer_and_it_comes_back_from_the_database(scorer):
    x, y = examples()
    again = Additive.fit(x, y, names=NAMES, rounds=150)
    stored = Additive.from_json(json.loads(json.dumps(scorer.as_json())))
    assert again.as_json() == scorer.as_json() == stored.as_json()
    assert (stored.score(x) == scorer.score(x)).all()


def test_only_the_order_of_values_counts():
    x, y = examples()
    plain, bent = (Additive.fit(one, y, names=NAMES, rounds=50) for one in (x, np.exp(x)))
    assert plain.score(x) == pytest.approx(bent.score(np.exp(x)))


@pytest.mark.parametrize(
    ("x", "y", "weight", "refusal"),
    [
        ([[1.0], [2.0]], [0, 1, 1], None, WrongShape),
        ([[1.0, 2.0], [2.0, 3.0]], [0, 1], None, WrongShape),
        ([[1.0], [2.0]], [0, 1], [1.0], WrongShape),
        ([[1.0], [np.nan]], [0, 1], None, NotFinite),
        ([[1.0], [2.0]], [0, 1], [1.0, -1.0], NotFinite),
        ([[1.0], [2.0]], [1, 1], None, OneSided),
        ([[1.0], [2.0]], [0, 1], [1.0, 0.0], OneSided),
        ([[1.0], [2.0]], [0, 2], None, OneSided),
    ],
)
def test_what_cannot_be_learnt_from_is_refused_by_name(x, y, weight, refusal):
    with pytest.raises(refusal):
        Additive.fit(x, y, names=("one",), weight=weight)


def test_a_row_of_another_width_is_refused(scorer):
    with pytest.raises(WrongShape):
        scorer.score([[1.0, 2.0]])
    broken = scorer.as_json()
    broken["features"][0]["table"].append(0.0)
    with pytest.raises(WrongShape):
        Additive.from_json(broken)
