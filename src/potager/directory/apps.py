"""The directory's place among Django's apps."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Brings profiles to the export of one's data, and takes them away with whoever leaves."""

    name = "potager.directory"

    def ready(self) -> None:
        from potager.directory import exports, leaving  # noqa: F401 (they register themselves, once models are loaded)
