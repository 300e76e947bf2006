"""Calendars that are kept elsewhere and shown beside our meetings, and the secret address of a person's own."""

from django.db import models
from django.utils import timezone

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member


class Calendar(models.Model):
    """A calendar of others, by an address or out of a file. Its dates are shown as theirs, never as our meetings."""

    class State(models.TextChoices):
        READING = "reading"  # the worker is to read it for the first time
        READY = "ready"  # to be looked at by whoever asked for it
        SHOWN = "shown"

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="calendars", db_index=False
    )
    added_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="added_calendars")
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=2000, blank=True)  # "": it came as a file
    is_followed = models.BooleanField(default=False)  # read anew every day
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    failure = models.CharField(max_length=32, blank=True)  # why the last reading failed (importing.words)
    notes = models.JSONField(default=list)  # what was left out or guessed: [[code, number or name], …]
    number = models.PositiveIntegerField(default=0)  # of its dates
    etag = models.CharField(max_length=300, blank=True)
    modified = models.CharField(max_length=100, blank=True)  # Last-Modified, as it was told
    digest = models.CharField(max_length=64, blank=True)  # of what was read last
    added_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)  # to be read anew

    class Meta:
        indexes = [
            models.Index(fields=["community", "added_at"]),
            models.Index(
                fields=["next_at"], name="calendars_to_read", condition=models.Q(next_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path_of_file(self) -> str:
        """Where a file waits in the storage until the worker has read it."""
        return f"calendars/{self.pk}.ics"


class CalendarDate(models.Model):
    """One date of another calendar. A whole day begins and ends at midnight on the clock of the installation."""

    id = models.BigAutoField(primary_key=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="dates")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_all_day = models.BooleanField(default=False)
    is_long = models.BooleanField(default=False)  # it stands on several days
    is_cancelled = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["community", "starts_at"]),
            models.Index(
                fields=["community", "starts_at"],
                name="long_calendar_dates",
                condition=models.Q(is_long=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SecretFeed(models.Model):
    """Where a person's own calendar program reads what they come to. Made anew, the old address is dead."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="secret_feed", primary_key=True
    )
    nonce = models.CharField(max_length=43)  # the address is made of it and of the installation's key
    is_wide = models.BooleanField(default=False)  # with all that their communities meet for
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.member_id)
