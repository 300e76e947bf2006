"""The bytes that a player asks for (RFC 9110, 14)."""

import pytest

from potager.lib.ranges import Range, Unsatisfiable, asked_range


def test_a_range_is_found() -> None:
    for header, expected in (
        ("bytes=0-9", Range(0, 10)),
        ("bytes=90-", Range(90, 100)),
        ("bytes=-5", Range(95, 100)),
        ("bytes=-500", Range(0, 100)),
        ("BYTES=50-900", Range(50, 100)),
    ):
        assert asked_range(header, 100) == expected


def test_what_is_no_range_is_answered_with_the_whole() -> None:
    for header in (
        "",
        "bytes",
        "bytes=-",
        "bytes=5-2",
        "bytes=0-1,3-4",
        "lines=1-2",
        "bytes=a-b",
        "bytes=" + "9" * 40 + "-",
    ):
        assert asked_range(header, 100) is None


def test_what_lies_beyond_the_end_is_refused() -> None:
    for header in ("bytes=100-", "bytes=100-200", "bytes=-0"):
        with pytest.raises(Unsatisfiable):
            asked_range(header, 100)
    with pytest.raises(Unsatisfiable):
        asked_range("bytes=0-", 0)
