"""The moderation's place among Django's apps."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Knows what can be reported once all models are loaded."""

    name = "potager.moderation"

    def ready(self) -> None:
        from potager.moderation import articles, books, meetings, pending, things, works  # noqa: F401 (they register themselves)
        from potager.moderation.spam import learning, screen  # noqa: F401 (so do these)
