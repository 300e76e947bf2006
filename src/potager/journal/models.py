"""The journal's tables. Activities are only ever inserted: a trigger refuses the rest."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7


class Activity(models.Model):
    """One act: who did what to which thing, where and when. Identifiers and facts, never content or names.

    `position` follows the order of commits. `target` and `place` are written "type:uuid"; `place` is the
    thing in whose page the act appears (the story of a contribution) and is also its live channel.
    """

    position = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid7, unique=True)
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    actor = models.UUIDField(null=True)
    community = models.UUIDField(null=True)
    target = models.CharField(max_length=80)
    place = models.CharField(max_length=80)
    facts = models.JSONField()
    key = models.UUIDField(null=True)
    origin = models.CharField(max_length=20, default="here")
    happened_at = models.DateTimeField(default=timezone.now)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="one_act_per_actor_and_key"),
        ]
        indexes = [
            models.Index(fields=["place", "position"]),
            models.Index(fields=["community", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.kind} {self.target}"

    @property
    def target_id(self) -> str:
        """The identifier of the target, without its type."""
        return self.target.partition(":")[2]

    @property
    def place_id(self) -> str:
        """The identifier of the place, without its type."""
        return self.place.partition(":")[2]


class Cursor(models.Model):
    """How far a reader has read."""

    reader = models.CharField(max_length=60, primary_key=True)
    position = models.BigIntegerField(default=0)


class ParkedActivity(models.Model):
    """An act that a reader could not handle after several tries; the operator sees it in `potager doctor`."""

    reader = models.CharField(max_length=60)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT)
    error = models.TextField()
    parked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "activity"], name="parked_once_per_reader")]
