"""The addresses of notices."""

from django.urls import path

from potager.notices.views import letters, mails, told

app_name = "notices"
urlpatterns = [
    path("mail/", mails.mail, name="mail"),
    path("notices/", told.notices, name="notices"),
    path("notices/bell/", told.bell, name="bell"),
    path("notices/read/", told.mark_all_read, name="mark_all_read"),
    path("notices/seen/<uuid:topic>/", told.mark_seen, name="mark_seen"),
    path("notices/unread/", told.mark_unread, name="mark_unread"),
    path("notices/<uuid:heap>/read/", told.mark_read, name="mark_read"),
    path("me/notices/", letters.wishes, name="wishes"),
    path("me/notices/preset/", letters.choose_preset, name="choose_preset"),
    path("me/notices/communities/<uuid:identifier>/", letters.follow_community, name="follow_community"),
    path("me/notices/topics/<uuid:identifier>/", letters.follow_topic, name="follow_topic"),
    path("me/notices/letter/", letters.preview, name="preview"),
    path("unsubscribe/<str:token>/", letters.unsubscribe, name="unsubscribe"),
]
