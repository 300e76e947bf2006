"""The letter's place among Django's apps."""

from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    """Offers the letter on front pages, hears what becomes of its mail, and forgets whoever leaves."""

    name = "potager.newsletters"

    def ready(self) -> None:
        from potager.newsletters import exports, front, hearing  # noqa: F401 (they register themselves)
