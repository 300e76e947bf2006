"""What runs beside the pages in every process: the journal's readers, the worker, and the ways in for mail."""

import logging
import threading
import time

from django.db import close_old_connections, connection

from potager.jobs.worker import Worker
from potager.journal.models import Activity
from potager.journal.read import LONGEST_HOLD, Reader, all_readers, read_on
from potager.letterbox.postman import Postman

log = logging.getLogger(__name__)

LONGEST_PAUSE = 1.0  # seconds
GRACE = 20.0  # seconds that a job in hand may still take when the process stops


class Readers(threading.Thread):
    """Lets every reader catch up when woken, and once a second in any case."""

    def __init__(self) -> None:
        super().__init__(name="readers", daemon=True)
        self.wake, self._stop_asked = threading.Event(), threading.Event()

    def stop(self) -> None:
        """Finish the batch in hand, then end."""
        self._stop_asked.set()
        self.wake.set()

    def run(self) -> None:
        """See threading.Thread."""
        while not self._stop_asked.is_set():
            self.wake.clear()
            close_old_connections()
            for reader in all_readers():
                self._read(reader)
            self.wake.wait(1)
        connection.close()

    def _read(self, reader: Reader) -> None:
        try:
            while self._reads_on(reader):
                pass
        except Exception:
            log.exception("the reader %s stumbled and goes on", reader.name)
            connection.close()
            self._stop_asked.wait(0.2)

    def _reads_on(self, reader: Reader) -> bool:
        """Read a little; whoever waited to write meanwhile gets as much time as that took."""
        begun = time.monotonic()
        passed = read_on(reader)
        held = time.monotonic() - begun
        if held > LONGEST_HOLD:
            self._stop_asked.wait(min(held, LONGEST_PAUSE))
        return passed > 0 and not self._stop_asked.is_set()


class Background:
    """Readers, worker and postman together."""

    def __init__(self) -> None:
        self._readers, self._worker, self._postman = Readers(), Worker(), Postman()

    def start(self) -> None:
        """Start their threads."""
        self._readers.start()
        self._worker.start()
        self._postman.start()

    def hear(self, activities: list[Activity]) -> None:
        """There is news: wake both."""
        self._readers.wake.set()
        self._worker.wake.set()

    def is_alive(self) -> bool:
        """Whether both threads run."""
        return self._readers.is_alive() and self._worker.is_alive()

    def stop(self) -> bool:
        """Let both threads end what they have in hand; False if one did not within GRACE seconds."""
        self._postman.stop()
        for thread in (self._readers, self._worker):
            thread.stop()
        for thread in (self._readers, self._worker):
            thread.join(GRACE)
        return not (self._readers.is_alive() or self._worker.is_alive())
