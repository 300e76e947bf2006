"""Versions of an article, and what is typed and not kept yet."""

from django.db import models
from django.utils import timezone

from potager.editorial.models.articles import Article
from potager.lib.ids import uuid7
from potager.members.models import Member


class Version(models.Model):
    """An article as somebody left it; never changed. `base` is the version they began with.

    One that `is_aside` was written while another went on: it is kept, and was never the article's text. `restores`
    is the version that was taken back. `correction` says to readers what was put right, once it was published.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    base = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=160)
    standfirst = models.CharField(max_length=600, blank=True)
    body = models.TextField(blank=True)
    entries = models.JSONField(default=list)
    is_aside = models.BooleanField(default=False)
    restores = models.PositiveIntegerField(null=True)
    correction = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_version_per_article_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.number}"


class Draft(models.Model):
    """What somebody has typed and not yet kept as a version; begun on version `base`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()
    title = models.CharField(max_length=160, blank=True)
    standfirst = models.CharField(max_length=600, blank=True)
    body = models.TextField(blank=True)
    entries = models.JSONField(default=list)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "by"], name="one_draft_per_article_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.article_id}"
