"""What runs beside the pages in every process: the journal's readers, the worker, and the ways in for mail."""

import logging
import threading

from django.db import close_old_connections, connection

from potager.jobs.worker import Worker
from potager.journal.models import Activity
from potager.journal.read import Reader, all_readers, catch_up
from potager.letterbox.postman import Postman

log = logging.getLogger(__name__)

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
            catch_up(reader)
        except Exception:
            log.exception("the reader %s stumbled and goes on", reader.name)
            connection.close()
            self._stop_asked.wait(0.2)


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
