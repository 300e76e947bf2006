"""What authors decide about a work, and what they agreed to. `work` is written "story:<uuid>"."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.lib.ids import uuid7
from potager.members.models import Member


class Choice(models.Model):
    """How one author is named in one work. Without a row, they are named as they signed."""

    class Naming(models.TextChoices):
        AS_SIGNED = "as_signed", _("as signed")
        ANOTHER = "another", _("another name")
        ANONYMOUS = "anonymous", _("no name")

    id = models.UUIDField(primary_key=True, default=uuid7)
    work = models.CharField(max_length=60)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    naming = models.CharField(max_length=10, choices=Naming, default=Naming.AS_SIGNED)
    name = models.CharField(max_length=80, blank=True)  # only with ANOTHER
    link = models.CharField(max_length=300, blank=True)
    presentation = models.CharField(max_length=200, blank=True)
    chosen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work", "author"], name="one_choice_per_work_and_author")
        ]

    def __str__(self) -> str:
        return f"{self.naming} in {self.work}"


class Agreement(models.Model):
    """One person agreed to the words shown before their first words in a work; `digest` is SHA-256 of the words."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    work = models.CharField(max_length=60)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    licence = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work", "member", "digest"], name="one_agreement_per_work_and_words"
            )
        ]

    def __str__(self) -> str:
        return f"{self.licence} in {self.work}"
