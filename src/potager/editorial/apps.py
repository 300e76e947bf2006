"""The paper's place among Django's apps."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    """Shows what was published on the front pages of communities, and lets it be talked about."""

    name = "potager.editorial"

    def ready(self) -> None:
        from potager.editorial import articleworks, chosen, front, frontpages, leaving, talking, visited  # noqa: F401 (they register themselves, once models are loaded)
