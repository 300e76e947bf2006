"""Members drawn by lot, who decide in place of moderators."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.moderation.models.cases import Case


class Draw(models.Model):
    """One drawing of lots. Whoever has the seed and the list can draw again, and finds the same people."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="draw")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=32)
    pool = models.JSONField()  # the identifiers of everybody who could be drawn, in order
    drawn_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"for {self.case_id}"


class Juror(models.Model):
    """Somebody who was drawn."""

    class State(models.TextChoices):
        ASKED = "asked"
        VOTED = "voted"
        DECLINED = "declined"
        SILENT = "silent"
        DISMISSED = "dismissed"  # the others had decided, or nobody has to any more

    id = models.UUIDField(primary_key=True, default=uuid7)
    draw = models.ForeignKey(Draw, on_delete=models.CASCADE, related_name="jurors", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="juries")
    rank = models.PositiveIntegerField()  # in the order of the draw, from 1
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    keeps = models.BooleanField(null=True)  # their vote: whether it stays
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "rank"], name="one_juror_per_rank"),
            models.UniqueConstraint(fields=["draw", "member"], name="drawn_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="jurors_asked", condition=models.Q(state="asked")),
        ]

    def __str__(self) -> str:
        return f"{self.rank} of {self.draw_id}"
