"""Jobs: what is to be done, when, and how often it was tried."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7


class Job(models.Model):
    """One call of a task function."""

    class State(models.TextChoices):
        READY = "ready"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7)
    task = models.CharField(max_length=200)
    arguments = models.JSONField()
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    run_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    leased_until = models.DateTimeField(null=True)  # past that moment, its worker counts as dead
    error = models.TextField(blank=True)  # the traceback of the last failed try
    error_class = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    enqueued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "run_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"
