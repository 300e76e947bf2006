"""The addresses of translations."""

from django.urls import path

from potager.translations import views

app_name = "translations"
urlpatterns = [
    path("books/<uuid:identifier>/translate/", views.open_translation, name="open_translation"),
    path("translations/<uuid:identifier>/", views.workshop, name="workshop"),
    path("translations/<uuid:identifier>/name/", views.sign_translation, name="sign_translation"),
    path("translations/<uuid:identifier>/release/", views.release_translation, name="release_translation"),
    path(
        "translations/<uuid:identifier>/passages/<slug:passage>/",
        views.translate_passage,
        name="translate_passage",
    ),
    path(
        "translations/<uuid:identifier>/passages/<slug:passage>/draft/", views.save_draft, name="save_draft"
    ),
    path(
        "translations/<uuid:identifier>/passages/<slug:passage>/reopen/",
        views.reopen_passage,
        name="reopen_passage",
    ),
]
