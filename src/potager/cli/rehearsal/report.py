"""What a rehearsal showed: lost, doubled, delays."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Report:
    """Counts and delays (seconds) of one rehearsal."""

    authors: int
    readers: int
    accepted: int = 0
    refused: list[str] = field(default_factory=list)
    in_book: int = 0
    lost: int = 0
    doubled: int = 0
    reconnections: int = 0
    delays: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    book: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost or doubled, on the way to the readers or to the book."""
        return not self.lost and not self.doubled and self.in_book == self.accepted

    def lines(self) -> list[str]:
        """The report, a line each."""
        lines = [
            f"authors {self.authors}, readers {self.readers}",
            f"contributions: {self.accepted} accepted, {len(self.refused)} refused",
            f"in the book: {self.in_book}",
            f"to readers: {self.lost} lost, {self.doubled} doubled, {self.reconnections} reconnections",
            f"delay from sending to reading: {_percentiles(self.delays)}",
            f"answer to the author: {_percentiles(self.posts)}",
        ]
        lines += [f"refused: {words}" for words in self.refused]
        if self.book:
            lines.append(f"the book: {self.book}")
        return lines


def _percentiles(seconds: Sequence[float]) -> str:
    if not seconds:
        return "nothing measured"
    ordered = sorted(seconds)
    marks = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    values = {
        name: ordered[min(len(ordered) - 1, int(share * len(ordered)))] for name, share in marks.items()
    }
    told = ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in values.items())
    return f"{told}, longest {1000 * ordered[-1]:.0f} ms"
