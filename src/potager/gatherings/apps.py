"""The gatherings' place among Django's apps."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Shows the next meetings on the front pages of communities, and lets them be talked about."""

    name = "potager.gatherings"

    def ready(self) -> None:
        from potager.gatherings import front, leaving, talking, visited  # noqa: F401 (they register themselves, once models are loaded)
