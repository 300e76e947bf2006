"""Pictures and recordings that people add to a story."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.lib.licences import Licence
from potager.members.models import Member
from potager.stories.models.stories import Story

SIDES = (1600, 800)  # pixels of the longest side: for the book, for the page


class Illustration(models.Model):
    """A picture (JPEG) or a recording (MP3) after the contribution at position `after`, written anew by us.

    At position 0 it stands after the opening.
    """

    class State(models.TextChoices):
        SHOWN = "shown"
        WAITING = "waiting"  # for a host's yes, where the call says so
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"  # by whoever brought it; its files are deleted

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="illustrations", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="illustrations")
    after = models.PositiveIntegerField(default=0)
    alternative = models.CharField(max_length=500)  # for who does not see it
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=120)  # empty: whoever brought it asked for no name in this work
    credited = models.CharField(max_length=120, null=True)  # null: it stands in `credit`
    licence = models.CharField(max_length=12, choices=Licence)
    digest = models.CharField(max_length=32)  # chance, for addresses that nobody guesses
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)  # how long a recording lasts; 0: a picture
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    reason = models.CharField(max_length=500, blank=True)
    is_hidden = models.BooleanField(default=False)  # declined by a decision: no host brings it back
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["story", "after"])]

    def __str__(self) -> str:
        return self.alternative

    @property
    def is_shown(self) -> bool:
        """Whether readers see it."""
        return self.state == self.State.SHOWN

    @property
    def is_sound(self) -> bool:
        """Whether it is to be heard."""
        return self.seconds > 0

    @property
    def sides(self) -> tuple[int, ...]:
        """The sizes of a picture; a recording has one file."""
        return (0,) if self.is_sound else SIDES

    @property
    def owed(self) -> str:
        """To whom it is owed, and under which licence: "Nadia, CC BY"; a reserved one names its author only."""
        is_reserved = self.licence == Licence.RESERVED
        licence = "" if is_reserved else str(Licence(self.licence).label).partition(":")[0].strip()
        return ", ".join(filter(None, (self.credit, licence)))

    @property
    def ending(self) -> str:
        """How its files' names end."""
        return "mp3" if self.is_sound else "jpg"

    def name_of(self, side: int) -> str:
        """The file's name, at a size; the book's pictures keep it."""
        return f"{self.pk}-{self.digest}-{side}.{self.ending}"

    def path_of(self, side: int) -> str:
        """Where the storage keeps it, at a size."""
        return f"pictures/{self.name_of(side)}"

    def address_of(self, side: int) -> str:
        """Where browsers fetch it."""
        return f"/illustrations/{self.pk}/{self.digest}-{side}.{self.ending}"

    @property
    def address(self) -> str:
        """The page's size, or the recording."""
        return self.address_of(self.sides[-1])

    @property
    def large_address(self) -> str:
        """The book's size."""
        return self.address_of(1600)
