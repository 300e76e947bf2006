"""The manuscripts' place among Django's apps."""

from django.apps import AppConfig


class ManuscriptsConfig(AppConfig):
    """Shows the collective books on the front pages of communities."""

    name = "potager.manuscripts"

    def ready(self) -> None:
        from potager.manuscripts import front  # noqa: F401 (it registers itself, once models are loaded)
