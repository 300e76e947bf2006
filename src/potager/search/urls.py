"""The addresses of search."""

from django.urls import path

from potager.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("c/<slug:address>/search/", views.search_community, name="search_community"),
]
