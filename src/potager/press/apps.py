"""The press's place among Django's apps."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """Lets people talk about books."""

    name = "potager.press"

    def ready(self) -> None:
        from potager.press import gifts, talking  # noqa: F401 (they register themselves, once models are loaded)
