"""The addresses of recaps."""

from django.urls import path

from potager.recaps import views

app_name = "recaps"

urlpatterns = [path("sessions/<uuid:identifier>/recap/", views.open_recap, name="open_recap")]
