"""The addresses of the press."""

import re

from django.urls import path, re_path
from django.urls.converters import UUIDConverter

from potager.press import views, works
from potager.press.views import catalogues, shelves

ENDINGS = "|".join(re.escape(ending) for ending in works.FILES)

app_name = "press"
urlpatterns = [
    path("opds/", catalogues.opds_start, name="opds"),
    path("opds/books/", catalogues.opds_books, name="opds_books"),
    path("opds/books.json", catalogues.opds_json, name="opds_json"),
    path("c/<slug:address>/opds/", catalogues.opds_community, name="opds_community"),
    path("c/<slug:address>/books/", shelves.books, name="books"),
    path("stories/<uuid:identifier>/release/", views.release_book, name="release_book"),
    path("stories/<uuid:identifier>/cover/upload/", views.add_cover, name="add_cover"),
    path("books/preview/<uuid:identifier>/pages.png", views.preview, name="preview"),
    path("stories/<uuid:identifier>/book/", views.book_of_story, name="book_of_story"),
    path("series/<uuid:identifier>/release/", views.release_series, name="release_series"),
    path("tags/<uuid:identifier>/release/", views.release_tag, name="release_tag"),
    path("manuscripts/<uuid:identifier>/release/", views.release_chapters, name="release_chapters"),
    path("manuscripts/<uuid:identifier>/book/", views.book_of_manuscript, name="book_of_manuscript"),
    path("books/<uuid:identifier>/", views.book, name="book"),
    path("books/<uuid:identifier>/read/", views.read, name="read"),
    path("books/<uuid:identifier>/downloads/", views.count, name="downloads"),
    re_path(
        rf"^books/(?P<identifier>{UUIDConverter.regex})/cite\.(?P<ending>bib|json)$", views.cite, name="cite"
    ),
    path("books/<uuid:identifier>/withdraw/", views.withdraw_book, name="withdraw_book"),
    path("books/<uuid:identifier>/pictures/<str:name>", views.picture, name="picture"),
    path("books/<uuid:identifier>/cover.png", views.cover, name="cover"),
    re_path(
        rf"^books/(?P<identifier>{UUIDConverter.regex})/(?P<name>[a-z0-9-]{{1,60}})\.(?P<ending>{ENDINGS})$",
        views.download,
        name="download",
    ),
]
