"""Jobs: at their time, most urgent first, again when they fail, once when they succeed."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from potager.jobs import worker
from potager.jobs.models import Job
from potager.jobs.tests import chores
from potager.jobs.worker import Clock, Worker, forget_old_jobs, pause_after, recover, run_clocks, run_due_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Where chores leave their marks."""
    return str(tmp_path / "notes")


def notes(file: str) -> list[str]:
    """What chores noted."""
    return Path(file).read_text().split() if Path(file).exists() else []


def make_due(job_id: str) -> None:
    """Let the time of a job come."""
    Job.objects.filter(pk=job_id).update(run_at=timezone.now() - timedelta(seconds=1))


def test_a_job_runs_once_with_its_arguments(file: str) -> None:
    chores.note.enqueue(file, line="leek")
    assert run_due_jobs() == 1
    assert run_due_jobs() == 0
    assert notes(file) == ["leek"]


def test_a_job_of_a_transaction_that_fails_never_was(file: str) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        chores.note.enqueue(file, line="leek")
        raise ZeroDivisionError
    assert run_due_jobs() == 0


def test_a_job_waits_for_its_time_and_an_overdue_one_runs_at_once(file: str) -> None:
    now = timezone.now()
    chores.note.using(run_after=now + timedelta(hours=1)).enqueue(file, "tomorrow")
    chores.note.using(run_after=now - timedelta(days=400)).enqueue(file, "long-ago")
    assert run_due_jobs() == 1
    assert notes(file) == ["long-ago"]


def test_urgent_jobs_go_first_then_the_oldest(file: str) -> None:
    now = timezone.now()
    chores.note.using(run_after=now - timedelta(minutes=1)).enqueue(file, "second")
    chores.note.using(run_after=now - timedelta(minutes=2)).enqueue(file, "first")
    chores.note.using(priority=10).enqueue(file, "urgent")
    run_due_jobs()
    assert notes(file) == ["urgent", "first", "second"]


def test_a_failure_is_tried_again_after_a_pause(file: str) -> None:
    result = chores.fail.enqueue(2, file)
    assert run_due_jobs() == 1
    assert run_due_jobs() == 0  # not at once
    job = Job.objects.get(pk=result.id)
    assert timedelta(seconds=4) < job.run_at - timezone.now() < timedelta(seconds=6)
    assert (job.state, job.error_class) == ("ready", "builtins.ConnectionError")
    assert "no one answers" in job.error
    for _ in range(2):
        make_due(result.id)
        run_due_jobs()
    result.refresh()
    assert (result.return_value, result.attempts, result.errors) == (3, 3, [])


def test_pauses_double_up_to_two_hours() -> None:
    pauses = [pause_after(attempt).total_seconds() for attempt in (1, 2, 3, 20, 59)]
    assert all(
        0.89 * wanted < pause < 1.11 * wanted
        for pause, wanted in zip(pauses, [5, 10, 20, 7200, 7200], strict=True)
    )


def test_a_job_that_fails_for_days_is_given_up(file: str) -> None:
    result = chores.fail.enqueue(99, file)
    Job.objects.update(attempts=worker.MOST_ATTEMPTS - 1)
    run_due_jobs()
    make_due(result.id)
    assert run_due_jobs() == 0
    assert Job.objects.get().state == "failed"


def test_what_cannot_be_stored_is_a_failure_too() -> None:
    chores.return_nonsense.enqueue()
    run_due_jobs()
    assert Job.objects.get().error_class == "builtins.TypeError"


def test_a_task_that_is_gone_is_a_failure_too() -> None:
    Job.objects.create(task="potager.jobs.tests.chores.gone", arguments={"args": [], "kwargs": {}})
    run_due_jobs()
    assert Job.objects.get().error_class == "builtins.ImportError"


def test_a_task_may_ask_which_try_it_is() -> None:
    result = chores.tell_attempt.enqueue()
    run_due_jobs()
    result.refresh()
    assert result.return_value == 1


