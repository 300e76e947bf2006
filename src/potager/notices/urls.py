"""The addresses of notices."""

from django.urls import path

from potager.notices import views

app_name = "notices"
urlpatterns = [path("mail/", views.mail, name="mail")]
