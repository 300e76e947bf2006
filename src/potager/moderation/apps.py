"""The moderation's place among Django's apps."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """See the README."""

    name = "potager.moderation"
