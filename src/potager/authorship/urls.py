"""The addresses of names."""

from django.urls import path, re_path

from potager.authorship import views

app_name = "authorship"
urlpatterns = [
    re_path(r"^names/(?P<token>[\w:=-]{20,400})/$", views.byline, name="byline"),
    path("me/names/", views.bylines, name="bylines"),
    path("me/names/<slug:bed>/<uuid:identifier>/", views.choose_byline, name="choose_byline"),
]
