"""The addresses of stories."""

from django.urls import path

from potager.stories.views import (
    almanac,
    arranging,
    authors,
    calls,
    correcting,
    hosting,
    hosts,
    illustrations,
    looking,
    reading,
    writing,
)

app_name = "stories"
urlpatterns = [
    path("c/<slug:address>/stories/", reading.shelf, name="shelf"),
    path("c/<slug:address>/calendar/", almanac.calendar, name="calendar"),
    path("c/<slug:address>/calendar.ics", almanac.calendar_feed, name="calendar_feed"),
    path("c/<slug:address>/stories/new/", reading.open_story, name="open_story"),
    path("stories/<uuid:identifier>/", reading.story, name="story"),
    path("stories/<uuid:identifier>/call/", reading.call, name="call"),
    path("stories/<uuid:identifier>/river/", looking.river, name="river"),
    path("stories/<uuid:identifier>/replay/", looking.replay, name="replay"),
    path("stories/<uuid:identifier>/screen/", looking.screen, name="screen"),
    path("stories/<uuid:identifier>/contributions/new/", writing.add_contribution, name="add_contribution"),
    path("stories/<uuid:identifier>/pen/take/", writing.take_pen, name="take_pen"),
    path("stories/<uuid:identifier>/pen/return/", writing.return_pen, name="return_pen"),
    path("stories/<uuid:identifier>/count/", writing.count_sentences, name="count_sentences"),
    path("stories/<uuid:identifier>/host/", hosting.host, name="host"),
    path("stories/reminders/<str:token>/", calls.reminders, name="reminders"),
    path("stories/<uuid:identifier>/schedule/", calls.schedule_story, name="schedule_story"),
    path("stories/<uuid:identifier>/cancel/", calls.cancel_story, name="cancel_story"),
    path("stories/<uuid:identifier>/pause/", hosting.pause_story, name="pause_story"),
    path("stories/<uuid:identifier>/resume/", hosting.resume_story, name="resume_story"),
    path("stories/<uuid:identifier>/extend/", hosting.extend_story, name="extend_story"),
    path("stories/<uuid:identifier>/close/", hosting.close_story, name="close_story"),
    path("stories/<uuid:identifier>/reopen/", hosting.reopen_story, name="reopen_story"),
    path("stories/<uuid:identifier>/word/", hosts.say_word, name="say_word"),
    path("words/<uuid:identifier>/withdraw/", hosts.withdraw_word, name="withdraw_word"),
    path("stories/<uuid:identifier>/hosts/add/", hosts.add_host, name="add_host"),
    path("stories/<uuid:identifier>/hosts/remove/", hosts.remove_host, name="remove_host"),
    path("stories/<uuid:identifier>/mine/", authors.mine, name="mine"),
    path(
        "contributions/<uuid:identifier>/withdraw/",
        authors.withdraw_contribution,
        name="withdraw_contribution",
    ),
    path("contributions/<uuid:identifier>/return/", authors.return_contribution, name="return_contribution"),
    path("contributions/<uuid:identifier>/accept/", hosting.accept_contribution, name="accept_contribution"),
    path(
        "contributions/<uuid:identifier>/decline/", hosting.decline_contribution, name="decline_contribution"
    ),
    path(
        "contributions/<uuid:identifier>/set-aside/",
        hosting.set_aside_contribution,
        name="set_aside_contribution",
    ),
    path(
        "contributions/<uuid:identifier>/restore/", hosting.restore_contribution, name="restore_contribution"
    ),
    path("stories/<uuid:identifier>/edit/", arranging.edit_story, name="edit_story"),
    path("stories/<uuid:identifier>/arrange/", arranging.arrange_story, name="arrange_story"),
    path("stories/<uuid:identifier>/reword/<slug:which>/", arranging.reword_story, name="reword_story"),
    path("stories/<uuid:identifier>/undo/", arranging.undo_arrangement, name="undo_arrangement"),
    path("stories/<uuid:identifier>/redo/", arranging.redo_arrangement, name="redo_arrangement"),
    path("stories/<uuid:identifier>/history/", arranging.history, name="history"),
    path(
        "contributions/<uuid:identifier>/correct/", correcting.propose_correction, name="propose_correction"
    ),
    path("corrections/<uuid:identifier>/", correcting.correction, name="correction"),
    path(
        "corrections/<uuid:identifier>/letter/<str:token>/",
        correcting.correction_by_letter,
        name="correction_by_letter",
    ),
    path("corrections/<uuid:identifier>/agree/", correcting.agree_correction, name="agree_correction"),
    path("corrections/<uuid:identifier>/refuse/", correcting.refuse_correction, name="refuse_correction"),
    path("corrections/<uuid:identifier>/discuss/", correcting.discuss_correction, name="discuss_correction"),
    path(
        "corrections/<uuid:identifier>/take-back/",
        correcting.take_back_correction,
        name="take_back_correction",
    ),
    path("corrections/<uuid:identifier>/undo/", correcting.undo_correction, name="undo_correction"),
    path("stories/<uuid:identifier>/illustrations/", illustrations.illustrations, name="illustrations"),
    path(
        "stories/<uuid:identifier>/illustrations/upload/",
        illustrations.add_illustration,
        name="add_illustration",
    ),
    path(
        "illustrations/<uuid:identifier>/<str:digest>-<int:side>.<str:ending>",
        illustrations.illustration,
        name="illustration",
    ),
    path(
        "illustrations/<uuid:identifier>/accept/",
        illustrations.accept_illustration,
        name="accept_illustration",
    ),
    path(
        "illustrations/<uuid:identifier>/decline/",
        illustrations.decline_illustration,
        name="decline_illustration",
    ),
    path(
        "illustrations/<uuid:identifier>/restore/",
        illustrations.restore_illustration,
        name="restore_illustration",
    ),
    path(
        "illustrations/<uuid:identifier>/withdraw/",
        illustrations.withdraw_illustration,
        name="withdraw_illustration",
    ),
]