def test_a_dead_workers_job_is_taken_up_at_once(file: str) -> None:
    result = chores.note.enqueue(file, "leek")
    host = worker.worker_name().split(":")[0]
    Job.objects.update(
        state="running",
        worker=f"{host}:4194305:1",
        attempts=1,
        leased_until=timezone.now() + timedelta(minutes=1),
    )
    assert recover() == 1
    run_due_jobs()
    result.refresh()
    assert (notes(file), result.attempts) == (["leek"], 2)


def test_a_number_used_again_is_another_worker() -> None:
    host, pid, _ = worker.worker_name().split(":")
    assert worker._is_dead(f"{host}:{pid}:1")
    assert not worker._is_dead(worker.worker_name())
    assert not worker._is_dead(f"elsewhere:{pid}:1")


def test_another_machines_job_is_taken_up_when_its_lease_ends(file: str) -> None:
    chores.note.enqueue(file, "leek")
    now = timezone.now()
    Job.objects.update(
        state="running", worker="elsewhere:1:1", attempts=1, leased_until=now + timedelta(minutes=1)
    )
    assert recover() == 0
    Job.objects.update(leased_until=now - timedelta(seconds=1))
    assert recover() == 1


def test_a_job_that_falls_with_its_worker_again_and_again_waits_and_is_given_up(file: str) -> None:
    chores.note.enqueue(file, "leek")
    now = timezone.now()
    Job.objects.update(state="running", worker="elsewhere:1:1", attempts=3, leased_until=now)
    recover()
    assert Job.objects.get().run_at > now + timedelta(seconds=10)
    Job.objects.update(state="running", attempts=worker.MOST_ATTEMPTS, leased_until=now)
    recover()
    assert Job.objects.get().state == "failed"


def test_who_lost_a_job_has_no_word_in_what_became_of_it(file: str) -> None:
    chores.note.enqueue(file, "leek")
    mine = worker._claim()
    assert mine
    Job.objects.update(worker="elsewhere:1:1", attempts=2)  # the lease ended, another worker took it up
    worker._run(mine)
    assert Job.objects.get().state == "running"


def test_what_ended_long_ago_is_forgotten(file: str) -> None:
    for line in ("old", "new", "waiting"):
        chores.note.enqueue(file, line)
    run_due_jobs(limit=2)
    old = Job.objects.exclude(state="ready").first()
    assert old
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=8))
    assert (forget_old_jobs(), forget_old_jobs()) == (1, 0)
    assert Job.objects.count() == 2


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Two clocks, of which the first is broken; the list has the moments at which the second was asked."""
    asked: list[datetime] = []

    def break_down(now: datetime) -> int:
        raise ValueError

    def run_due(now: datetime) -> int:
        asked.append(now)
        return 2

    monkeypatch.setattr(worker, "_clocks", {})
    worker.register_clock(Clock(name="broken", run_due=break_down))
    worker.register_clock(Clock(name="sound", run_due=run_due))
    return asked


def test_a_broken_clock_stops_no_other(clocks: list[datetime]) -> None:
    now = timezone.now()
    assert run_clocks(now) == 2
    assert clocks == [now]


def wait_until(condition: Callable[[], object]) -> None:
    """Wait, ten seconds at most."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_a_worker_works_until_it_is_stopped(file: str, clocks: list[datetime]) -> None:
    thread = Worker()
    thread.start()
    chores.note.enqueue(file, "leek")
    thread.wake.set()
    wait_until(lambda: notes(file) == ["leek"])
    wait_until(lambda: len(clocks) >= 2)
    thread.stop()
    thread.join(5)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_stop_lets_the_job_in_hand_end_and_no_other_begin(file: str, clocks: list[datetime]) -> None:
    for line in ("first", "second"):
        chores.note_slowly.enqueue(file, line, 0.3)
    thread = Worker()
    thread.start()
    wait_until(lambda: notes(file))
    thread.stop()
    thread.join(5)
    assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "ready"]
