"""The follower: one thread that learns of every act once, as soon as it is committed, and passes it on."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections, connection

from potager.journal.models import Activity
from potager.journal.tail import Tail, open_tail

log = logging.getLogger(__name__)

TURN = 0.5  # seconds at most between two signs of life
FRESH = 3.0  # seconds without one, after which nobody should believe that nothing happened
BATCH = 500
PULSE = 0.3  # seconds at least between two looks at what is no act

Hear = Callable[[list[Activity]], None]


class Follower(threading.Thread):
    """Calls every listener with the acts it has not heard of, in the order of the journal.

    A listener that fails is passed over; the next still hears.
    """

    def __init__(self, *listeners: Hear, pulse: Callable[[], None] | None = None) -> None:
        super().__init__(name="follower", daemon=True)
        self._listeners, self._pulse, self._pulsed_at = listeners, pulse, 0.0
        self._stop_asked = threading.Event()
        self._seen_at = time.monotonic()
        self.position = 0

    def follow(self, *, after: int) -> None:
        """Start, with the first act after a position."""
        self.position = after
        self.start()

    def stop(self) -> None:
        """End soon."""
        self._stop_asked.set()

    def is_fresh(self) -> bool:
        """Whether the journal was looked at within the last seconds."""
        return time.monotonic() - self._seen_at < FRESH

    def run(self) -> None:
        """See threading.Thread. A database that went away is asked again until it is back."""
        while not self._stop_asked.is_set():
            try:
                self._follow()
            except Exception:
                log.exception("the journal cannot be followed; trying again")
                connection.close()
                self._stop_asked.wait(0.5)
        connection.close()

    def _follow(self) -> None:
        tail = open_tail()
        try:
            self._pass_on()  # what happened while the tail was being opened
            while not self._stop_asked.is_set():
                self._turn(tail)
        finally:
            tail.close()

    def _turn(self, tail: Tail) -> None:
        if tail.wait(TURN):
            close_old_connections()
            self._pass_on()
        self._beat()
        self._seen_at = time.monotonic()

    def _beat(self) -> None:
        """What is no act is asked for at an even pace, however much happens."""
        now = time.monotonic()
        if self._pulse is None or now < self._pulsed_at + PULSE:
            return
        self._pulsed_at = now
        try:
            self._pulse()
        except Exception:
            log.exception("the pulse could not be told")
            connection.close()

    def _pass_on(self) -> None:
        while rows := list(Activity.objects.filter(position__gt=self.position).order_by("position")[:BATCH]):
            self.position = rows[-1].position
            for hear in self._listeners:
                try:
                    hear(rows)
                except Exception:
                    log.exception("a listener failed on the acts up to %s", self.position)
