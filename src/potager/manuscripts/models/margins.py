"""What is said in the margin of a chapter."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.manuscripts.models.sections import Section
from potager.members.models import Member


class Comment(models.Model):
    """A remark about a chapter, or about the passage `quote` of it, which stood between `before` and `after`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    quote = models.CharField(max_length=300, blank=True)
    before = models.CharField(max_length=80, blank=True)
    after = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=0)  # the one that was being read
    said_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)  # by a decision
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Reply(models.Model):
    """An answer to a comment."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="replies")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    said_at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)  # by a decision

    class Meta:
        ordering = ["said_at", "pk"]
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return self.text[:60]
