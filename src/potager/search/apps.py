"""The search's place among Django's apps."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the README."""

    name = "potager.search"
