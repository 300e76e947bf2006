"""Mail that came in, until it is handled; and how far the mailbox was read."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member


class Letter(models.Model):
    """One mail that came in. Its bytes are erased once it is handled; the row stays, so that a copy is known."""

    class State(models.TextChoices):
        WAITING = "waiting"
        POSTED = "posted"
        REFUSED = "refused"  # and whoever wrote it was told why
        BOUNCE = "bounce"
        IGNORED = "ignored"  # nobody is told: no person wrote it, or it is not for us

    id = models.UUIDField(primary_key=True, default=uuid7)
    digest = models.CharField(max_length=64, unique=True)  # by which it is known again: reading.digest_of
    to = models.TextField(blank=True)  # whom the server said it was for, one per line
    sender = models.CharField(max_length=320)  # as it says itself
    raw = models.BinaryField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=60, blank=True)  # why it was refused or ignored, by its name
    received_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["sender", "received_at"]), models.Index(fields=["received_at"])]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Mailbox(models.Model):
    """How far a mailbox was read (IMAP): its `validity` and the last UID; and whether it answers."""

    name = models.CharField(max_length=250, primary_key=True)  # without the password
    validity = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    error = models.TextField(blank=True)  # of the last try
    tried_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)  # the last time it answered

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return self.name
