"""What is known of pages elsewhere that posts link to."""

from django.db import models
from django.utils import timezone

from potager.conversations.models.posts import Post
from potager.lib.ids import uuid7


class LinkPreview(models.Model):
    """What one address told of itself when it was last read: shown beside links, so that readers ask nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the address
    address = models.CharField(max_length=2000)
    title = models.CharField(max_length=200, blank=True)  # empty: there is nothing to show
    description = models.CharField(max_length=400, blank=True)
    site = models.CharField(max_length=80, blank=True)
    picture = models.CharField(max_length=32, blank=True)  # chance, in the name of its file; empty: none
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    fetched_at = models.DateTimeField(null=True)  # when it was last tried
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["fetched_at"])]

    def __str__(self) -> str:
        return self.address

    @property
    def host(self) -> str:
        """Where the link leads, whatever the page says of itself."""
        return self.address.partition("://")[2].partition("/")[0].partition("?")[0].removeprefix("www.")

    @property
    def picture_path(self) -> str:
        """Where the storage keeps its picture."""
        return f"linked/{self.pk}-{self.picture}.webp"

    @property
    def picture_address(self) -> str:
        """Where browsers fetch its picture; empty if there is none."""
        return f"/links/{self.pk}/{self.picture}.webp" if self.picture else ""


class PostLink(models.Model):
    """A post speaks of an address; `position` is the order in the post, from 1."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="links", db_index=False)
    preview = models.ForeignKey(LinkPreview, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "position"], name="one_link_per_position")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.preview_id}"
