"""The addresses of the letter."""

from django.urls import URLPattern

app_name = "newsletters"
urlpatterns: list[URLPattern] = []
