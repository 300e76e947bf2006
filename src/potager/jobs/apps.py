"""The jobs' place among Django's apps."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Collects the clocks of every app (modules named `clocks`)."""

    name = "potager.jobs"

    def ready(self) -> None:
        autodiscover_modules("clocks")
