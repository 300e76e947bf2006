"""Telling what happened long ago: only for the demo, for imports and for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_moment: ContextVar[datetime | None] = ContextVar("when the acts that are told happened", default=None)


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """Let the acts told inside have happened at `moment` (aware); nothing else about them changes.

    `recorded_at` stays the true time and positions the order of writing, so tell the past in its own order. The
    tables are the caller's: an action writes there what it always writes. Blocks may nest; the inner one counts.
    """
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


def moment_told() -> datetime | None:
    """When what is being told happened, if not now."""
    return _moment.get()
