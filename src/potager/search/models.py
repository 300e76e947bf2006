"""The index: for each thing that can be found, what it is compared by. Never what is shown of it."""

from datetime import UTC, datetime
from zlib import crc32

from django.db import models

TIES = 30  # bits of an identifier below the second: what tells apart things of the same second


class Entry(models.Model):
    """One thing. Its identifier begins with its second, so that the order of identifiers is the order of time.

    On SQLite the texts stand here and FTS5 indexes them (migration 0002); on PostgreSQL they are empty, and a
    column that only SQL knows holds a tsvector.
    """

    id = models.BigIntegerField(primary_key=True)
    thing = models.CharField(max_length=80, unique=True)
    community = models.UUIDField()
    circle = models.CharField(max_length=80, blank=True)  # who belongs to it finds this, and nobody else
    title = models.TextField(blank=True)  # stems
    body = models.TextField(blank=True)  # stems
    words = models.TextField(blank=True)  # title and text to the letter, folded: for quoted phrases
    marks = models.TextField(blank=True)  # type, community, tags, name: for filters

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.thing


class Waiting(models.Model):
    """A thing that has to be looked at again, because an act touched too many to do it at once."""

    thing = models.CharField(max_length=80, primary_key=True)

    class Meta:
        verbose_name_plural = "waiting"

    def __str__(self) -> str:
        return self.thing


class Building(models.Model):
    """How far the index of a type of things is built, and by which version of what is kept of them."""

    kind = models.CharField(max_length=40, primary_key=True)
    version = models.PositiveIntegerField(default=0)
    after = models.UUIDField(null=True)  # the last one that is in; None: from the beginning
    is_done = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


def identifier_of(thing: str, moment: datetime) -> int:
    """The identifier that a thing of that moment should have; it may be taken by another one."""
    fraction = moment.microsecond * 1024 // 1_000_000
    return first_identifier(moment) + (fraction << 20) + (crc32(thing.encode()) >> 12)


def first_identifier(moment: datetime) -> int:
    """The smallest identifier of that second."""
    return max(0, int(moment.timestamp())) << TIES


def moment_of(identifier: int) -> datetime:
    """The second of an identifier."""
    return datetime.fromtimestamp(identifier >> TIES, tz=UTC)
