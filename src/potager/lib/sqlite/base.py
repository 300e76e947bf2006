"""Django's SQLite backend with a fair lock around every write.

SQLite lets waiting writers poll for its lock, so that an unlucky one may wait for seconds. Here writers
queue for a lock of our own before BEGIN IMMEDIATE, and are served in the order in which they came.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

from potager.lib.fairlock import FairLock

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the fair lock from BEGIN to COMMIT or ROLLBACK."""

    _held: FairLock | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._queue_lone_write)

    def _start_transaction_under_autocommit(self) -> None:
        self._take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._release()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._release()  # after a failed commit the rollback releases

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._release()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._release()

    def _queue_lone_write(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """A statement that writes outside a transaction is one of its own, and queues as well."""
        if self._held or not self.autocommit or not sql.startswith(WRITES):
            return execute(sql, params, many, context)
        self._take()
        try:
            return execute(sql, params, many, context)
        finally:
            self._release()

    def _take(self) -> None:
        if self.is_in_memory_db():
            return
        lock = FairLock.of(str(self.settings_dict["NAME"]))
        lock.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 20))
        self._held = lock  # only now: what is not held must not be released

    def _release(self) -> None:
        held, self._held = self._held, None
        if held:
            held.release()
