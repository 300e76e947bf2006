"""The one address of the letterbox."""

from django.urls import path

from potager.letterbox import views

app_name = "letterbox"
urlpatterns = [path("mail/in/", views.take_mail, name="take_mail")]
