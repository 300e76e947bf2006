"""How a front page is arranged, and how a community looks: every state that was kept, the newest counts."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member


class Arrangement(models.Model):
    """One order of the blocks of a front page: {"name", "chosen"} each. None of them: as usual."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    blocks = models.JSONField(default=list)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="one_front_per_number")]

    def __str__(self) -> str:
        return f"{self.community_id}, {self.number}"


class Theme(models.Model):
    """How the pages of a community look."""

    class Paper(models.TextChoices):
        CREAM = "cream", _("Cream")
        WHITE = "white", _("White")
        SAND = "sand", _("Sand")
        ROSE = "rose", _("Rose")
        MIST = "mist", _("Mist")
        MINT = "mint", _("Mint")

    class Face(models.TextChoices):
        BOOK = "book", _("A book’s serifs")
        PLAIN = "plain", _("Plain, without serifs")
        ROUND = "round", _("Round")

    class Ornament(models.TextChoices):
        NONE = "", _("None")
        SPRIG = "sprig", _("A sprig")
        SEEDLING = "seedling", _("A seedling")
        PEAPOD = "peapod", _("A pod of peas")
        RADISH = "radish", _("A radish")
        SNAIL = "snail", _("A snail")
        CAN = "can", _("A watering can")
        SPADE = "spade", _("A spade")

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    colour = models.CharField(max_length=7, default="#2f6b3c")  # as it was picked; its lightness is not kept
    paper = models.CharField(max_length=8, choices=Paper, default=Paper.CREAM)
    face = models.CharField(max_length=8, choices=Face, default=Face.BOOK)
    ornament = models.CharField(max_length=12, choices=Ornament, default=Ornament.NONE, blank=True)
    logo = models.CharField(max_length=32, blank=True)  # the digest in its address; "" where there is none
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="one_theme_per_number")]

    def __str__(self) -> str:
        return f"{self.community_id}, {self.number}"
