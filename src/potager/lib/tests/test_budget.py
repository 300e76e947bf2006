"""A share of computing for each client."""

import time
from typing import Any

import pytest

from potager.lib import budget
from potager.lib.budget import Budget


class Clock:
    """Hours that stand still until they are moved."""

    def __init__(self) -> None:
        self.now = 100.0
        self.work = 0.0


@pytest.fixture
def clock(monkeypatch: Any) -> Clock:
    hands = Clock()
    monkeypatch.setattr(time, "monotonic", lambda: hands.now)
    monkeypatch.setattr(time, "thread_time", lambda: hands.work)
    return hands


def work(clock: Clock, share: Budget, client: str, seconds: float) -> None:
    with share.spend(client):
        clock.work += seconds


def test_whoever_spent_it_waits_and_gets_it_back(clock: Clock) -> None:
    share = Budget(most=1.0, refill=0.1)
    work(clock, share, "a", 0.6)
    assert not share.is_spent("a")
    work(clock, share, "a", 0.6)
    assert share.is_spent("a")
    assert not share.is_spent("b")
    clock.now += 3
    assert not share.is_spent("a")
    clock.now += 1000
    work(clock, share, "a", 0.9)
    assert not share.is_spent("a")


def test_a_failure_is_charged_too(clock: Clock) -> None:
    share = Budget(most=1.0, refill=0.1)
    with pytest.raises(ValueError, match="on the way"), share.spend("a"):
        clock.work += 2
        raise ValueError("on the way")
    assert share.is_spent("a")


def test_nobody_in_particular_never_waits(clock: Clock) -> None:
    share = Budget(most=1.0, refill=0.1)
    work(clock, share, "", 5)
    assert not share.is_spent("")


def test_memory_is_bounded(clock: Clock, monkeypatch: Any) -> None:
    monkeypatch.setattr(budget, "MOST_CLIENTS", 3)
    share = Budget(most=1.0, refill=0.1)
    for number in range(10):
        work(clock, share, str(number), 2)
    assert [number for number in range(10) if share.is_spent(str(number))] == [7, 8, 9]
