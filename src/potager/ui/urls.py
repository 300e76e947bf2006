"""The living page of the design kit."""

from django.urls import path

from potager.ui import views

app_name = "ui"
urlpatterns = [path("ui/", views.living, name="living")]
