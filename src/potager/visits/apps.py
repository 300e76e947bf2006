"""The visits' place among Django's apps."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Counts who looks at public pages, without knowing them."""

    name = "potager.visits"
