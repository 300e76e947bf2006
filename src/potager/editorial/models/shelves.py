"""Where articles are found: series, categories, tags."""

from urllib.parse import quote

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member


class Series(models.Model):
    """Articles that follow one another, each with its number ("… for dummies #6")."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="series", db_index=False)
    title = models.CharField(max_length=120)
    address = models.SlugField(max_length=80)
    about = models.TextField(max_length=2000, blank=True, validators=[MaxLengthValidator(2000)])
    language = models.CharField(max_length=8, default="fr")
    opened_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.UniqueConstraint(fields=["community", "address"], name="one_series_per_address")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, with all parts."""
        return f"/c/{self.community.address}/series/{self.address}/"


class Category(models.Model):
    """One of the few drawers of a community's paper; an article lies in one at most."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    address = models.SlugField(max_length=60)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank", "name"]
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["community", "address"], name="one_category_per_address")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/c/{self.community.address}/articles/in/{self.address}/"


class Tag(models.Model):
    """A word under which articles are found. `folded` is its name without accents and capitals."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    folded = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "folded"], name="one_article_tag_per_word")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/c/{self.community.address}/articles/tag/{quote(self.folded)}/"
