"""A fair lock: first come, first served, between the threads of a process and between processes."""

import fcntl
import os
import threading
import time
from collections import deque
from typing import ClassVar

from django.db import OperationalError


class FairLock:
    """Mutual exclusion on a file, in order of arrival.

    Threads queue in memory; the thread whose turn it is takes `flock` on `<file>.lock`, which the kernel
    grants in order of arrival between processes and drops when a process dies.
    """

    _all: ClassVar[dict[str, "FairLock"]] = {}
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, file: str) -> None:
        self._file = f"{file}.lock"
        self._turns: deque[threading.Event] = deque()
        self._mutex = threading.Lock()
        self._descriptor: int | None = None

    @classmethod
    def of(cls, file: str) -> "FairLock":
        """The lock of `file`, one per process."""
        with cls._guard:
            return cls._all.setdefault(file, cls(file))

    def acquire(self, *, timeout: float) -> None:
        """Wait for the lock, `timeout` seconds at most; raises OperationalError past that."""
        end = time.monotonic() + timeout
        turn = threading.Event()
        with self._mutex:
            self._turns.append(turn)
            self._turns[0].set()
        try:
            if not turn.wait(timeout):
                raise OperationalError("database is locked: another write holds it")
            self._descriptor = self._take_file(end)
        except BaseException:
            self._leave(turn)
            raise

    def release(self) -> None:
        """Give the lock to whoever has waited longest."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)  # closing drops the flock
        self._leave(self._turns[0])

    def _leave(self, turn: threading.Event) -> None:
        with self._mutex:
            self._turns.remove(turn)
            if self._turns:
                self._turns[0].set()

    def _take_file(self, end: float) -> int:
        try:
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise OperationalError(f"the lock {self._file} cannot be opened: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _Queued(descriptor).wait(end)
        return descriptor


class _Queued(threading.Thread):
    """Waits for flock in our place, which has no limit of time of its own."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(name="fairlock", daemon=True)
        self._descriptor = descriptor
        self._mutex = threading.Lock()  # the grant and the giving up are decided once
        self._granted, self._abandoned = threading.Event(), threading.Event()

    def run(self) -> None:
        """See threading.Thread."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)
        with self._mutex:
            self._granted.set()
            if self._abandoned.is_set():
                os.close(self._descriptor)

    def wait(self, end: float) -> None:
        """Return once the file is ours; raises OperationalError at `end`."""
        self.start()
        try:
            if not self._granted.wait(max(0.0, end - time.monotonic())):
                raise OperationalError("database is locked: another process holds it")
        except BaseException:  # a signal's too: what may just have become ours must not stay locked
            with self._mutex:
                self._abandoned.set()
                if self._granted.is_set():
                    os.close(self._descriptor)
            raise
