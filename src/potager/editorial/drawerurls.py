"""The addresses of what articles hold: the drawer, and the bytes of pictures, recordings and films."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.editorial.views import drawer, files, pasting

ARTICLE = "articles/<uuid:identifier>/"
PICTURE, MEDIUM = "articles/pictures/<uuid:identifier>/", "articles/media/<uuid:identifier>/"


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act("articles/paste/", pasting.paste),
    _act(ARTICLE + "drawer/", drawer.drawer),
    _act(ARTICLE + "upload/", drawer.add_article_picture),
    _act(ARTICLE + "link/", drawer.link_medium),
    _act(PICTURE + "describe/", drawer.describe_article_picture),
    _act(PICTURE + "remove/", drawer.remove_article_picture),
    _act(PICTURE + "restore/", drawer.restore_article_picture),
    _act(PICTURE + "cover/", drawer.cover_article),
    _act(PICTURE + "<str:digest>-<int:side>.webp", files.article_picture),
    _act(MEDIUM + "describe/", drawer.describe_medium),
    _act(MEDIUM + "remove/", drawer.remove_medium),
    _act(MEDIUM + "restore/", drawer.restore_medium),
    _act(MEDIUM + "<str:digest>.<str:ending>", files.medium),
]
