"""What people are told of in the page."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member


class Notice(models.Model):
    """One act that concerns one person. It holds no text: the sentence is made when it is told.

    Notices of one `heap` are told in one sentence: those of one kind about one thing, until the person has read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    heap = models.UUIDField()
    kind = models.CharField(max_length=60)
    reason = models.CharField(max_length=20)  # see journal.kinds.REASONS
    thing = models.CharField(max_length=80)  # "post:<uuid>"
    url = models.CharField(max_length=300)
    community = models.UUIDField(null=True)
    actor = models.UUIDField(null=True)
    position = models.BigIntegerField()  # of the act, in the journal
    is_for_letter = models.BooleanField(default=False)  # the next letter tells it, unless it is read before
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "position"], name="one_notice_per_act")]
        indexes = [
            models.Index(
                fields=["member", "heap"], name="notices_unread", condition=models.Q(read_at__isnull=True)
            ),
            models.Index(
                fields=["member"], name="notices_for_letter", condition=models.Q(is_for_letter=True)
            ),
            models.Index(fields=["thing"]),
            models.Index(fields=["position"]),  # of one act, to everyone who is told of it
            models.Index(fields=["at"]),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.reason} {self.thing}"


class Bell(models.Model):
    """How many heaps a person has not read. `changed_at` is what live pages ask for."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    unread = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)

    member_id: UUID

    def __str__(self) -> str:
        return f"{self.member_id}: {self.unread}"
