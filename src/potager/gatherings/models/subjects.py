"""What people would like to speak of, and on which date they could meet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.gatherings.models.events import Event, Session
from potager.lib.ids import uuid7
from potager.members.models import Member


class Subject(models.Model):
    """Something that somebody would like a meeting to be about. Who votes for it wishes it too."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="subjects", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    words = models.CharField(max_length=500, blank=True)
    chosen_at = models.DateTimeField(null=True)  # by whoever runs the meeting
    withdrawn_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["proposed_at"]
        indexes = [models.Index(fields=["session", "proposed_at"])]

    def __str__(self) -> str:
        return self.title


class Wish(models.Model):
    """Somebody wishes a subject."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="wishes", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "wishes"
        constraints = [
            models.UniqueConstraint(fields=["subject", "by"], name="one_wish_per_subject_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.subject_id}"


class Sounding(models.Model):
    """A meeting that looks for its date: members say of each whether they could come. Ends with an event, or without.

    Dates are what the clocks of `time_zone` will show, as `Event.starts`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    about = models.CharField(max_length=1000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="fr")
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    minutes = models.PositiveIntegerField(default=120)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    event = models.ForeignKey(Event, on_delete=models.SET_NULL, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "-opened_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/soundings/{self.pk}/"


class SoundedDate(models.Model):
    """One of the dates that are offered."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    sounding = models.ForeignKey(Sounding, on_delete=models.CASCADE, related_name="dates", db_index=False)
    starts = models.DateTimeField()

    class Meta:
        ordering = ["starts"]
        constraints = [models.UniqueConstraint(fields=["sounding", "starts"], name="one_date_per_sounding")]

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m-%d %H:%M}"


class SoundedAnswer(models.Model):
    """What somebody says of a date."""

    class Value(models.TextChoices):
        YES = "yes", _("yes")
        MAYBE = "maybe", _("if need be")
        NO = "no", _("no")

    id = models.UUIDField(primary_key=True, default=uuid7)
    date = models.ForeignKey(SoundedDate, on_delete=models.CASCADE, related_name="answers", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=5, choices=Value)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "member"], name="one_answer_per_date_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.value}"
