"""A story, with its rules, and the contributions that it is made of."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member


class Story(models.Model):
    """A text that many people write between two moments. Its community is where it lives, its host answers for it."""

    class Writers(models.TextChoices):
        ANYONE = "anyone", _("Anyone, with a name and an e-mail address")
        MEMBERS = "members", _("Members of the community")

    class Licence(models.TextChoices):
        CC_BY = "cc-by", _("CC BY: anyone may reuse it and must name the authors")
        CC_BY_SA = "cc-by-sa", _("CC BY-SA: the same, and what is made of it stays as free")
        CC_BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA: the same, and no one may sell it")
        CC0 = "cc0", _("CC0: given to everyone, without condition")
        RESERVED = "reserved", _("All rights stay with the authors; only this book may use it")

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
    pause_minutes = models.PositiveSmallIntegerField(default=0)
    writers = models.CharField(max_length=10, choices=Writers, default=Writers.ANYONE)
    licence = models.CharField(max_length=12, choices=Licence, default=Licence.CC_BY_SA)
    agreement = models.TextField(max_length=2000, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    opened_at = models.DateTimeField(
        null=True
    )  # the act of opening: done by the clock when opens_at is later
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
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
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The story's page."""
        return f"/stories/{self.pk}/"

    def state_at(self, now: datetime) -> str:
        """ "announced", "open", "paused", "closed" or "released"; the clock decides, not a flag that may lag."""
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


class Contribution(models.Model):
    """A few sentences by one person. `text` is what was written, to the letter; typography is for pages."""

    class State(models.TextChoices):
        SHOWN = "shown"
        DECLINED = "declined"  # by the host, before or while it is read: not part of the story
        SET_ASIDE = "set_aside"  # kept out of the book, without reproach

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="contributions", db_index=False)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="contributions")
    signature = models.CharField(max_length=80, blank=True)  # empty: whoever wrote does not want to be named
    position = models.PositiveIntegerField()
    text = models.TextField()
    sentences = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    reason = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="one_contribution_per_position")
        ]

    def __str__(self) -> str:
        return f"{self.signature}, {self.position}"
