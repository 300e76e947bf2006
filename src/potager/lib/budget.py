"""So much computing for each client and no more: for what costs little and could be asked too often."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

MOST_CLIENTS = 10_000  # remembered; whoever was quiet longest is forgotten first


class Budget:
    """`most` seconds of computing for each client, given back at `refill` seconds per second."""

    def __init__(self, *, most: float, refill: float) -> None:
        self._most, self._refill = most, refill
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how much, as of when
        self._guard = Lock()

    def is_spent(self, client: str) -> bool:
        """Whether the client has to wait; nobody in particular ("") never has to."""
        return bool(client) and self._now_spent(client) >= self._most

    @contextmanager
    def spend(self, client: str, *, least: float = 0.0) -> Iterator[None]:
        """Charge what the block computes to the client, `least` seconds in any case."""
        begun = time.thread_time()
        try:
            yield
        finally:
            self._charge(client, max(least, time.thread_time() - begun))

    def _charge(self, client: str, seconds: float) -> None:
        if not client:
            return
        spent = self._now_spent(client) + seconds
        with self._guard:
            self._spent[client] = (spent, time.monotonic())
            self._spent.move_to_end(client)
            if len(self._spent) > MOST_CLIENTS:
                self._spent.popitem(last=False)

    def _now_spent(self, client: str) -> float:
        spent, since = self._spent.get(client, (0.0, 0.0))
        return max(0.0, spent - (time.monotonic() - since) * self._refill)
