"""A story, with its rules and its hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib import licences
from potager.lib.ids import uuid7
from potager.members.models import Member


class Story(models.Model):
    """A text that many people write between two moments. Its community is where it lives, its host answers for it."""

    class Writers(models.TextChoices):
        ANYONE = "anyone", _("Anyone, with a name and an e-mail address")
        MEMBERS = "members", _("Members of the community")

    Licence = licences.Licence

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="stories")
    host = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="hosted_stories")
    title = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="fr")
    opening = models.TextField(max_length=4000)
    guidance = models.TextField(max_length=2000, blank=True)
    most_sentences = models.PositiveSmallIntegerField(default=5)
    most_characters = models.PositiveIntegerField(default=1200)
    twice_in_a_row = models.BooleanField(default=False)
    accepts_first = models.BooleanField(default=False)  # a contribution waits until a host says yes
    pen_minutes = models.PositiveSmallIntegerField(
        default=0
    )  # how long one may keep the pen; 0: nobody takes it
    reminds = models.BooleanField(default=True)
    pause_minutes = models.PositiveSmallIntegerField(default=0)
    writers = models.CharField(max_length=10, choices=Writers, default=Writers.ANYONE)
    licence = models.CharField(max_length=12, choices=licences.Licence, default=licences.Licence.CC_BY_SA)
    agreement = models.TextField(max_length=2000, blank=True)
    afterword = models.TextField(max_length=4000, blank=True)
    # days after which silence on a correction counts as agreement; 0, as for calls that announced none: never
    silence_days = models.PositiveSmallIntegerField(default=0)
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    is_scheduled = models.BooleanField(default=False)  # the call is put down: only its hosts know of it
    publishes_at = models.DateTimeField(null=True)  # when the clock publishes it; empty: not by itself
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_at = models.DateTimeField(
        null=True
    )  # the act of opening: done by the clock when opens_at is later
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # an author last took words out of the released book
    hidden_at = models.DateTimeField(
        null=True
    )  # by a decision: only its host and those who look after the place know of it
    bylines = models.PositiveIntegerField(default=0)  # choices made of how the book names an author
    reminded_middle_at = models.DateTimeField(null=True)
    reminded_end_at = models.DateTimeField(null=True)
    length = models.PositiveIntegerField(
        default=0
    )  # contributions ever received: the next one's position - 1
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "stories"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="closes_after_opening"
            ),
        ]
        indexes = [
            models.Index(fields=["closed_at", "closes_at"]),
            models.Index(fields=["opened_at", "opens_at"]),
            models.Index(fields=["community", "-opens_at"]),
            models.Index(
                fields=["publishes_at"], name="calls_to_publish", condition=models.Q(is_scheduled=True)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The story's page."""
        return f"/stories/{self.pk}/"

    def state_at(self, now: datetime) -> str:
        """ "hidden", "scheduled", "announced", "open", "paused", "closed" or "released"; the clock decides, no flag."""
        if self.hidden_at:
            return "hidden"
        if self.is_scheduled:
            return "scheduled"
        if self.released_at:
            return "released"
        if self.closed_at or now >= self.closes_at:
            return "closed"
        if now < self.opens_at:
            return "announced"
        return "paused" if self.paused_at else "open"

    @property
    def zone(self) -> ZoneInfo:
        """The host's time zone, in which the story's hours are told."""
        return ZoneInfo(self.time_zone)

    @property
    def pause(self) -> timedelta:
        """How long one person waits between two contributions."""
        return timedelta(minutes=self.pause_minutes)
