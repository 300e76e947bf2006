"""The letterbox's place among Django's apps."""

from django.apps import AppConfig


class LetterboxConfig(AppConfig):
    """See the README."""

    name = "potager.letterbox"
