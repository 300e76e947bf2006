"""The recaps' place among Django's apps."""

from django.apps import AppConfig


class RecapsConfig(AppConfig):
    """Leads from a session to the article that tells of it."""

    name = "potager.recaps"
