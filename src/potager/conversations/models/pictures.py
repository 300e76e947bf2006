"""Pictures that stand under a post, written anew by us."""

from django.db import models
from django.utils import timezone

from potager.conversations.models.posts import Post
from potager.lib.ids import uuid7
from potager.members.models import Member

SIDES = (1600, 800, 400)  # pixels of the longest side; a small picture has fewer sizes


class Picture(models.Model):
    """A picture (WebP in several sizes) of a post; of nobody's but its author's until the post is there.

    What somebody sends before we know who they are has no author until they say it, and is shown to nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    author = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, related_name="post_pictures", db_index=False
    )
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="pictures")
    position = models.PositiveSmallIntegerField(default=0)
    alternative = models.CharField(max_length=500, blank=True)  # for who does not see it
    digest = models.CharField(max_length=32)  # chance, for addresses that nobody guesses
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)
    reworded_at = models.DateTimeField(null=True)  # when its words changed last

    class Meta:
        ordering = ["position", "added_at"]
        indexes = [
            models.Index(fields=["author", "-added_at"]),
            models.Index(
                fields=["added_at"], name="pictures_that_wait", condition=models.Q(post__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.alternative or str(self.pk)

    @property
    def sides(self) -> tuple[int, ...]:
        """The sizes that there are: the largest, and those that are smaller than the picture."""
        longest = max(self.width, self.height)
        return (SIDES[0], *(side for side in SIDES[1:] if side < longest))

    def path_of(self, side: int) -> str:
        """Where the storage keeps it, at a size."""
        return f"posted/{self.pk}-{self.digest}-{side}.webp"

    def address_of(self, side: int) -> str:
        """Where browsers fetch it."""
        return f"/pictures/{self.pk}/{self.digest}-{side}.webp"

    @property
    def address(self) -> str:
        """In the size of a page."""
        return self.address_of(self.sides[1] if SIDES[1] in self.sides else SIDES[0])

    @property
    def large_address(self) -> str:
        """In its largest size."""
        return self.address_of(SIDES[0])

    @property
    def sources(self) -> str:
        """All sizes, for a browser to choose from (srcset)."""
        return ", ".join(f"{self.address_of(side)} {self.width_of(side)}w" for side in self.sides)

    def width_of(self, side: int) -> int:
        """How wide it is, in pixels, at a size."""
        return min(self.width, round(self.width * side / max(self.width, self.height)))


class PictureVersion(models.Model):
    """Words that a picture had. Everyone who reads its post may read them."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    alternative = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["picture", "number"], name="one_wording_per_number")]

    def __str__(self) -> str:
        return f"{self.picture_id}, wording {self.number}"
