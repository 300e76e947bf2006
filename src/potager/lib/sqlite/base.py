"""Django's SQLite backend with a fair lock around every write.

SQLite lets waiting writers poll for its lock, so that an unlucky one may wait for seconds. Here writers
queue for a lock of our own before BEGIN IMMEDIATE, and are served in the order in which they came.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

from potager.lib.fairlock import FairLock

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
LONG = 10_000  # characters of a statement that is not worth remembering


@lru_cache(512)
def _for_driver(query: str) -> str:
    converted: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return converted


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that queues with a statement that writes outside a transaction: it is one of its own."""

    of: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> Any:
        """See Django's."""
        if self.of.holds or not query.startswith(WRITES):
            return super().execute(query, params)
        with self.of.queued():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        """See Django's."""
        if self.of.holds:
            return super().executemany(query, param_list)
        with self.of.queued():
            return super().executemany(query, param_list)

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """See Django's; the same statement comes again and again."""
        if param_names is None:
            return _for_driver(query) if len(query) < LONG else _for_driver.__wrapped__(query)
        named: str = super().convert_query(query, param_names=param_names)
        return named


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the fair lock from BEGIN to COMMIT or ROLLBACK."""

    _held: FairLock | None = None

    @property
    def holds(self) -> bool:
        """Whether it may write: in a transaction, behind the lock."""
        return self._held is not None or not self.autocommit

    @contextmanager
    def queued(self) -> Iterator[None]:
        """Hold the lock for a moment."""
        self._take()
        try:
            yield
        finally:
            self._release()

    def create_cursor(self, name: str | None = None) -> Cursor:
        """See Django's."""
        made: Cursor = self.connection.cursor(factory=Cursor)
        made.of = self
        return made

    def _start_transaction_under_autocommit(self) -> None:
        self._take()
        try:
            if self.queries_logged:
                super()._start_transaction_under_autocommit()  # type: ignore[misc]
            else:
                self._begin()
        except BaseException:
            self._release()
            raise

    def _begin(self) -> None:
        with self.wrap_database_errors:
            self.connection.execute(f"BEGIN {self.transaction_mode or ''}")  # type: ignore[attr-defined]

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
