"""Browsers that asked to be told."""

from django.db import models
from django.utils import timezone

from potager.lib.ids import uuid7
from potager.members.models import Member


class Subscription(models.Model):
    """One browser of a member: where its maker's service takes messages for it, and the keys that only it can use."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    endpoint = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the endpoint
    key = models.CharField(max_length=100)  # p256dh (RFC 8291), base64url
    secret = models.CharField(max_length=40)  # auth (RFC 8291), base64url
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    session = models.UUIDField(null=True)  # when that ends, the browser is told nothing more
    began_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.member_id}: {self.browser}"
