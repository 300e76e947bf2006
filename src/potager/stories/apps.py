"""The stories' place among Django's apps."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Shows what is being written on the front pages of communities; lets people talk about it."""

    name = "potager.stories"

    def ready(self) -> None:
        from potager.stories import front, gifts, talking, works  # noqa: F401 (they register themselves, once models are loaded)
