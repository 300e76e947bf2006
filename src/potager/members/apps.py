"""The members' place among Django's apps."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MembersConfig(AppConfig):
    """Collects what every app brings to an export (modules named `exports`)."""

    name = "potager.members"

    def ready(self) -> None:
        autodiscover_modules("exports")
