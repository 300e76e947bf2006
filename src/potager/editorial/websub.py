"""WebSub (w3.org/TR/websub): the hub that the operator names tells readers of news at once.

Feeds say which hub it is, and the worker tells the hub which feeds have changed.
"""

from django.conf import settings


def hub() -> str:
    """The address of the hub, "" where the operator names none, or where nobody outside finds us."""
    return str(settings.ENV.websub_hub or "") if settings.ENV.url else ""
