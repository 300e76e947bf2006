"""What moderators' decisions taught about spam: counts, and no word that anybody wrote."""

from django.db import models


class SpamFeature(models.Model):
    """In how many texts of either sort a feature stood; `key` is a digest of it (spam/features.py)."""

    key = models.BigIntegerField(primary_key=True)
    spam = models.PositiveIntegerField(default=0)
    ham = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.spam} spam, {self.ham} not"


class SpamLearning(models.Model):
    """One row: up to where the journal was read for decisions, and how many features were counted in all."""

    position = models.BigIntegerField(default=0)
    texts = models.PositiveIntegerField(default=0)
    spam = models.PositiveBigIntegerField(default=0)
    ham = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.texts} texts"
