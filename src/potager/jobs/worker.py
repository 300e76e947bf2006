"""The worker: runs due jobs and due clocks, tries again what failed, takes up what a crash left half done.

A job may begin twice (a worker that dies before it notes its success cannot be told from one that dies
before it works), but never runs in two workers at once and never again after a noted success.
"""

import logging
import os
import platform
import random
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import close_old_connections, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext
from django_tasks.utils import get_module_path, normalize_json

from potager.jobs.backend import result_of
from potager.jobs.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than any job may take
MOST_ATTEMPTS = 60  # with the pauses below: about four and a half days
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=2)
CRASHES_FORGIVEN = 2
KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Clock:
    """Acts that are due at a moment written in an app's own rows (a story that closes).

    `run_due(now)` performs, once, everything whose time has come, and returns how many acts that was.
    """

    name: str
    run_due: Callable[[datetime], int]


_clocks: dict[str, Clock] = {}


def register_clock(clock: Clock) -> None:
    """Make a clock known to the worker; called in an app's clocks.py."""
    _clocks[clock.name] = clock


def run_clocks(now: datetime) -> int:
    """Perform all due acts; a clock that fails stops no other and is tried again at the next turn."""
    done = 0
    for clock in _clocks.values():
        try:
            done += clock.run_due(now)
        except Exception:
            log.exception("the clock %s failed", clock.name)
    return done


def run_due_jobs(*, limit: int = 50) -> int:
    """Run what is due, most urgent first; returns how many jobs were tried."""
    tried = 0
    while tried < limit and (job := _claim()):
        _run(job)
        tried += 1
    return tried


def recover() -> int:
    """Make ready again the jobs of workers that died; returns how many."""
    now = timezone.now()
    running = Job.objects.filter(state=Job.State.RUNNING)
    dead = [job for job in running if (job.leased_until or now) <= now or _is_dead(job.worker)]
    return sum(_finish(job, **_after_crash(job)) for job in dead)


def forget_old_jobs() -> int:
    """Delete what ended long ago; returns how many rows."""
    ended = Job.objects.filter(
        state__in=[Job.State.DONE, Job.State.FAILED], finished_at__lt=timezone.now() - KEPT
    )
    return ended.delete()[0] if ended.exists() else 0


class Worker(threading.Thread):
    """Works until `stop` is called; `wake` may be set by whoever knows that there is news."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self.wake, self._stop_asked = threading.Event(), threading.Event()

    def stop(self) -> None:
        """Finish the job in hand, then end."""
        self._stop_asked.set()
        self.wake.set()

    def run(self) -> None:
        """See threading.Thread."""
        turns = 0
        while not self._stop_asked.is_set():
            self.wake.clear()
            try:
                close_old_connections()
                self._turn(is_round=turns % 60 == 0)
            except Exception:
                log.exception("the worker stumbled and goes on")
                self._stop_asked.wait(1)
            turns += 1
            self.wake.wait(1)
        connection.close()

    def _turn(self, *, is_round: bool) -> None:
        if is_round:
            recover()
            forget_old_jobs()
        run_clocks(timezone.now())
        while not self._stop_asked.is_set() and run_due_jobs(limit=1):
            pass


def _claim() -> Job | None:
    now = timezone.now()
    due = Job.objects.filter(state=Job.State.READY, run_at__lte=now).order_by("-priority", "run_at")
    if not due.exists():
        return None  # asking first takes no write lock
    with transaction.atomic():
        if connection.vendor == "postgresql":
            due = due.select_for_update(skip_locked=True)
        job = due.first()
        if job is None:
            return None
        job.state, job.worker, job.leased_until = Job.State.RUNNING, worker_name(), now + LEASE
        job.started_at, job.attempts = now, job.attempts + 1
        job.save()
    return job


def _run(job: Job) -> None:
    try:
        result = normalize_json(_call(job))
    except Exception as error:
        log.warning("job %s failed, try %s: %s", job.task, job.attempts, error)
        told = {"error": traceback.format_exc()[-4000:], "error_class": get_module_path(type(error))}
        _finish(job, **_after_failure(job), **told)
        return
    _finish(job, state=Job.State.DONE, result=result, error="", error_class="", finished_at=timezone.now())


def _call(job: Job) -> Any:
    task: Task[Any, Any] = import_string(job.task)
    args, kwargs = job.arguments["args"], job.arguments["kwargs"]
    if task.takes_context:
        return task.call(TaskContext(task_result=result_of(job, task)), *args, **kwargs)
    return task.call(*args, **kwargs)


def _after_failure(job: Job) -> dict[str, Any]:
    now = timezone.now()
    if job.attempts >= MOST_ATTEMPTS:
        return {"state": Job.State.FAILED, "finished_at": now}
    return {"state": Job.State.READY, "run_at": now + pause_after(job.attempts)}


def _after_crash(job: Job) -> dict[str, Any]:
    """At once: a crash is seldom the job's fault. What falls with its worker again and again must wait."""
    return _after_failure(job) | ({"run_at": timezone.now()} if job.attempts <= CRASHES_FORGIVEN else {})


def _finish(job: Job, **changes: Any) -> int:
    """Note what became of a try; 0 if another worker took the job up meanwhile, whose word then counts."""
    mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker, attempts=job.attempts)
    return mine.update(**changes)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries: doubling from 5 s to 2 h, with a tenth of chance in it."""
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 20), LONGEST_PAUSE)
    chance = random.uniform(0.9, 1.1)  # noqa: S311 (spreads load, guards nothing)
    return timedelta(seconds=pause.total_seconds() * chance)


def worker_name() -> str:
    """Host, process and the moment it started: a number may be used again, its start may not."""
    return f"{platform.node()}:{os.getpid()}:{_started(os.getpid())}"


def _started(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def _is_dead(worker: str) -> bool:
    """Whether that worker ran on this machine and runs no more; of other machines only the lease tells."""
    host, _, rest = worker.partition(":")
    pid, _, started = rest.partition(":")
    return host == platform.node() and pid.isdigit() and _started(int(pid)) != started
