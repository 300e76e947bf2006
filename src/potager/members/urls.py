"""The addresses of members."""

from django.urls import path

from potager.members import views

app_name = "members"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/code/", views.confirm_code, name="confirm_code"),
    path("sign-in/password/", views.sign_in_by_password, name="sign_in_by_password"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("me/", views.me, name="me"),
    path("me/password/", views.change_password, name="change_password"),
    path("me/leave/", views.leave, name="leave"),
    path("language/", views.language, name="language"),
    path("first-run/", views.first_run, name="first_run"),
]
