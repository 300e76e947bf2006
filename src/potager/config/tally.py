"""Writes the sums of downloads beside the pages, in every process that serves them."""

import logging
import threading

from django.db import close_old_connections, connection

from potager.press.actions import write_downloads

log = logging.getLogger(__name__)
PAUSE = 2.0  # seconds between two writings


class Tally(threading.Thread):
    """Writes until `stop` is called, and once more then."""

    def __init__(self) -> None:
        super().__init__(name="tally", daemon=True)
        self._stop_asked = threading.Event()

    def stop(self) -> None:
        """Write what waits, then end."""
        self._stop_asked.set()
        self.join(timeout=5)

    def run(self) -> None:
        """See threading.Thread."""
        is_last = False
        while not is_last:
            is_last = self._stop_asked.wait(PAUSE)
            try:
                close_old_connections()
                write_downloads()
            except Exception:
                log.exception("the sums of downloads wait")
        connection.close()
