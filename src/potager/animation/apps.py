"""The desk's place among Django's apps."""

from django.apps import AppConfig


class AnimationConfig(AppConfig):
    """Shows the way to the desk once all models are loaded."""

    name = "potager.animation"

    def ready(self) -> None:
        from potager.animation import exports, leaving, pending  # noqa: F401 (they register themselves)
