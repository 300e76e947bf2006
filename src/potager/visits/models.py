"""Totals for good, and what tells people apart for one day."""

from django.db import models

from potager.lib.ids import uuid7


class Total(models.Model):
    """How many looked at a page ("article:<uuid>") on a day of the installation's clock."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    page = models.CharField(max_length=60)
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_total_per_page_and_day")]

    def __str__(self) -> str:
        return f"{self.page}, {self.day}: {self.number}"


class Source(models.Model):
    """How many of them came from a site: its host, nothing more."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    page = models.CharField(max_length=60)
    day = models.DateField()
    host = models.CharField(max_length=100)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "host"], name="one_total_per_page_day_and_host")
        ]

    def __str__(self) -> str:
        return f"{self.page}, {self.day}, {self.host}: {self.number}"


class Salt(models.Model):
    """What makes today's digests; thrown away when the day is over."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField()

    def __str__(self) -> str:
        return str(self.day)


class Seen(models.Model):
    """Somebody looked at a page today; nobody can say who, and tomorrow it is gone."""

    digest = models.BinaryField(primary_key=True, max_length=16)
    day = models.DateField(db_index=True)

    class Meta:
        verbose_name_plural = "seen"

    def __str__(self) -> str:
        return str(self.day)
