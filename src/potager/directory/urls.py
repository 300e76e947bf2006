"""The addresses of the directory."""

from django.urls import path

from potager.directory import views

app_name = "directory"
PLACE = "c/<slug:address>/"
urlpatterns = [
    path("me/profile/", views.change_profile, name="change_profile"),
    path("me/profile/talents/", views.suggest_talents, name="suggest_talents"),
    path("people/<uuid:identifier>/", views.person, name="person"),
    path(PLACE + "directory/", views.directory, name="directory"),
    path(PLACE + "directory/map/", views.people_map, name="people_map"),
    path(PLACE + "organisations/", views.organisations, name="organisations"),
    path(PLACE + "organisations/belong/", views.state_affiliation, name="state_affiliation"),
    path(PLACE + "organisations/<uuid:identifier>/", views.organisation, name="organisation"),
    path(
        PLACE + "organisations/<uuid:identifier>/describe/",
        views.describe_organisation,
        name="describe_organisation",
    ),
    path(PLACE + "affiliations/<uuid:identifier>/end/", views.end_affiliation, name="end_affiliation"),
]
