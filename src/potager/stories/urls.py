"""The addresses of stories."""

from django.urls import path

from potager.stories import views

app_name = "stories"
urlpatterns = [
    path("c/<slug:address>/stories/", views.shelf, name="shelf"),
    path("c/<slug:address>/stories/new/", views.open_story, name="open_story"),
    path("stories/<uuid:identifier>/", views.story, name="story"),
    path("stories/<uuid:identifier>/call/", views.call, name="call"),
    path("stories/<uuid:identifier>/contributions/new/", views.add_contribution, name="add_contribution"),
    path("stories/<uuid:identifier>/count/", views.count_sentences, name="count_sentences"),
    path("stories/<uuid:identifier>/host/", views.host, name="host"),
    path("stories/<uuid:identifier>/pause/", views.pause_story, name="pause_story"),
    path("stories/<uuid:identifier>/resume/", views.resume_story, name="resume_story"),
    path("stories/<uuid:identifier>/extend/", views.extend_story, name="extend_story"),
    path("stories/<uuid:identifier>/close/", views.close_story, name="close_story"),
    path("stories/<uuid:identifier>/reopen/", views.reopen_story, name="reopen_story"),
    path("contributions/<uuid:identifier>/decline/", views.decline_contribution, name="decline_contribution"),
    path(
        "contributions/<uuid:identifier>/set-aside/",
        views.set_aside_contribution,
        name="set_aside_contribution",
    ),
    path("contributions/<uuid:identifier>/restore/", views.restore_contribution, name="restore_contribution"),
]
