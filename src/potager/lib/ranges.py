"""Which bytes of a file a request asks for (RFC 9110, 14.1.2 and 14.2)."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.I)


class Unsatisfiable(ValueError):
    """It asks for bytes that there are none of: the answer is 416."""


@dataclass(frozen=True)
class Range:
    """Bytes from `start` up to, not including, `end`."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many."""
        return self.end - self.start


def asked_range(header: str, size: int) -> Range | None:
    """The one range that a Range header asks for of `size` bytes; None for the whole. Raises Unsatisfiable.

    Several ranges, other units and what is no range at all are answered with the whole, as the RFC allows.
    """
    hit = _ONE.fullmatch(header.strip())
    if hit is None or not (hit[1] or hit[2]):
        return None
    if not hit[1]:  # the last bytes
        start, end = max(0, size - int(hit[2])), size
    else:
        start, end = int(hit[1]), min(int(hit[2]) + 1, size) if hit[2] else size
        if hit[2] and int(hit[2]) < start:
            return None
    if start >= size or (not hit[1] and int(hit[2]) == 0):
        raise Unsatisfiable
    return Range(start, end)
