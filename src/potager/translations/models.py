"""A book on its way into another language: its passages, who translates them, and what they wrote before."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member
from potager.press.models import Edition


class Translation(models.Model):
    """One book in one other language. `original` is the edition that was newest when it was opened."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    work = models.CharField(max_length=80)  # what the book was made of, "type:uuid"
    original = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, related_name="+")  # the newest

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "language"], name="one_translation_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.work}, {self.language}"

    def get_absolute_url(self) -> str:
        """The workshop: original and translation side by side."""
        return f"/translations/{self.pk}/"

    @property
    def released(self) -> Edition | None:
        """The newest edition made of it, unless that was withdrawn."""
        is_read = self.edition and self.edition.state != Edition.State.WITHDRAWN
        return self.edition if is_read else None


class Passage(models.Model):
    """A passage that somebody began to translate. `source` is what the original said when it was."""

    class State(models.TextChoices):
        DRAFT = "draft"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid7)
    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="passages", db_index=False
    )
    key = models.CharField(max_length=60)  # "title", "opening", "contribution-<uuid>"
    source = models.TextField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["translation", "key"], name="one_passage_per_translation_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.version}"

    @property
    def is_done(self) -> bool:
        """Whether its translator calls it finished."""
        return self.state == self.State.DONE


class EarlierPassage(models.Model):
    """What a passage said before somebody else wrote in its place: nothing is lost."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="earlier")
    text = models.TextField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.passage_id}, {self.written_at}"


class Translator(models.Model):
    """Somebody who translated, under the name that they chose; an empty name is not printed."""

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="translators", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "member"], name="one_translator_each")]

    def __str__(self) -> str:
        return self.name
