"""The journal's place among Django's apps."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """Collects the kinds of acts, the readers, and all else that apps declare, once every model is loaded."""

    name = "potager.journal"

    def ready(self) -> None:
        autodiscover_modules("acts", "readers", "findables", "maps", "pulses", "tellings", "digests", "signs")
