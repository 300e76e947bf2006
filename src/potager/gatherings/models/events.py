"""What people meet for, and each time they do."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member

LONG_MINUTES = 720  # what lasts that long stands on each of its days in calendars


class Event(models.Model):
    """What people meet for, once or again and again. `rule` is an RFC 5545 RRULE, "" for once.

    Times are typed on the clock of `time_zone`: `starts` has none, so that "19:00" stays 19:00 when summer comes.
    Whenever people really meet is a `Session`.
    """

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Whoever reads the community")
        MEMBERS = "members", _("Members alone")

    class Way(models.TextChoices):
        ON_SITE = "on_site", _("At a place")
        ONLINE = "online", _("Online")
        BOTH = "both", _("At a place and online")

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="events", db_index=False)
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="opened_events")
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)  # Markdown
    html = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="fr")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    way = models.CharField(max_length=10, choices=Way, default=Way.ON_SITE)
    price = models.CharField(max_length=120, blank=True)  # in words
    access = models.TextField(max_length=1000, blank=True)  # steps, lifts, loops, quiet rooms
    digest = models.CharField(max_length=32, blank=True)  # of its picture; "" where there is none
    alternative = models.CharField(max_length=500, blank=True)  # what the picture shows

    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    starts = (
        models.DateTimeField()
    )  # on the clock of `time_zone`, stored as if it were UTC: see rules.on_the_clock
    minutes = models.PositiveIntegerField(default=120)
    rule = models.CharField(max_length=400, blank=True)
    is_itinerant = models.BooleanField(default=False)  # each time at another host's
    laid_until = models.DateTimeField(null=True)  # sessions stand in their table up to here
    call_weeks = models.PositiveSmallIntegerField(null=True)  # a host is called so long before; None: by hand

    capacity = models.PositiveIntegerField(null=True)  # None: whoever comes
    most_companions = models.PositiveSmallIntegerField(default=0)
    takes_guests = models.BooleanField(default=True)  # people who do not belong, with a confirmed address
    questions = models.JSONField(default=list)  # asked of whoever registers: {"label", "is_asked"}
    hours_to_accept = models.PositiveSmallIntegerField(default=24)  # a place that came free is held that long

    place = models.CharField(max_length=200, blank=True)  # the usual one
    street = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    link = models.URLField(max_length=500, blank=True)  # shown to those who come
    link_ahead = models.PositiveIntegerField(null=True)  # from so many minutes before; None: at once

    opened_at = models.DateTimeField(default=timezone.now)
    cancelled_at = models.DateTimeField(null=True)  # all that was to come
    hidden_at = models.DateTimeField(null=True)  # by a decision

    class Meta:
        indexes = [
            models.Index(fields=["community", "-opened_at"]),
            models.Index(
                fields=["community"], name="long_events", condition=models.Q(minutes__gte=LONG_MINUTES)
            ),
            models.Index(
                fields=["laid_until"],
                name="events_to_lay_on",
                condition=~models.Q(rule="") & models.Q(cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, with what was and what comes."""
        return f"/events/{self.pk}/"

    @property
    def repeats(self) -> bool:
        """Whether people meet more than once."""
        return bool(self.rule)


class Session(models.Model):
    """One time that people meet. What it does not say itself ("" or None), its event says.

    `recurrence` is the moment that the rule gave it (RECURRENCE-ID), also after it was moved.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid7)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    recurrence = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    is_changed = models.BooleanField(default=False)  # by hand: a new rule leaves it as it is
    title = models.CharField(max_length=160, blank=True)  # this time's subject
    note = models.CharField(max_length=500, blank=True)  # why it was moved or cancelled
    host = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="hosted_sessions")
    place = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    link = models.URLField(max_length=500, blank=True)
    access = models.CharField(max_length=1000, blank=True)  # its host's word on stairs, doorbells, cats
    capacity = models.PositiveIntegerField(null=True)
    sequence = models.PositiveIntegerField(default=0)  # of its invitations (RFC 5545 SEQUENCE)
    changed_at = models.DateTimeField(default=timezone.now)
    call_opened_at = models.DateTimeField(null=True)  # members may offer to host
    recap = models.UUIDField(null=True)  # the article that tells of it
    hidden_at = models.DateTimeField(null=True)
    unannounced = models.PositiveSmallIntegerField(default=0)  # who came without registering
    thanks = models.TextField(blank=True)  # of those who welcomed, to those who came
    thanked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["community", "starts_at"]),
            models.Index(fields=["event", "starts_at"]),
            models.Index(fields=["starts_at"], name="sessions_by_hour"),
            models.Index(
                fields=["community", "starts_at"],
                name="changed_sessions",
                condition=models.Q(is_changed=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "recurrence"], name="one_session_per_recurrence")
        ]

    def __str__(self) -> str:
        return f"{self.event_id}, {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/sessions/{self.pk}/"

    @property
    def name(self) -> str:
        """What people meet for this time."""
        return self.title or self.event.title

    @property
    def is_planned(self) -> bool:
        """Whether it takes place."""
        return self.state == self.State.PLANNED

    @property
    def where(self) -> str:
        """Its place, the usual one where it names none."""
        return self.place or self.event.place

    @property
    def most(self) -> int | None:
        """How many may come; None: whoever comes."""
        return self.capacity if self.capacity is not None else self.event.capacity

    def is_over_at(self, now: datetime) -> bool:
        """Whether it has ended."""
        return self.ends_at <= now


class Host(models.Model):
    """Someone who welcomes people at an event."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hosted_events")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="one_host_per_event_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.event_id}"


class Offer(models.Model):
    """A member would welcome a session at their place."""

    class State(models.TextChoices):
        WAITING = "waiting"
        CHOSEN = "chosen"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="offers", db_index=False)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="offered_places")
    place = models.CharField(max_length=200)
    street = models.CharField(
        max_length=300, blank=True
    )  # for the animateur, and once chosen for those who come
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "by"],
                condition=models.Q(state="waiting"),
                name="one_waiting_offer_per_session_and_member",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_id}: {self.session_id}"
