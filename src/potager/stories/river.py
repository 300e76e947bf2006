"""The river of a story: who wrote when, drawn once for everyone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WIDTH, HEIGHT, LOW, HIGH = 544, 52, 44.0, 8.0
REACHES = 24  # the course is drawn through so many points
MOST_STONES = 240  # beyond that stones would touch; the course tells enough


@dataclass(frozen=True)
class River:
    """SVG paths on a sheet of 544 by 52, and the same as rows: (start of a reach, contributions in it)."""

    course: str
    bank: str
    stones: str
    rows: list[tuple[datetime, int]]


def river(moments: Sequence[datetime], *, start: datetime, end: datetime) -> River:
    """Draw `moments` (in order) between two others; what lies outside is put on the edge."""
    span = max(end - start, timedelta(minutes=1))
    places = [min(max((moment - start) / span, 0.0), 1.0) for moment in moments]
    counts = [0] * REACHES
    for place in places:
        counts[min(int(place * REACHES), REACHES - 1)] += 1
    heights = [LOW - (LOW - HIGH) * level for level in _smoothed(counts)]
    course = _course(heights)
    return River(
        course=course,
        bank=f"{course}V{HEIGHT}H0Z",
        stones="".join(_stone(place, heights) for place in places[-MOST_STONES:]),
        rows=[(start + span * index / REACHES, count) for index, count in enumerate(counts)],
    )


def _smoothed(counts: list[int]) -> list[float]:
    """Each reach with half of its neighbours, between 0 and 1, and one more for the mouth."""
    padded = [0, *counts, 0]
    sums = [padded[i] + (padded[i - 1] + padded[i + 1]) / 2 for i in range(1, len(padded) - 1)]
    most = max(sums) or 1
    return [value / most for value in (*sums, sums[-1])]


def _course(heights: list[float]) -> str:
    """A smooth line: each reach leaves and arrives level."""
    step = WIDTH / REACHES
    path = [f"M0 {heights[0]:.1f}"]
    for index, height in enumerate(heights[1:], start=1):
        x, middle = index * step, (index - 0.5) * step
        path.append(f"C{middle:.1f} {heights[index - 1]:.1f} {middle:.1f} {height:.1f} {x:.1f} {height:.1f}")
    return "".join(path)


def _stone(place: float, heights: list[float]) -> str:
    """A dot that lies on the course (a stroke of no length with round ends)."""
    index = min(int(place * REACHES), REACHES - 1)
    within = place * REACHES - index
    ease = within * within * (3 - 2 * within)
    y = heights[index] + (heights[index + 1] - heights[index]) * ease
    return f"M{place * WIDTH:.1f} {y:.1f}h0"
