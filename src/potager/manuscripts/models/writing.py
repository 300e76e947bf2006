"""Writing a chapter: the pen, the drafts, the versions."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.manuscripts.models.sections import Section
from potager.members.models import Member


class Pen(models.Model):
    """Who writes a chapter now: until `until`, later with each sign of writing. One row per chapter in somebody's hand.

    `wanted_by` asked for it at `wanted_at`, and gets it by the holder's word or silence.
    """

    section = models.OneToOneField(Section, on_delete=models.CASCADE, primary_key=True, related_name="pen")
    holder = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    signature = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(db_index=True)
    wanted_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    wanted_signature = models.CharField(max_length=80, blank=True)
    wanted_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.signature}, {self.until}"

    def is_held_at(self, now: datetime) -> bool:
        """Whether it is in that hand; the clock decides, not the row."""
        return now < self.until


class Draft(models.Model):
    """What somebody has typed and not yet kept as a version; begun on version `base`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()
    text = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "by"], name="one_draft_per_section_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.section_id}"


class Version(models.Model):
    """A chapter as somebody left it; never changed, never deleted, unless its author takes it back for good.

    `base` is the version they began with. One that `is_aside` was written while another went on: it is kept,
    and was never the chapter's text. `restores` is the version that was taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=80, blank=True)
    base = models.PositiveIntegerField(default=0)
    text = models.TextField()
    characters = models.PositiveIntegerField()
    more = models.IntegerField(default=0)  # characters more (or fewer) than its base
    is_aside = models.BooleanField(default=False)
    restores = models.PositiveIntegerField(null=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="one_version_per_section_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.section_id}, {self.number}"
