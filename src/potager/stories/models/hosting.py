"""What stands around a story while it is written: its other hosts, their words, the pen, who wants no reminder."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.models.stories import Story


class Desk(Story):
    """The same story as its hosts see it: a place of its own for what only they may learn of."""

    class Meta:
        proxy = True


class Host(models.Model):
    """Someone who hosts a story besides its first host."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="other_hosts", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hosts")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "member"], name="one_host_per_story_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} of {self.story_id}"


class Word(models.Model):
    """A few words by a host, in the margin after the contribution at position `after`; never in the book."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="words")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="words_in_margins")
    after = models.PositiveIntegerField()
    text = models.CharField(max_length=400)
    said_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["after", "said_at", "pk"]

    def __str__(self) -> str:
        return self.text


class Pen(models.Model):
    """The pen in somebody's hand: until `until`, or until it was given back or used (`ended_at`)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="pens", db_index=False)
    holder = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="pens")
    signature = models.CharField(
        max_length=80, blank=True
    )  # empty: whoever holds it does not want to be named
    taken_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_spent = models.BooleanField(default=False)  # the clock took it back, and nothing had been written

    class Meta:
        indexes = [models.Index(fields=["story", "-taken_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["story"], condition=models.Q(ended_at__isnull=True), name="one_pen_per_story"
            )
        ]

    def __str__(self) -> str:
        return f"{self.signature}, {self.until}"

    def is_held_at(self, now: datetime) -> bool:
        """Whether it is in that hand; the clock decides."""
        return self.ended_at is None and now < self.until


class Quiet(models.Model):
    """Someone who wants no more reminders of a story."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="quiet", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="quiet_stories")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "member"], name="quiet_once_per_story")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.story_id}"
