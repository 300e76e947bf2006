"""The tail of a journal on PostgreSQL."""

import psycopg
from django.db import connection

from potager.journal.tail import CHANNEL


class PostgresTail:
    """Listens to the notification that every act sends at its COMMIT."""

    def __init__(self) -> None:
        self._connection = self._listen()

    def wait(self, timeout: float) -> bool:
        """See Tail; a lost connection counts as news, so that nothing is missed, and is made again."""
        try:
            return any(True for _ in self._connection.notifies(timeout=timeout, stop_after=1))
        except psycopg.OperationalError:
            self.close()
            self._connection = self._listen()
            return True

    def close(self) -> None:
        """See Tail."""
        self._connection.close()

    def _listen(self) -> psycopg.Connection:
        parameters = connection.get_connection_params()
        wanted = {
            name: parameters[name]
            for name in ("host", "port", "user", "password", "dbname")
            if name in parameters
        }
        made = psycopg.connect(**wanted, autocommit=True)
        made.execute(f"LISTEN {CHANNEL}")
        return made
