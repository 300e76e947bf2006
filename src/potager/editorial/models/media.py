"""Sound and moving pictures of articles: files written anew by us, and what stands elsewhere and is shown by link."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.editorial.models.articles import Article
from potager.lib.ids import uuid7
from potager.members.models import Member


class Medium(models.Model):
    """Something to hear or to watch in an article; without its words (`words`) it is not published.

    One that stands elsewhere has its `address` there and no file; `provider` names it among those that are known.
    """

    class Kind(models.TextChoices):
        SOUND = "sound", _("sound")
        VIDEO = "video", _("video")
        EMBED = "embed", _("elsewhere")

    class State(models.TextChoices):
        WAITING = "waiting"  # the worker has not read it yet
        READY = "ready"
        REFUSED = "refused"  # `refusal` says why

    id = models.UUIDField(primary_key=True, default=uuid7)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="media", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SOUND)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=160, blank=True)
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)  # what is said, or what there is to see and to hear
    digest = models.CharField(max_length=32)  # chance, for addresses that nobody guesses
    ending = models.CharField(max_length=4, blank=True)  # of its file: "mp3", "mp4", "webm"
    bytes = models.PositiveBigIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    provider = models.CharField(max_length=40, blank=True)
    address = models.URLField(max_length=500, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)  # from the article's drawer; versions may still show it

    class Meta:
        verbose_name_plural = "media"
        indexes = [
            models.Index(fields=["article", "added_at"]),
            models.Index(
                fields=["removed_at"],
                name="media_that_were_removed",
                condition=models.Q(removed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def path(self) -> str:
        """Where the storage keeps its file."""
        return f"published/{self.pk}-{self.digest}.{self.ending}"

    @property
    def file_address(self) -> str:
        """Where browsers fetch it."""
        return f"/articles/media/{self.pk}/{self.digest}.{self.ending}"
