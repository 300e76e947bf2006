"""Who takes part in a private conversation."""

from django.db import models
from django.utils import timezone

from potager.conversations.models.topics import Topic
from potager.lib.ids import uuid7
from potager.members.models import Member


class Participant(models.Model):
    """One person in a private topic. Whoever left reads nothing of it any more.

    Whoever left and was added again reads what was said since then alone (`reads_from`; None: everything).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="participants", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="participations")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    reads_from = models.DateTimeField(null=True)

    class Meta:
        ordering = ["joined_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "member"], name="one_participant_each")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.topic_id}"
