"""Counting is cheap, and nobody gets all of it."""

from typing import Any

from potager.lib.budget import Budget
from potager.stories.views import writing


def test_counting_is_shared_among_networks(plant: Any, monkeypatch: Any) -> None:
    garden = plant()
    monkeypatch.setattr(writing, "COUNTING", Budget(most=1e-9, refill=1e-12))
    ask = {"text": "One. Two."}
    greedy, other = {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": "198.51.100.9"}
    browser, path = garden.browser(None), garden.path("count/")
    assert browser.post(path, ask, **greedy).status_code == 200
    refused = browser.post(path, ask, **greedy)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert browser.post(path, ask, **other).status_code == 200
    for _time in range(3):  # an undeclared proxy looks so
        assert browser.post(path, ask, REMOTE_ADDR="127.0.0.1").status_code == 200
