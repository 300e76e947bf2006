"""The interface of django-tasks over our table: `@task`, `.enqueue(...)`, `.using(run_after=...)`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from potager.jobs.models import Job

STATUS = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.DONE: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class JobBackend(BaseTaskBackend):
    """Stores each task as a row, in the transaction of whoever enqueues it."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Insert the job; it runs once the surrounding transaction is committed."""
        self.validate_task(task)
        job = Job.objects.create(
            task=task.module_path,
            arguments=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            run_at=task.run_after or timezone.now(),
        )
        return result_of(job, task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """What became of a job; raises TaskResultDoesNotExist."""
        try:
            job = Job.objects.get(pk=result_id)
        except (Job.DoesNotExist, ValidationError):
            raise TaskResultDoesNotExist(result_id) from None
        return result_of(job, import_string(job.task))


def result_of(job: Job, task: Task[Any, Any]) -> TaskResult[Any]:
    """The job as django-tasks shows it."""
    result: TaskResult[Any] = TaskResult(
        task=task.using(priority=job.priority, run_after=job.run_at),
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend="default",
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.error)] if job.error else [],
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)  # the class is frozen, and sets it so itself
    return result
