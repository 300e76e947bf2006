"""The addresses of the press."""

from django.urls import path, re_path
from django.urls.converters import UUIDConverter

from potager.press import views

app_name = "press"
urlpatterns = [
    path("stories/<uuid:identifier>/release/", views.release_book, name="release_book"),
    path("stories/<uuid:identifier>/book/", views.book_of_story, name="book_of_story"),
    path("books/<uuid:identifier>/", views.book, name="book"),
    path("books/<uuid:identifier>/read/", views.read, name="read"),
    path("books/<uuid:identifier>/downloads/", views.count, name="downloads"),
    re_path(
        rf"^books/(?P<identifier>{UUIDConverter.regex})/cite\.(?P<ending>bib|json)$", views.cite, name="cite"
    ),
    path("books/<uuid:identifier>/withdraw/", views.withdraw_book, name="withdraw_book"),
    path("books/<uuid:identifier>/cover.png", views.cover, name="cover"),
    re_path(
        rf"^books/(?P<identifier>{UUIDConverter.regex})/(?P<name>[a-z0-9-]{{1,60}})\.(?P<ending>epub|pdf)$",
        views.download,
        name="download",
    ),
]
