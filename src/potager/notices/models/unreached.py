"""Addresses that mail comes back from."""

from django.db import models
from django.utils import timezone


class Unreached(models.Model):
    """An address to which mail could not be delivered, on how many days; from the third on, notices stay away."""

    address = models.EmailField(primary_key=True)
    days = models.PositiveSmallIntegerField(default=0)
    last_on = models.DateField(null=True)
    last_mail = models.UUIDField(null=True)  # one mail counts once
    said = models.CharField(max_length=500, blank=True)  # what its server said, the last time
    is_off = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "unreached"
        indexes = [models.Index(fields=["is_off"])]

    def __str__(self) -> str:
        return f"{self.address}, {self.days} days"
