"""The addresses of visits."""

from django.urls import path

from potager.visits import views

app_name = "visits"

urlpatterns = [
    path("visits/", views.count_visit, name="count_visit"),
    path("visits/<slug:sort>/<uuid:identifier>/", views.visits, name="visits"),
]
