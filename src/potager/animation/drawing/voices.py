"""The share of voices as a curve: people from the quietest to the most talkative, and what they said together."""

from collections.abc import Sequence
from dataclasses import dataclass

SIDE = 240.0
MOST_POINTS = 60


@dataclass(frozen=True)
class Curve:
    """A Lorenz curve on a sheet of 240 by 240: from the bottom left to the top right; `half` is where half speak."""

    line: str
    area: str
    half: float  # how far down the quietest half's share stands


def curve_of(words: Sequence[int]) -> Curve:
    """Draw what each person said (Lorenz 1905). At most sixty points: nobody's own share can be read from it."""
    ordered, total = sorted(words), sum(words) or 1
    sums = [0]
    for said in ordered:
        sums.append(sums[-1] + said)
    last = len(sums) - 1
    places = sorted({round(at * last / MOST_POINTS) for at in range(MOST_POINTS + 1)}) if last else [0]
    points = [(SIDE * at / max(last, 1), SIDE * (1 - sums[at] / total)) for at in places]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return Curve(line, f"{line}V{SIDE:.0f}H0Z", round(SIDE * (1 - share_of_quietest_half(words)), 1))


def share_of_quietest_half(words: Sequence[int]) -> float:
    """Of all words, the share that the quietest half of those who spoke said; the one in the middle counts half."""
    ordered, total = sorted(words), sum(words)
    if not total:
        return 0.0
    half, odd = divmod(len(ordered), 2)
    return (sum(ordered[:half]) + (ordered[half] / 2 if odd else 0)) / total


def gini_of(words: Sequence[int]) -> float:
    """0 where everybody says as much, near 1 where one person says all (Gini 1912, mean difference)."""
    ordered, total, size = sorted(words), sum(words), len(words)
    if not total:
        return 0.0
    return sum((2 * at - size + 1) * said for at, said in enumerate(ordered)) / (size * total)
