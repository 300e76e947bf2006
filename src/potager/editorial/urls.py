"""The addresses of the paper."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.editorial import drawerurls, feedurls, shelfurls
from potager.editorial.views import reading, writing

app_name = "editorial"
LIST, ARTICLE = "c/<slug:address>/articles/", "articles/<uuid:identifier>/"


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act(LIST, reading.articles),
    _act(LIST + "new/", writing.open_article),
    _act(LIST + "<slug:slug>/", reading.article),
    path("c/<slug:address>/pages/<slug:slug>/", reading.article, name="page"),
    _act(ARTICLE + "edit/", writing.save_article),
    _act(ARTICLE + "publish/", writing.publish_article),
    *drawerurls.urlpatterns,
    *shelfurls.urlpatterns,
    *feedurls.urlpatterns,
]
