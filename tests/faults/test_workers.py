"""Workers in processes of their own, side by side and killed."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from potager.jobs.models import Job
from potager.jobs.tests import chores

Start = Callable[..., "subprocess.Popen[str]"]


def wait_until(condition: Callable[[], object]) -> None:
    """Wait, thirty seconds at most."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_three_workers_run_each_job_once(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "notes"
    lines = [f"line{number}" for number in range(60)]
    for line in lines:
        chores.note.enqueue(str(file), line)
    for _ in range(3):
        start("worker", "plain")
    wait_until(lambda: Job.objects.filter(state="done").count() == len(lines))
    assert sorted(file.read_text().split()) == sorted(lines)


def test_what_a_killed_worker_left_half_done_is_taken_up(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "notes"
    chores.note_slowly.enqueue(str(file), "begun", 60)
    first = start("worker", "plain")
    wait_until(file.exists)
    first.kill()
    first.wait()
    Job.objects.update(
        arguments={"args": [str(file), "again", 0], "kwargs": {}}
    )  # the next try is a short one
    start("worker", "recover")
    wait_until(lambda: Job.objects.get().state == "done")
    assert file.read_text().split() == ["begun", "again"]
    assert Job.objects.get().attempts == 2
