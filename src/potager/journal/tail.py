"""Learn within milliseconds that the journal has grown, without asking it all the time."""

import sqlite3
import time
from pathlib import Path
from typing import Protocol

from django.db import connection

CHANNEL = "potager_journal"  # what every act notifies on PostgreSQL

POLL = 0.005  # seconds; reading SQLite's data_version costs 3 µs


class Tail(Protocol):
    """Something that can wait for commits."""

    def wait(self, timeout: float) -> bool:
        """Wait until something was committed, `timeout` seconds at most; True if it was."""

    def close(self) -> None:
        """Free the connection."""


def open_tail() -> Tail:
    """The tail that fits the database in use."""
    if connection.vendor != "postgresql":
        return SqliteTail()
    from potager.journal.listen import PostgresTail  # its driver is slow to load, and SQLite needs none

    return PostgresTail()


class SqliteTail:
    """Polls `PRAGMA data_version`, which changes when another connection commits."""

    def __init__(self) -> None:
        file = Path(str(connection.settings_dict["NAME"]))
        self._connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._version = self._read()

    def wait(self, timeout: float) -> bool:
        """See Tail."""
        deadline = time.monotonic() + timeout
        while (version := self._read()) == self._version:
            if time.monotonic() >= deadline:
                return False
            time.sleep(POLL)
        self._version = version
        return True

    def close(self) -> None:
        """See Tail."""
        self._connection.close()

    def _read(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
