"""Long topics, thirty posts at a time: where a page begins, and what lies before and after it."""

from dataclasses import dataclass

PER_PAGE = 30
BEFORE = 9  # posts that stand before the one that was asked for


@dataclass(frozen=True)
class Window:
    """The posts of a topic that a page shows, by their numbers; `newest` is the number of the topic's last post."""

    first: int
    newest: int
    number: int = 0  # the post that was asked for, 0 if none was

    @property
    def end(self) -> int:
        """The number after the last one that may stand on the page."""
        return self.first + PER_PAGE

    @property
    def last(self) -> int:
        """The number of the last post on the page."""
        return min(self.end - 1, self.newest)

    @property
    def is_newest(self) -> bool:
        """Whether what comes will come on this page."""
        return self.last >= self.newest

    @property
    def is_all(self) -> bool:
        """Whether the page shows the whole topic."""
        return self.first == 1 and self.is_newest

    @property
    def previous(self) -> int:
        """A number around which the page before this one lies, 0 if there is none."""
        return max(1, self.first - PER_PAGE + BEFORE) if self.first > 1 else 0

    @property
    def next(self) -> int:
        """A number around which the page after this one lies, 0 if there is none."""
        return min(self.end + BEFORE, self.newest) if self.end <= self.newest else 0

    @property
    def places(self) -> list[int]:
        """Numbers from the first to the newest by which one leaps through a long topic, seven at most."""
        steps = min(6, (self.newest - 1) // PER_PAGE)
        return sorted({1 + step * (self.newest - 1) // steps for step in range(steps + 1)}) if steps else []


def window_at(number: int, newest: int) -> Window:
    """The page around a number (0: the beginning)."""
    latest = max(1, newest - PER_PAGE + 1)
    return Window(first=max(1, min(number - BEFORE, latest)), newest=newest, number=number)
