"""The letterbox's place among Django's apps."""

from django.apps import AppConfig


class LetterboxConfig(AppConfig):
    """Forgets whoever leaves."""

    name = "potager.letterbox"

    def ready(self) -> None:
        from potager.letterbox import forgetting  # noqa: F401 (it registers itself)
