"""The manuscripts' place among Django's apps."""

from django.apps import AppConfig


class ManuscriptsConfig(AppConfig):
    """Shows the collective books on the front pages of communities, and to their authors."""

    name = "potager.manuscripts"

    def ready(self) -> None:
        from potager.manuscripts import front, works  # noqa: F401 (they register themselves, once models are loaded)
