"""The edge of the map: those without ties, around the others, each at the place that their identifier names."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from potager.animation.drawing.company import Company

    Array = NDArray[Any]

WIDE = 1.45  # how much wider than high the whole may grow
FULL = 0.7  # of the places around the map that are taken before another row begins


def angle_of(person: str) -> float:
    """A place on a circle, from 0 to 1, that depends on the identifier alone."""
    return int.from_bytes(blake2b(person.encode(), digest_size=6).digest()) / 2**48


def stand_around(company: "Company", places: "Array", placed: Sequence[int]) -> None:
    """Those without ties, on a rounded frame around the others, each at the place that their identifier names."""
    import numpy as np

    alone = sorted(set(range(len(company.people))) - set(placed), key=lambda one: company.people[one])
    inner = places[list(placed)] if placed else np.zeros((1, 2))
    low, high = inner.min(axis=0), inner.max(axis=0)
    half = np.maximum((high - low) / 2, 1.0)
    half = np.maximum(half, np.array([half[1] * WIDE, half[0] / (WIDE * 1.3)])) + 2.0
    row, waiting = 0, alone
    while waiting:
        frame = _frame(half + row * 1.25, step=1.25 if len(alone) > 60 else 2.2)
        here, waiting = waiting[: int(len(frame) * FULL)], waiting[int(len(frame) * FULL) :]
        for person, slot in _seats([company.people[one] for one in here], len(frame), here):
            places[person] = frame[slot] + (low + high) / 2
        row += 1


def _seats(names: Sequence[str], size: int, people: Sequence[int]) -> list[tuple[int, int]]:
    """A seat for each: the one that the identifier names, or the next that is free."""
    taken: set[int] = set()
    seats = []
    for name, person in zip(names, people, strict=True):
        seat = int(angle_of(name) * size)
        while seat in taken:
            seat = (seat + 1) % size
        taken.add(seat)
        seats.append((person, seat))
    return seats


def _frame(half: "Array", step: float) -> "Array":
    """Points at equal steps on a superellipse (|x/a|³ + |y/b|³ = 1)."""
    import numpy as np

    turns = np.linspace(0, 2 * np.pi, 2000)
    cos, sin = np.cos(turns), np.sin(turns)
    line = (
        np.column_stack([np.sign(cos) * np.abs(cos) ** (2 / 3), np.sign(sin) * np.abs(sin) ** (2 / 3)]) * half
    )
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    at = np.linspace(0, length[-1], max(int(length[-1] / step), 4), endpoint=False)
    return np.column_stack([np.interp(at, length, line[:, axis]) for axis in (0, 1)])
