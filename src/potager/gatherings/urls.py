"""The addresses of gatherings."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.gatherings.views import planning, reading

app_name = "gatherings"
LIST, EVENT, SESSION = "c/<slug:address>/events/", "events/<uuid:identifier>/", "sessions/<uuid:identifier>/"


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act(LIST, reading.events),
    _act(LIST + "new/", planning.open_event),
    _act(EVENT, reading.event),
    _act(SESSION, reading.session),
]
