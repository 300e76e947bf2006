"""Editions: a book as it was released, with the files that the press made of it."""

from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.stories.models import Story


class Edition(models.Model):
    """A released book. `book` is a copy of everything printed, so that an edition stays what it was."""

    class State(models.TextChoices):
        PRESSING = "pressing"  # the worker is making the files
        READY = "ready"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="editions")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=8)
    book = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PRESSING)
    error = models.CharField(max_length=300, blank=True)
    epub_bytes = models.PositiveIntegerField(default=0)
    pdf_bytes = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="one_edition_per_number")]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @property
    def is_ready(self) -> bool:
        """Whether the files can be downloaded."""
        return self.state == self.State.READY

    @property
    def file_name(self) -> str:
        """What a downloaded file is called, without its ending."""
        return slugify(self.title)[:60].strip("-") or "potager"

    def path_of(self, file: str) -> str:
        """Where the storage keeps "book.epub", "book.pdf", "cover.png" or "cover.svg" of this edition."""
        return f"books/{self.pk}/{file}"
