"""Our table behind django-tasks' interface, as its documentation promises it."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_tasks import default_task_backend, task_backends
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist, TaskResultMismatch

from potager.jobs.backend import JobBackend
from potager.jobs.tests import chores
from potager.jobs.worker import run_due_jobs

pytestmark = pytest.mark.django_db


def test_it_is_the_backend_in_use_and_says_what_it_can() -> None:
    backend = task_backends["default"]
    assert isinstance(backend, JobBackend)
    assert (backend.supports_defer, backend.supports_get_result, backend.supports_priority) == (
        True,
        True,
        True,
    )
    assert list(default_task_backend.check()) == []


def test_a_result_goes_from_ready_to_successful() -> None:
    result = chores.tell_attempt.enqueue()
    assert (result.status, result.is_finished, result.attempts) == (TaskResultStatus.READY, False, 0)
    assert result.enqueued_at and result.started_at is None and result.finished_at is None
    with pytest.raises(ValueError, match="not finished"):
        _ = result.return_value
    run_due_jobs()
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 1, 1)
    assert result.started_at and result.finished_at and result.started_at <= result.finished_at
    assert len(result.worker_ids) == 1


def test_errors_name_their_class_and_their_traceback(tmp_path: object) -> None:
    result = chores.fail.enqueue(1, f"{tmp_path}/tries")
    run_due_jobs()
    result.refresh()
    [error] = result.errors
    assert error.exception_class is ConnectionError
    assert "no one answers" in error.traceback
    assert result.status == TaskResultStatus.READY  # to be tried again


def test_results_are_found_by_their_id_and_their_task() -> None:
    at = timezone.now() + timedelta(hours=1)
    result = chores.note.using(priority=7, run_after=at).enqueue("file", line="leek")
    found = chores.note.get_result(result.id)
    assert (found.args, found.kwargs) == (["file"], {"line": "leek"})
    assert (found.task.priority, found.task.run_after) == (7, at)
    with pytest.raises(TaskResultMismatch):
        chores.fail.get_result(result.id)
    for unknown in (str(uuid4()), "nonsense"):
        with pytest.raises(TaskResultDoesNotExist):
            default_task_backend.get_result(unknown)


def test_what_cannot_be_stored_is_refused_when_it_is_enqueued() -> None:
    with pytest.raises(TypeError):
        chores.note.enqueue("file", line=object())
    with pytest.raises(InvalidTaskError, match="aware"):
        chores.note.using(run_after=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(InvalidTaskError, match="priority"):
        chores.note.using(priority=101)
    with pytest.raises(InvalidTaskError, match="Queue"):
        chores.note.using(queue_name="elsewhere")
