"""Pictures of articles, written anew by us, in the worker."""

from django.db import models
from django.utils import timezone

from potager.editorial.models.articles import Article
from potager.lib.ids import uuid7
from potager.members.models import Member

SIDES = (1600, 800, 400)  # pixels of the longest side; a small picture has fewer sizes


class Picture(models.Model):
    """A picture of an article; without its words (`alternative`) it is not published."""

    class State(models.TextChoices):
        WAITING = "waiting"  # the worker has not written it anew yet
        READY = "ready"
        REFUSED = "refused"  # `refusal` says why

    id = models.UUIDField(primary_key=True, default=uuid7)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="pictures", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    refusal = models.CharField(max_length=300, blank=True)
    alternative = models.CharField(max_length=500, blank=True)  # for who does not see it
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=32)  # chance, for addresses that nobody guesses
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True)  # from the article's drawer; versions may still show it

    class Meta:
        indexes = [
            models.Index(fields=["article", "added_at"]),
            models.Index(
                fields=["removed_at"],
                name="pictures_that_were_removed",
                condition=models.Q(removed_at__isnull=False),
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
        return f"published/{self.pk}-{self.digest}-{side}.webp"

    def address_of(self, side: int) -> str:
        """Where browsers fetch it."""
        return f"/articles/pictures/{self.pk}/{self.digest}-{side}.webp"

    @property
    def address(self) -> str:
        """In the size of a page."""
        return self.address_of(self.sides[1] if SIDES[1] in self.sides else SIDES[0])

    @property
    def large(self) -> str:
        """In its largest size."""
        return self.address_of(SIDES[0])

    @property
    def sources(self) -> str:
        """All sizes, for a browser to choose from (srcset)."""
        return ", ".join(f"{self.address_of(side)} {self.width_of(side)}w" for side in self.sides)

    def width_of(self, side: int) -> int:
        """How wide it is, in pixels, at a size."""
        return min(self.width, round(self.width * side / max(self.width, self.height, 1)))
