"""Where a community talks: its rooms, its tags, and its own rules for conversations."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7


class Rules(models.Model):
    """How a community wants its conversations. A community without a row has the defaults."""

    class PassersBy(models.TextChoices):
        NOBODY = "nobody", _("Only members answer")
        REVIEWED = (
            "reviewed",
            _("Passers-by may answer; a moderator reads their first posts before they appear"),
        )
        OPENING = (
            "opening",
            _("Passers-by may answer and open conversations; a moderator reads what they write first"),
        )

    community = models.OneToOneField(
        Community, on_delete=models.CASCADE, primary_key=True, related_name="conversation_rules"
    )
    passers_by = models.CharField(max_length=10, choices=PassersBy, default=PassersBy.REVIEWED)
    has_private = models.BooleanField(default=True)  # members may talk in small groups
    reactions = models.JSONField(
        default=list, blank=True
    )  # names of reactions beside thanks; empty: the usual ones
    has_previews = models.BooleanField(
        null=True
    )  # of links to other sites; None: where the community is public

    class Meta:
        verbose_name_plural = "rules"

    def __str__(self) -> str:
        return f"rules of {self.community_id}"


class Room(models.Model):
    """One of the few places that the animateur keeps. `address` is its part of the URL."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="rooms", db_index=False)
    name = models.CharField(max_length=60)
    address = models.SlugField(max_length=60)
    about = models.TextField(max_length=500, blank=True, validators=[MaxLengthValidator(500)])
    rank = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)  # no new topics; what was said stays
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["rank", "opened_at"]
        constraints = [models.UniqueConstraint(fields=["community", "address"], name="one_room_per_address")]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word under which topics are found. `folded` is its name without accents and capitals."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="tags", db_index=False)
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "folded"], name="one_tag_per_word")]

    def __str__(self) -> str:
        return self.name
