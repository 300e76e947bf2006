"""Authorship's place among Django's apps."""

from django.apps import AppConfig


class AuthorshipConfig(AppConfig):
    """Says what becomes of texts when their author leaves."""

    name = "potager.authorship"

    def ready(self) -> None:
        from potager.authorship import leaving  # noqa: F401 (it registers itself, once models are loaded)
