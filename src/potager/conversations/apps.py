"""The conversations' place among Django's apps."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Topics, posts and what people do with them."""

    name = "potager.conversations"

    def ready(self) -> None:
        from potager.conversations import forgetting, front, gifts, leaving, offering  # noqa: F401 (they register themselves)
