"""The conversations' place among Django's apps."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Topics, posts and what people do with them."""

    name = "potager.conversations"

    def ready(self) -> None:
        from potager.conversations import offering  # noqa: F401 (registers itself, once models are loaded)
