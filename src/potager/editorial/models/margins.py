"""What is said in the margin of an article while it is written: remarks, suggested changes, answers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.editorial.models.articles import Article
from potager.lib.ids import uuid7
from potager.members.models import Member


class Remark(models.Model):
    """Something said of a passage (`quote`, to the letter; "" for the whole), perhaps with other words for it.

    `suggestion` is what the passage could say instead; "" where nothing is suggested.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RESOLVED = "resolved", _("settled")
        TAKEN = "taken", _("taken over")
        DECLINED = "declined", _("not taken over")

    id = models.UUIDField(primary_key=True, default=uuid7)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="remarks", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()  # the text that was read
    quote = models.TextField(blank=True)
    words = models.CharField(max_length=2000, blank=True)
    suggestion = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at"]
        indexes = [models.Index(fields=["article", "made_at"])]

    def __str__(self) -> str:
        return self.words[:60] or self.suggestion[:60]

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.state == self.State.OPEN


class RemarkAnswer(models.Model):
    """An answer to a remark."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=2000)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["said_at"]

    def __str__(self) -> str:
        return self.words[:60]
