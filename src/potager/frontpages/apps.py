"""The front pages' place among Django's apps."""

from django.apps import AppConfig


class FrontpagesConfig(AppConfig):
    """Says how front pages are arranged."""

    name = "potager.frontpages"

    def ready(self) -> None:
        from potager.frontpages import words  # noqa: F401 (it registers itself, once models are loaded)
