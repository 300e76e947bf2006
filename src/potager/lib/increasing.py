"""The longest increasing subsequence: what can stay where it is when the rest moves around it."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """The places of a longest strictly increasing subsequence, in order; O(n log n) (Fredman 1975)."""
    tails: list[int] = []  # for each length, the smallest number that ends such a subsequence
    ends: list[int] = []  # and its place
    before = [-1] * len(numbers)
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        if length:
            before[place] = ends[length - 1]
        tails[length : length + 1] = [number]
        ends[length : length + 1] = [place]
    found: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found[::-1]
