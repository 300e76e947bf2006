"""The addresses of notices."""

from django.urls import path

from potager.notices.views import browsers, letters, mails, reaching, told

app_name = "notices"
urlpatterns = [
    path("mail/", mails.mail, name="mail"),
    path("notices/", told.notices, name="notices"),
    path("notices/bell/", told.bell, name="bell"),
    path("notices/read/", told.mark_all_read, name="mark_all_read"),
    path("notices/seen/<uuid:topic>/", told.mark_seen, name="mark_seen"),
    path("notices/address/", reaching.try_again, name="try_address_again"),
    path("notices/unread/", told.mark_unread, name="mark_unread"),
    path("notices/<uuid:heap>/read/", told.mark_read, name="mark_read"),
    path("me/notices/", letters.wishes, name="wishes"),
    path("me/notices/preset/", letters.choose_preset, name="choose_preset"),
    path("me/notices/communities/<uuid:identifier>/", letters.follow_community, name="follow_community"),
    path("me/notices/topics/<uuid:identifier>/", letters.follow_topic, name="follow_topic"),
    path("me/notices/letter/", letters.preview, name="preview"),
    path("me/notices/browsers/", browsers.browsers, name="browsers"),
    path("me/notices/browsers/add/", browsers.add_browser, name="add_browser"),
    path("me/notices/browsers/<uuid:identifier>/remove/", browsers.remove_browser, name="remove_browser"),
    path("notices-worker.js", browsers.worker, name="worker"),
    path("unsubscribe/<str:token>/", letters.unsubscribe, name="unsubscribe"),
]
