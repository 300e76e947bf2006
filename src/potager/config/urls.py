"""Every address of an installation."""

from django.urls import include, path

urlpatterns = [
    path("", include("potager.ui.urls")),
    path("", include("potager.members.urls")),
    path("", include("potager.authorship.urls")),
    path("", include("potager.directory.urls")),
    path("", include("potager.visits.urls")),
    path("", include("potager.communities.urls")),
    path("", include("potager.conversations.urls")),
    path("", include("potager.stories.urls")),
    path("", include("potager.manuscripts.urls")),
    path("", include("potager.editorial.urls")),
    path("", include("potager.gatherings.urls")),
    path("", include("potager.press.urls")),
    path("", include("potager.newsletters.urls")),
    path("", include("potager.frontpages.urls")),
    path("", include("potager.recaps.urls")),
    path("", include("potager.translations.urls")),
    path("", include("potager.moderation.urls")),
    path("", include("potager.notices.urls")),
    path("", include("potager.letterbox.urls")),
    path("", include("potager.search.urls")),
    path("", include("potager.animation.urls")),
]

handler500 = "potager.config.faults.answer"
