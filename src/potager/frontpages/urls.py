"""The addresses of front pages."""

from django.urls import path

from potager.frontpages import views

app_name = "frontpages"
FRONT, THEME = "c/<slug:address>/front/", "c/<slug:address>/theme/"

urlpatterns = [
    path(FRONT, views.arrange_front, name="arrange_front"),
    path(FRONT + "undo/", views.undo_arrangement, name="undo_arrangement"),
    path(THEME, views.change_theme, name="change_theme"),
    path(THEME + "undo/", views.undo_theme, name="undo_theme"),
    path(THEME + "tried.css", views.tried_sheet, name="tried_sheet"),
    path(THEME + "<str:digest>.css", views.theme_sheet, name="theme_sheet"),
    path(THEME + "<str:digest>.webp", views.logo, name="logo"),
]
